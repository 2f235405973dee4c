"""`python -m prst`."""

from prst.cli import main

main()
