"""``python -m kimcore`` is the ``kimcore`` command."""

from kimcore.cli import main

main()
