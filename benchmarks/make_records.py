"""Write a project of N valid records, always the same for the same N and seed.

    python benchmarks/make_records.py 1000 FOLDER

The mix is a street's: seven activities or pieces of news to each volunteer, a few teams and projects, the eight
communities; bodies of about 450 characters with the marks that editors use. Templates and assets are the project's.
"""

from __future__ import annotations

import argparse
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SEED = 20210512
COMMUNITIES = ["dongfangli", "guangmingli", "fuwuli", "fenghuangcun", "miaopulu", "dahua", "caijiazao", "qingquanli"]
SURNAMES = "示例样范模"
WORDS = [
    "清晨", "巷口", "志愿者", "红马甲", "铁路", "老街", "邻居", "阿姨", "师傅", "孩子", "路口", "斑马线", "楼道",
    "灯光", "雨天", "雪夜", "热茶", "板凳", "黑板报", "值班", "巡逻", "清扫", "劝导", "走访", "登记", "修补",
    "排练", "讲解", "陪伴", "帮忙", "商量", "记录", "院子", "樟树", "桂花", "江边", "火车", "汽笛", "菜场", "学校",
    "医院", "车站",
]  # fmt: skip


def text(rng: random.Random, length: int) -> str:
    """Sentences of about `length` characters."""
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        parts.append("".join(rng.choices(WORDS, k=rng.randint(3, 6))) + rng.choice("，，，。"))
    return "".join(parts).rstrip("，。") + "。"


def body(rng: random.Random, other: str) -> str:
    """A Markdown body of about 450 characters with a heading, a list, strong words and a link."""
    return (
        f"{text(rng, 130)}**“{rng.choice(WORDS)}”**{text(rng, 60)}\n\n## {rng.choice(WORDS)}{rng.choice(WORDS)}\n\n"
        f"- {text(rng, 20)}\n- {text(rng, 20)}\n\n{text(rng, 110)}[{rng.choice(WORDS)}]({other})\n\n{text(rng, 80)}\n"
    )


def head(rng: random.Random, number: int, fields: dict[str, str]) -> str:
    """The front matter that every record has, and its own fields."""
    day = date(2026, 1, 1) + timedelta(days=number % 320)
    common = {
        "状态": "发布",
        "发布日期": day.isoformat(),
        "摘要": text(rng, 40)[:80],
        "社区": COMMUNITIES[number % 8],
        "标签": f"[{rng.choice(WORDS)}, {rng.choice(WORDS)}]",
        "来源": "示例",
        "示例": "是",
    }
    return "".join(f"{key}: {value}\n" for key, value in (fields | common).items())


def record(rng: random.Random, kind: str, number: int) -> str:
    """One record as a file."""
    name = "".join(rng.choices(WORDS, k=2)) + str(number)
    day = date(2026, 1, 1) + timedelta(days=number % 320)
    if kind == "volunteers":
        fields = {
            "姓名": f"{rng.choice(SURNAMES)}{name[:3]}{number}",
            "身份": "社区居民",
            "一句话事迹": text(rng, 12)[:24],
            "队伍": f"team-{number % 20}",
            "时长": str(rng.randint(10, 1500)),
            "时长截止": "2026-10-31",
            "同意": "\n  方式: 书面\n  范围: [姓名, 肖像, 事迹, 年龄段]\n  渠道: [网站, 大屏]\n"
            "  日期: 2025-12-01\n  存档号: DEMO-1",
        }
        other = f"teams/team-{number % 20}"
    elif kind == "activities":
        fields = {
            "标题": name,
            "日期": day.isoformat(),
            "地点": "社区门口",
            "主题": rng.choice(["文明实践", "文明创建", "疫情防控", "专业服务"]),
            "组织方": "示例社区",
            "队伍": f"team-{number % 20}",
            "参与人次": str(rng.randint(5, 80)),
        }
        other = f"teams/team-{number % 20}"
    else:
        fields = {
            "标题": name,
            "体裁": "报道",
            "刊发媒体": "示例晚报",
            "原文日期": day.isoformat(),
            "转载": "原创",
            "涉及": f"[团队/team-{number % 20}]",
        }
        other = f"communities/{COMMUNITIES[number % 8]}"
    return f"---\n{head(rng, number, fields)}---\n{body(rng, other)}"


def make(count: int, folder: Path) -> None:
    """Write `count` records besides the eight communities and twenty teams."""
    rng = random.Random(SEED)  # noqa: S311 - the same records on every machine, no secret
    for name in ("templates", "assets"):
        shutil.copytree(PROJECT / name, folder / name, dirs_exist_ok=True)
    content = folder / "content"
    files = {"site.yaml": "网站名称: 示例网站\n主办: 示例街道\n"}
    for id_ in COMMUNITIES:
        files[f"communities/{id_}.md"] = f"---\n名称: {id_}社区\n状态: 发布\n发布日期: 2026-01-01\n摘要: 示例\n---\n"
    for number in range(20):
        files[f"teams/team-{number}.md"] = (
            f"---\n名称: 示例队{number}\n状态: 发布\n发布日期: 2026-01-01\n摘要: 示例\n级别: 小队\n类别: 专业\n"
            f"成立: 2020-01\n人数: 20\n人数截止: 2026-01-01\n---\n"
        )
    for number in range(count):
        kind = ("volunteers", "activities", "news", "activities", "news", "activities", "news", "activities")[
            number % 8
        ]
        files[f"{kind}/r-{number}.md"] = record(rng, kind, number)
    for name, value in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(value, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    make(arguments.count, arguments.folder)
