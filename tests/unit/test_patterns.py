"""A pattern that is compiled later is the pattern."""

import re

import pytest

from hyqz_site import patterns


def test_it_is_compiled_by_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    plain = re.compile

    def noted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        return plain(pattern, flags)

    monkeypatch.setattr(patterns.re, "compile", noted)
    found = patterns.later("a(b+)", re.IGNORECASE)
    assert (found.pattern, compiled) == ("a(b+)", [])

    match = found.search("xABB")
    assert match
    assert match.group(1) == "BB"
    found.search("ab")
    assert compiled == ["a(b+)"]


def test_a_wrong_name_is_said() -> None:
    with pytest.raises(AttributeError):
        patterns.later("a").serch("a")  # type: ignore[attr-defined]
