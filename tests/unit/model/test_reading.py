"""Many files are read as one by one: by several processes, or read back as they were remembered."""

from pathlib import Path
from typing import Final

import pytest

from hyqz_site import forked
from hyqz_site.memo import Memo
from hyqz_site.model import catalogue, reading
from hyqz_site.model.site import Site
from hyqz_site.problem import Problems
from tests.helpers import Files, inputs_of, lines
from tests.unit.model.records import page, team

PAGES: Final = {f"content/pages/p-{number}.yaml": page(title=f"第 {number} 页") for number in range(90)}
FILES: Final = {
    **PAGES,
    "content/pages/p-7.yaml": page("备注栏: 甲\n", title="第 7 页"),
    "content/pages/p-8.yaml": page(status="不知道"),
    "content/pages/p-9.yaml": "标题: [甲\n",
    "content/pages/p-10.yaml": page().encode("gb18030"),
    "content/teams/t.yaml": team("队长: nobody\n"),
}


def read(files: Files, memo: Memo | None = None, jobs: int = 1) -> tuple[dict[str, object], list[str]]:
    """What every record says, by path, and all that is wrong with the files."""
    inputs, problems = inputs_of(files), Problems()
    listed = catalogue.catalogue([file.path for file in inputs.under("content")])
    site = reading.read_site(inputs, listed, problems, memo or Memo(), jobs)
    assert all(file.is_read for file in inputs.under("content"))
    return said(site), lines(problems)


def said(site: Site) -> dict[str, object]:
    return {
        origin.path: (origin.head, origin.text, origin.written, origin.at("title"), origin.refs)
        for origin in site.origins
    }


@pytest.fixture(scope="module")
def alone() -> tuple[dict[str, object], list[str]]:
    """What is read where nothing is read at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forked, "WORTH_IT", 1000)
        return read(FILES)


@pytest.mark.parametrize("jobs", [1, 2])
def test_at_once_or_one_by_one_is_the_same(
    jobs: int, alone: tuple[dict[str, object], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forked, "FEW", 1)
    assert read(FILES, jobs=jobs) == alone
    faulty = {line.partition(":")[0] for line in alone[1] if not line.startswith(" ")}
    assert faulty == {"content/teams/t.yaml", *(f"content/pages/p-{number}.yaml" for number in (7, 8, 9, 10))}


def test_what_was_read_at_once_is_remembered(
    alone: tuple[dict[str, object], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a file that says something else then is read by itself, the others are not."""
    first = Memo(tmp_path / "memo.sqlite")
    read(FILES, first)
    first.save()
    real, new = reading._read_record, []  # noqa: SLF001 - to see whom it is asked for
    monkeypatch.setattr(reading, "_read_record", lambda file, data: new.append(file.path) or real(file, data))
    second = Memo(tmp_path / "memo.sqlite")
    inputs, problems = inputs_of({**FILES, "content/pages/p-3.yaml": page(title="改了")}), Problems()
    listed = catalogue.catalogue([file.path for file in inputs.under("content")])
    site = reading.read_site(inputs, listed, problems, second)
    assert new == ["content/pages/p-3.yaml"]
    assert lines(problems) == alone[1]
    assert said(site).keys() == alone[0].keys()
    assert {path for path, one in said(site).items() if one != alone[0][path]} == {"content/pages/p-3.yaml"}
