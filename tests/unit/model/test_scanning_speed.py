"""The scans of all texts stay cheap: a street with ten thousand records must not wait for them."""

import time
from typing import Final

from hyqz_site.model.rules.private import find
from hyqz_site.model.rules.words import remarks

TEXT: Final = (
    "中午交件的时候，他把本子上的事报给网格员；下午路过，修好了的就打个勾。到今年十月底，勾有三百一十六个。" * 9
)
EVIL: Final = (
    "1 " * 20_000,
    "一" * 40_000,
    "（" * 5_000,
    "“" * 20_000,
    "138-" * 10_000,
    "住" * 20_000,
    "a@" * 20_000,
    "3栋" * 10_000,
)


def test_no_text_takes_for_ever() -> None:
    """Texts made to be slow take no more than a few seconds each, whatever the machine."""
    for text in (TEXT, *EVIL):
        started = time.process_time()
        find(text)
        list(remarks(text))
        assert time.process_time() - started < 10, text[:20]
