"""Print the Content-Security-Policy of a built site, with the hash of the style that its 404 page carries inside.

    python tools/csp.py output

The hash changes only when the generator's style sheet does; see docs/deploy.md.
"""

import base64
import hashlib
import re
import sys
from pathlib import Path

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{hashes}; img-src 'self' data:; media-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def main() -> None:
    """Read the 404 page of the folder that the command line names."""
    page = (Path(sys.argv[1]) / "404.html").read_text(encoding="utf-8")
    digests = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in STYLE.findall(page)]
    print(POLICY.format(hashes="".join(f" 'sha256-{digest}'" for digest in digests)))


if __name__ == "__main__":
    main()
