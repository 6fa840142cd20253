"""The plugin system: the contract, the loading loop, and kimcore's own parts."""
