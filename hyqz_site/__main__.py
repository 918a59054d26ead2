"""`python -m hyqz_site` is the same as the `hyqz` command."""

import sys

from hyqz_site.cli import main

if __name__ == "__main__":  # process-pool children import this module again: they must not start a command
    sys.exit(main())
