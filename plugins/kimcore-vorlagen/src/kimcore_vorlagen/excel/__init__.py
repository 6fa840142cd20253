"""Excel forms: named cells and tables, filled in the package itself so that nothing else of the form changes."""
