"""`python -m prst`, and what the command `prst` runs."""

import sys


def main() -> None:
    """Run the command line; an interruption is one line, while everything is being loaded too."""
    try:
        from prst.cli import app

        app()
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrompu.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
