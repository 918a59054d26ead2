"""A renamed record keeps its signatures, and so does every record that names it; a text that was changed keeps none."""

from datetime import date

import pytest

from hyqz_site.desk import carry, rename, review
from hyqz_site.model.kinds import BY_NAME
from hyqz_site.model.ledger import Step
from hyqz_site.model.singletons import REVIEWS_FILE
from hyqz_site.source import tree
from tests.helpers import SITE, in_bytes, known_site, picture, site_of
from tests.unit.model.records import page, team
from tests.unit.model.test_reviews import ROSTER

Tree = dict[str, bytes]
OLD, NEW = ("team", "hulu-dui"), ("team", "hulu-zhiyuan")
DAY = date(2026, 11, 20)
SIGNED = {
    path: in_bytes(text)
    for path, text in {
        "content/site.yaml": f"{SITE}审校: 必需\n",
        "content/roster.yaml": ROSTER,
        "content/teams/hulu-dui/index.yaml": team("封面: {文件: a.jpg, 替代文字: 队旗}\n"),
        "content/teams/hulu-dui/a.jpg": picture(900, 700),
        "content/pages/about.yaml": page("相关: [团队/hulu-dui]\n"),
        "content/pages/other.yaml": page(title="别的"),
    }.items()
}
SIGNERS = ("周莹", "周莹", "吕雁玲")


def signed(files: Tree, *keys: tuple[str, str]) -> Tree:
    """Return the project with three signatures under each of the records."""
    for key in keys:
        for step, name in zip(Step, SIGNERS, strict=True):
            desk = review.Desk.of(tree.of_bytes(files))
            files = files | review.sign(desk, key, step, name, "=好", DAY)
    return files


def writes(files: Tree) -> tuple[carry.Carried, rename.Plan]:
    texts = {path: data for path, data in files.items() if path.startswith("content/")}
    plan = rename.plan(known_site(dict(files)), texts, BY_NAME["team"], (OLD[1], NEW[1]))
    return carry.carried(tree.of_bytes(files), plan, OLD, NEW), plan


def moved(files: Tree, plan: rename.Plan) -> Tree:
    return {
        plan.target + path[len(plan.source) :] if path.startswith(plan.source) else path: data
        for path, data in files.items()
    }


def renamed(files: Tree) -> Tree:
    done, plan = writes(files)
    return moved(files | done.files, plan)


def out(files: Tree) -> set[str]:
    result = site_of(dict(files))
    assert result.errors == 0
    return {path for path in result.files if path.startswith(("teams/hulu", "about", "other"))}


def test_a_renamed_record_and_those_that_name_it_stay_signed() -> None:
    before = signed(SIGNED, OLD, ("page", "about"), ("page", "other"))
    assert {"teams/hulu-dui.html", "about.html", "other.html"} <= out(before)
    done, _ = writes(before)
    assert done.records == ("团队/hulu-zhiyuan", "页面/about")
    assert {"teams/hulu-zhiyuan.html", "teams/hulu-dui.html", "about.html", "other.html"} <= out(renamed(before))


def test_the_lines_of_the_ledger_stay_and_each_gets_one_more() -> None:
    before = signed(SIGNED, OLD, ("page", "about"))
    ledger = renamed(before)[REVIEWS_FILE].decode("utf-8-sig").splitlines()
    old = before[REVIEWS_FILE].decode("utf-8-sig").splitlines()
    assert ledger[: len(old)] == [line.replace("team/hulu-dui,", "team/hulu-zhiyuan,") for line in old]
    added = [line.split(",") for line in ledger[len(old) :]]
    assert [(row[0], row[2], row[4], row[5]) for row in added] == [
        (name, signer, "2026-11-20", "编号改了，内容没有变；=好")
        for name in ("team/hulu-zhiyuan", "page/about")
        for signer in SIGNERS
    ]


def test_what_was_changed_after_signing_stays_unsigned() -> None:
    before = signed(SIGNED, OLD, ("page", "about"))
    before["content/pages/about.yaml"] = before["content/pages/about.yaml"].replace(
        "一句话".encode(), "两句话".encode()
    )
    done, _ = writes(before)
    assert done.records == ("团队/hulu-zhiyuan",)
    assert "about.html" not in out(renamed(before))


def test_a_street_without_a_ledger_gets_none() -> None:
    assert REVIEWS_FILE not in writes(SIGNED)[0].files


def test_what_was_changed_are_the_places_that_name_it_and_the_lines_of_the_ledger() -> None:
    done, plan = writes(signed(SIGNED, OLD))
    assert (plan.references, REVIEWS_FILE in done.files) == (1 + 3, True)
    done, plan = writes(signed(SIGNED, ("page", "other")))
    assert (plan.references, REVIEWS_FILE in done.files) == (1, False)


def test_there_and_back_again_keeps_the_signatures() -> None:
    there = renamed(signed(SIGNED, OLD, ("page", "about")))
    texts = {path: data for path, data in there.items() if path.startswith("content/")}
    plan = rename.plan(known_site(dict(there)), texts, BY_NAME["team"], (NEW[1], OLD[1]))
    back = moved(there | carry.carried(tree.of_bytes(there), plan, NEW, OLD).files, plan)
    assert {"teams/hulu-dui.html", "about.html"} <= out(back)


@pytest.mark.parametrize("written", range(6))
def test_whoever_is_stopped_in_between_runs_the_same_command_again(written: int) -> None:
    """After each number of files written, and after all of them but before the record has moved."""
    before = signed(SIGNED, OLD, ("page", "about"))
    done, _ = writes(before)
    assert len(done.files) == 5
    stopped = before | dict(list(done.files.items())[:written])
    again = renamed(stopped)
    whole = renamed(before)
    rows = [set(one.pop(REVIEWS_FILE).decode("utf-8-sig").splitlines()) for one in (again, whole)]
    assert rows[0] >= rows[1]
    assert {path: data for path, data in again.items() if "_signed" not in path} == {
        path: data for path, data in whole.items() if "_signed" not in path
    }
    again[REVIEWS_FILE] = "".join(f"{row}\r\n" for row in sorted(rows[0], reverse=True)).encode()
    assert {"teams/hulu-zhiyuan.html", "teams/hulu-dui.html", "about.html"} <= out(again)
