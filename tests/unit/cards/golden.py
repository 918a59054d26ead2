"""The golden site that has every kind of record, as far as it may go out."""

from typing import Final

from tests.helpers import ROOT, public

_HOME: Final = ROOT / "tests" / "golden" / "all-kinds"
shown: Final = public(
    {path.relative_to(_HOME).as_posix(): path.read_bytes() for path in sorted(_HOME.rglob("*")) if path.is_file()}
)
