"""The data of the search: everything of what may go out, nothing else, in few bytes, always the same."""

import gzip
import json
import random
from typing import Any, Final

from hyqz_site.memo import Memo
from hyqz_site.model.readings import sounds_of
from hyqz_site.render import bodies, markdown, search
from hyqz_site.render.search import Made, make, plain
from tests.helpers import Files, public
from tests.unit.model.records import CONSENT, activity, community, head, page, team, volunteer

FEW: Final = {
    "content/communities/guangmingli.yaml": community(),
    "content/teams/hulu-dui.yaml": team("社区: guangmingli\n服务领域: [护路]\n"),
    "content/activities/qingjie.yaml": activity("标签: [清洁, 周末]\n报名: 到社区报名\n"),
    "content/activities/luban.yaml": activity(
        "重复: {周几: [周四, 周五], 止: 2026-12-31}\n示例: 是\n", day="2026-11-19"
    ),
    "content/volunteers/zhou.md": f"---\n{volunteer()}---\n她每天**站**在路口。\n\n## 夏天\n\n也站。\n",
    "content/volunteers/hidden.yaml": volunteer(name="钱不见", status="草稿"),
    "content/volunteers/quiet.yaml": volunteer(name="孙安静", consent=CONSENT.replace("姓名, ", "")),
}


def made(files: Files) -> Made:
    site = public(files)
    texts = {text for record in site.records.values() for _, text in bodies.texts(record)}
    return make(site, {text: markdown.parse(text) for text in texts}, Memo())


def index_of(found: Made) -> dict[str, Any]:
    """Return the index as plain data."""
    text = found.files[found.names[search.INDEX]].decode()
    index: dict[str, Any] = json.loads(text.removeprefix("window.hyqzIndex=").removesuffix(";\n"))
    return index


def texts_of(found: Made) -> list[str]:
    """Return the full texts by the number of their record."""
    whole = []
    for path, key, first, last in index_of(found)["texts"]:
        text = found.files[path].decode()
        shard = json.loads(text[text.index("]=") + 2 : -2])
        assert f'["{key}"]' in text
        assert len(shard) == last - first + 1
        whole.append((first, shard))
    assert [first for first, _ in whole] == sorted(first for first, _ in whole)
    return [text for _, shard in whole for text in shard]


def test_the_newest_stands_first_and_what_is_held_back_nowhere() -> None:
    index = index_of(made(FEW))
    assert list(zip(index["id"], index["day"], index["sample"], strict=True)) == [
        ("qingjie", "2026-11-20", 0),
        ("luban", "2026-11-19", 1),
        ("quiet", "2026-11-01", 0),
        ("zhou", "2026-11-01", 0),
        ("hulu-dui", "2026-11-01", 0),
        ("guangmingli", "2026-11-01", 0),
    ]
    everything = b"".join(made(FEW).files.values()).decode()
    assert "钱不见" not in everything
    assert "孙安静" not in everything
    assert "同意-2026" not in everything
    assert "孙某" in everything


def test_names_are_told_from_titles_and_addresses_are_those_of_the_routes() -> None:
    kinds = {kind["name"]: kind for kind in index_of(made({**FEW, "content/pages/about.yaml": page()}))["kinds"]}
    assert {name for name, kind in kinds.items() if kind["named"]} == {"volunteer", "team", "community"}
    assert (kinds["team"]["before"], kinds["team"]["after"]) == ("teams/", ".html")
    assert (kinds["page"]["before"], kinds["page"]["after"]) == ("", ".html")


def test_tags_places_and_days_of_the_week_come_first_other_texts_in_shards() -> None:
    found = made(FEW)
    index, texts = index_of(found), texts_of(found)
    more = dict(zip(index["id"], index["more"], strict=True))
    assert more["qingjie"].split("\n") == ["清洁", "周末", "光明里", "文明创建", "苗圃街道", "秋"]
    assert "每周四、周五" in more["luban"]
    assert texts[index["id"].index("qingjie")] == "到社区报名"
    assert texts[index["id"].index("zhou")] == "她每天站在路口。\n夏天\n也站。"
    assert index["communities"] == [["guangmingli", "光明里社区"]]
    assert index["community"][index["id"].index("hulu-dui")] == 0


def test_marks_within_a_line_leave_no_gap() -> None:
    assert plain("<p>甲<strong>乙</strong><a href='#'>丙</a></p><ul><li>丁 &amp; 戊</li></ul>") == "甲乙丙\n丁 & 戊"


def test_the_same_again_and_a_new_record_leaves_the_old_shards_as_they_are() -> None:
    many = {
        f"content/pages/p-{number}.md": f"---\n{page(title=f'第{number}页')}---\n{'长文' * 30_000}{number}\n"
        for number in range(3)
    }
    before = made(many)
    assert before.files == made(dict(reversed(many.items()))).files
    assert len(index_of(before)["texts"]) == 2
    newer = page().replace("2026-11-01", "2026-11-20")
    after = made({**many, "content/pages/new.md": f"---\n{newer}---\n新的。\n"})
    oldest = index_of(before)["texts"][-1][0]
    assert oldest in after.files


def test_line_ends_of_scripts_cannot_end_a_text() -> None:
    found = made({"content/pages/a.md": f"---\n{page()}---\n一\u2028二\n"})
    assert not any("\u2028" in data.decode() for data in found.files.values())


def test_sounds() -> None:
    """A character may have several; surnames have theirs; what has no sound is left out."""
    assert sounds_of("李晓雁") == {"li": "李", "xiao": "晓", "yan": "雁"}
    assert {sound for sound, having in sounds_of("曾单仇区朴").items() if having} >= {
        "zeng",
        "shan",
        "qiu",
        "ou",
        "piao",
    }
    assert sounds_of("绿女")["lv"] == "绿"
    assert sounds_of("A1，") == {}


def test_the_first_load_of_1000_records_is_small() -> None:
    """150 KB over the wire (issue 8), though no sentence comes twice and no word is commoner than another."""
    rng = random.Random(20261123)
    common = "的一是了不在有人我他这中大来上个国和也子时道说出就年得那要下以生会自着去之过后作里用家所成如"
    common = common * 6 + "".join(sounds_of(map(chr, range(0x4E00, 0x9FA6)))[sound] for sound in ("shi", "yi", "ji"))

    def words(length: int) -> str:
        return "".join(rng.choices(common, k=length))

    files = {
        f"content/pages/p-{number}.yaml": head(words(14)).replace("一句话介绍。", words(46))
        + f"标签: [{words(2)}, {words(3)}]\n"
        for number in range(1000)
    }
    found = made(files)
    assert len(index_of(found)["id"]) == 1000
    assert len(gzip.compress(found.files[found.names[search.INDEX]], 9)) <= 150_000


def test_screens_have_no_page_and_are_not_found() -> None:
    kinds = {kind["name"] for kind in index_of(made(FEW))["kinds"]}
    assert kinds == {"activity", "volunteer", "team", "community"}
