"""`python -m hyqz_site` is the same as the `hyqz` command."""

import atexit
import contextlib
import os
import sys

# Whoever wants no `__pycache__` among the sources still wants a quick start: compiling them is half of a small build.
# The environment is ours, so what is compiled may stand there.
if sys.dont_write_bytecode and sys.prefix != sys.base_prefix and os.access(sys.prefix, os.W_OK):
    sys.pycache_prefix, sys.dont_write_bytecode = os.path.join(sys.prefix, "pycache"), False  # noqa: PTH118

from hyqz_site.cli import main

if __name__ == "__main__":  # process-pool children import this module again: they must not start a command
    status = main()
    atexit._run_exitfuncs()  # noqa: SLF001 - what would be done at the end is done now
    for stream in (sys.stdout, sys.stderr):
        # Nobody reads it any more, or it was never there.
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)  # to give back what a large build holds, thing by thing, is a fifth of an edit's time
