"""`python -m prst`, and what the command `prst` runs."""

import atexit
import gc
import sys


def main() -> None:
    """Run the command line; an interruption is one line, while everything is being loaded too."""
    atexit.register(gc.freeze)  # what is left goes with the process: nobody looks through it for what could go
    try:
        from prst.cli import app

        app()
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrompu.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
