"""New records: a form that can be filled in from top to bottom, an id, and nothing ever overwritten."""

import re

import pytest

from hyqz_site.desk import DeskError, forms, new
from hyqz_site.model.fields import specs
from hyqz_site.model.kinds import BY_NAME, FIELD_NAMES, KINDS
from hyqz_site.model.kinds.common import Kind
from hyqz_site.source import nodes, pitfalls
from tests.helpers import decoded

VOLUNTEER = BY_NAME["volunteer"]


def form(kind: Kind, title: str = "李晓雁") -> str:
    return new.draft(kind, "x", {"title": title}, {}).text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_fresh_form_only_lacks_what_is_required(kind: Kind) -> None:
    _, said = decoded(f"content/{kind.collection}/x.md", form(kind))

    assert {re.search(r"\[(.+)\]$", line)[1] for line in said if "[" in line} <= {"missing-field", "missing-alt"}  # type: ignore[index]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_comment_of_a_field_becomes_the_field_without_its_mark(kind: Kind) -> None:
    text = re.sub(r"(?m)^# (?!新建|写好|=)", "", form(kind))
    _, said = decoded(f"content/{kind.collection}/x.md", text)
    cls: type = kind.record
    labels = [spec.label for spec in specs(cls) if spec.attribute not in {"body", "aliases", "withdraw_reason"}]

    assert all(re.search(rf"(?m)^{re.escape(label)}:", text) for label in labels)
    assert {re.search(r"\[(.+)\]$", line)[1] for line in said if "[" in line} <= {"missing-field", "missing-alt"}  # type: ignore[index]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_whoever_writes_right_before_an_explanation_does_not_publish_it(kind: Kind) -> None:
    """`摘要: 巡线十年。# 文字，最多 80 字` is a text and its explanation, for everybody but yaml."""
    explained = re.findall(r"(?m)^(?:# )?[ -]*([^#:“\n]+):[^#\n]*  (# .+)$", form(kind))
    assert len(explained) > 5
    for label, comment in explained:
        found = pitfalls.scan(f"{label}: 甲{comment}\n", FIELD_NAMES, nodes.MAX_DEPTH)
        assert [finding.code for finding in found.findings] == ["glued-comment"], comment
        assert found.text == f"{label}: 甲\n"


def test_required_fields_stand_first_and_the_title_above_all() -> None:
    required, _ = forms.in_order(VOLUNTEER)

    assert [spec.label for spec in required] == ["姓名", "摘要", "身份", "一句话事迹"]
    assert form(VOLUNTEER).splitlines()[3] == "姓名: 李晓雁  # 文字，最多 20 字"


def test_records_that_can_be_named_are_listed() -> None:
    made = new.draft(VOLUNTEER, "x", {"title": "李晓雁"}, {"community": [("dahua", "大华社区")]})

    assert "# 社区:  # “社区”的编号：dahua（大华社区）" in made.text


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("单晓燕", "shan-xiaoyan"),
        ("仇和平", "qiu-heping"),
        ("曾国", "zeng-guo"),
        ("查良", "zha-liang"),
        ("欧阳修", "ouyang-xiu"),
    ],
)
def test_surnames_have_their_own_sound(name: str, id_: str) -> None:
    assert new.plan_id(VOLUNTEER, name, "", []) == (id_, "")


def test_a_taken_id_is_numbered_and_said() -> None:
    id_, said = new.plan_id(VOLUNTEER, "李晓雁", "", ["content/volunteers/2021/li-xiaoyan.md"])

    assert id_ == "li-xiaoyan-2"
    assert said.startswith("编号 li-xiaoyan 已经有了（content/volunteers/2021/li-xiaoyan.md）")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("li-xiaoyan", "编号 li-xiaoyan 已经有了：content/volunteers/li-xiaoyan.md"),
        ("李晓雁", "编号只能用小写英文字母、数字和减号"),
        ("con", "Windows 保留的名字"),
        ("null", "不能是 null"),
        ("-x", "要以字母或数字开头"),
    ],
)
def test_an_id_that_cannot_be_is_refused(wanted: str, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        new.plan_id(VOLUNTEER, "李晓雁", wanted, ["content/volunteers/li-xiaoyan.md"])


@pytest.mark.parametrize(
    ("label", "answer", "said"),
    [
        ("时长", "3万", "请写成完整的数字：30000"),
        ("时长截止", "2021-13-01", "没有 13 月"),
        ("性别", "女性", "“性别”没有“女性”这个选项"),
        ("时长截止", "2021年5月12日", ""),
        ("身份", "退休教师: 党员", ""),
        ("身份", "@群众", ""),
    ],
)
def test_an_answer_is_checked_as_the_file_would_be(label: str, answer: str, said: str) -> None:
    cls: type = VOLUNTEER.record
    spec = next(spec for spec in specs(cls) if spec.label == label)

    assert said in new.complaint(spec, answer)
    assert bool(said) == bool(new.complaint(spec, answer))


def test_a_kind_may_be_named_in_three_ways() -> None:
    assert {forms.kind_named(word) for word in ("志愿者", "volunteer", "Volunteers ")} == {VOLUNTEER}
    assert "是不是“志愿者”？" in forms.no_such_kind("志愿着")
