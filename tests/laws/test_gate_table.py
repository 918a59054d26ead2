"""What may go out is written once, as a table in docs/gate.md; the gate must answer as the table does, whatever comes."""

import re
from functools import cache
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hyqz_site.model import gates
from hyqz_site.model.held import Held
from hyqz_site.model.kinds.common import Channel
from hyqz_site.model.ledger import COLUMNS, Step
from hyqz_site.model.media import Library
from hyqz_site.model.public import Moment
from hyqz_site.model.reviews import paper
from tests.helpers import NOW, ROOT, SITE, known_site

Case = dict[str, str]

DAYS: Final = {"没有": "", "以前": "2026-11-20", "今天": "2026-11-23", "以后": "2026-11-26"}
MOMENTS: Final = {"以前": "2026-11-20 08:00", "以后": "2026-11-26 08:00"}
FACTS: Final = {
    "类别": ("志愿者", "页面", "公告", "礼遇", "影像"),
    "状态": ("草稿", "送审", "发布", "撤下"),
    "发布日期": tuple(DAYS),
    "到期": tuple(DAYS),
    "起": tuple(MOMENTS),
    "止": tuple(MOMENTS),
    "有效期": tuple(DAYS),
    "示例": ("是", "否"),
    "示例不发布": ("是", "否"),
    "同意": ("没有", "有"),
    "撤回日期": tuple(DAYS),
    "有效至": tuple(DAYS),
    "同意日期": ("以前", "今天", "以后"),
    "渠道": ("包括", "不包括"),
    "范围": ("都有", "不含肖像"),
    "方式": ("书面", "录音录像", "监护人书面"),
    "年龄段": ("没有", "少年", "银龄"),
    "审校": ("必需", "提示"),
    "签字": ("没有", "没签满", "同一个人", "次序不对", "签字人没有岗位", "以后才签满", "签后改过", "签满"),
}
GOOD: Final = {
    "状态": "发布", "发布日期": "以前", "到期": "没有", "起": "以前", "止": "以后", "有效期": "以后", "示例": "否",
    "同意": "有", "撤回日期": "没有", "有效至": "没有", "同意日期": "以前", "渠道": "包括", "范围": "都有", "方式": "监护人书面", "签字": "签满",
}  # fmt: skip
"""With these a record goes out; a law about combinations must not only see records that are held back."""


@cache
def table() -> tuple[tuple[dict[str, tuple[str, ...]], str], ...]:
    """Return the rows of the table: what each asks, and the reason it gives."""
    text = (ROOT / "docs/gate.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", text, re.MULTILINE)[1:]
    return tuple((_asked(asked), reason) for asked, reason in rows)


def _asked(text: str) -> dict[str, tuple[str, ...]]:
    pairs = (part.split("：") for part in text.split("；"))
    return {name: tuple(values.split("、")) for name, values in pairs}


def expected(case: Case) -> str | None:
    """Return the reason that the table gives; None where the record goes out."""
    for asked, reason in table():
        if all(case[name] in values for name, values in asked.items()):
            return reason
    return None


ROSTER: Final = """\
- {岗位: 宣传干事, 姓名: 周莹, 起: 2021-05-12, 是否公开: 是}
- {岗位: 副书记, 姓名: 吕雁玲, 起: 2021-05-12, 是否公开: 是}
"""
FOLDERS: Final = {"志愿者": "volunteers", "页面": "pages", "公告": "notices", "礼遇": "benefits", "影像": "films"}
OWN: Final = {
    "志愿者": "姓名: 周晓晴\n身份: 教师\n一句话事迹: 守路口\n",
    "页面": "标题: 关于\n",
    "公告": "标题: 停电\n级别: 一般\n大屏文字: 停电\n",
    "影像": "标题: 短片\n类型: 短视频\n文件: a.mp4\n海报帧: {文件: b.jpg, 替代文字: 某}\n时长: 9\n字幕: 是\n文字版: 某\n主办: 某\n版权: 某\n",
    "礼遇": "标题: 礼遇\n适用星级: 3\n类别: 就医\n提供方: 医院\n内容: 优先\n怎么领: 带证\n",
}


def record_of(case: Case, channel: Channel) -> str:
    kind = case["类别"]
    lines = [OWN[kind] + "摘要: 一句话。", f"状态: {case['状态']}", f"示例: {case['示例']}", "撤下原因: 无"]
    lines += [f"{name}: {DAYS[case[name]]}" for name in ("发布日期", "到期")]
    if kind == "公告":
        lines += [f"{name}: {MOMENTS[case[name]]}" for name in ("起", "止")]
    if kind == "礼遇":
        lines.append(f"有效期: {DAYS[case['有效期']]}")
    if kind == "志愿者" and case["年龄段"] != "没有":
        lines.append(f"年龄段: {case['年龄段']}")
    if case["同意"] == "有":
        other = Channel.PRESS if channel is not Channel.PRESS else Channel.SITE
        agreed = channel if case["渠道"] == "包括" else other
        scope = "姓名, 肖像, 事迹, 年龄段" if case["范围"] == "都有" else "姓名, 事迹, 年龄段"
        lines += ["同意:", f"  方式: {case['方式']}", f"  范围: [{scope}]", f"  渠道: [{agreed}]"]
        lines += [f"  日期: {DAYS[case['同意日期']]}", "  存档号: 一"]
        lines += [f"  {name}: {DAYS[case[name]]}" for name in ("有效至", "撤回日期")]
    return "\n".join([*lines, ""])


def ledger_of(case: Case, path: str, text: str) -> str | None:
    """Return the ledger that says of the record what the case does."""
    if case["签字"] == "没有":
        return None
    record = next(iter(known_site({path: text}).records.values()))
    digest = paper(record, Library(frozenset()), lambda _: b"").digest
    if case["签字"] == "签后改过":
        digest = digest[:-1] + ("0" if digest[-1] != "0" else "1")
    names = {"同一个人": ["周莹"] * 3, "签字人没有岗位": ["张三", "周莹", "吕雁玲"]}.get(
        case["签字"], ["周莹", "周莹", "吕雁玲"]
    )
    days = {"次序不对": [22, 21, 20], "以后才签满": [20, 20, 26]}.get(case["签字"], [20, 20, 23])
    kept = 2 if case["签字"] == "没签满" else 3
    kind = FOLDERS[case["类别"]]
    rows = [
        f"{kind}/one,{step},{name},岗位,2026-11-{day},,{digest}"
        for step, name, day in list(zip(Step, names, days, strict=True))[:kept]
    ]
    return "\n".join([",".join(COLUMNS), *rows, ""])


def files_of(case: Case, channel: Channel) -> dict[str, str]:
    path = f"content/{FOLDERS[case['类别']]}/one.yaml"
    text = record_of(case, channel)
    ledger = ledger_of(case, path, text)
    return {
        "content/site.yaml": f"{SITE}审校: {case['审校']}\n",
        "content/roster.yaml": ROSTER,
        path: text,
        **({"content/reviews.csv": ledger} if ledger is not None else {}),
    }


cases: Final = st.fixed_dictionaries(
    {
        name: st.sampled_from(values)
        if name not in GOOD
        else st.one_of(st.just(GOOD[name]), st.just(GOOD[name]), st.sampled_from(values))
        for name, values in FACTS.items()
    }
)


def answers_as_the_table(case: Case, channel: Channel) -> None:
    site = known_site(files_of(case, channel))
    moment = Moment(channel=channel, now=NOW, strict_samples=case["示例不发布"] == "是")
    ((key, record),) = site.records.items()
    reason = gates.held(record, moment)
    assert (reason and reason.value) == expected(case)
    public = gates.public_site(site, moment)
    assert (key in public.records) == (reason is None)


@given(cases, st.sampled_from(Channel))
@example({**GOOD, "类别": "志愿者", "年龄段": "少年", "示例不发布": "是", "审校": "必需"}, Channel.SITE)
@settings(max_examples=150)
def test_the_gate_answers_as_the_table(case: Case, channel: Channel) -> None:
    answers_as_the_table(case, channel)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in FACTS.items() for value in values])
@pytest.mark.parametrize("kind", FACTS["类别"])
def test_every_single_reason_alone(kind: str, name: str, value: str) -> None:
    """One fact differs from a record that goes out."""
    case = {**GOOD, "类别": kind, "年龄段": "没有", "示例不发布": "是", "审校": "必需", name: value}
    answers_as_the_table(case, Channel.SCREEN)


def test_the_table_knows_every_reason_and_only_those() -> None:
    assert {reason for _, reason in table()} == {held.value for held in Held}
    for asked, _ in table():
        for name, values in asked.items():
            assert set(values) <= set(FACTS[name]), name


def test_some_combinations_go_out() -> None:
    good = {**GOOD, "年龄段": "少年", "示例不发布": "是", "审校": "必需"}
    assert {expected({**good, "类别": kind}) for kind in FACTS["类别"]} == {None}
