"""Names of minors that are spelled out in a text (content model §5)."""

import pytest

from hyqz_site.model.masking import Mask
from tests.helpers import public
from tests.unit.model.records import GUARDIAN, page, volunteer

MASK = Mask.of(
    [("洪亮亮", "洪同学"), ("李娜", "李同学"), ("欧阳小吕", "欧阳同学"), ("周晓晴", "周老师")],
    ["洪同学", "李同学", "欧阳同学"],
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hong Liangliang 来了。", "洪同学 来了。"),
        ("今天HongLiangliang来了", "今天洪同学来了"),
        ("hong liang liang、HONG LIANG-LIANG、Hóng Liàngliang", "洪同学、洪同学、洪同学"),
        ("Liangliang Hong won; by Hong\nLiangliang", "洪同学 won; by 洪同学"),
        ("Thank you, Hong Liangliang. Ouyang Xiaolü too", "Thank you, 洪同学. 欧阳同学 too"),
        ("Li Na 和 Na Li", "李同学 和 李同学"),
        ("Hong, Liangliang；Hong，Liangliang；Li,\nNa", "洪同学；洪同学；李同学"),
        ("[她](https://x.cn/)HongLiangliang", "[她](https://x.cn/)洪同学"),
        ("_Hong Liangliang_、@Hong Liangliang、Hong_Liangliang", "_洪同学_、@洪同学、洪同学"),
        ("**Hong** Liangliang、Hong *Liangliang*、`Hong` Liangliang", "**洪同学**、*洪同学*、`洪同学`"),
        ("**Li** Na、_Li Na_、x[Li Na](y)", "**李同学**、_李同学_、x[李同学](y)"),
        ("Hong&nbsp;Liangliang、&#72;ong Liangliang", "洪同学、洪同学"),
        ("Hong [Liangliang](x)、[Hong](x) Liangliang", "[洪同学](x)、[洪同学](x)"),
        ("<b>Hong</b> Liangliang", "<b>洪同学</b>"),
        ("Ｈｏｎｇ　Ｌｉａｎｇｌｉａｎｇ、Hónɡ Liɑnɡliɑnɡ", "洪同学、洪同学"),
        ("https://x.cn/a,Hong Liangliang、~~Hong Liangliang~~", "https://x.cn/a,洪同学、~~洪同学~~"),
    ],
)
def test_a_minor_s_name_is_not_spelled_out(text: str, shown: str) -> None:
    assert MASK.text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Lina, li na, Zhou Xiaoqing",
        "Liangliang 来了",
        "Hong Liangliangs",
        "![桥](hongliangliang.jpg)",
        "[她](volunteers/hong-liangliang) 和 https://a.example/x/hong-liangliang?who=hongliangliang",
        *(f"https://x.cn/a{mark}hongliangliang" for mark in "~+,:;"),
        "https://x.cn/~hongliangliang、[她](https://x.cn/x_(hongliangliang)) 和 x.cn/~hongliangliang",
        "hongliangliang@example.com",
        "a@hongliangliang",
        "weibo.com/@hongliangliang",
    ],
)
def test_other_words_and_addresses_stay(text: str) -> None:
    """A name of two characters is a word by chance; who changes an address breaks a link."""
    assert MASK.text(text) == text


def test_a_name_in_another_record_s_text_is_hidden() -> None:
    files = {
        "content/volunteers/x-1.yaml": volunteer("年龄段: 少年\n", name="洪亮亮", consent=GUARDIAN),
        "content/pages/p.md": f"---\n{page('作者: Hong Liangliang')}\n---\nHong Liangliang 来了。\n",
    }
    found = public(files).records["page", "p"]
    assert (found.author, (found.body or "").strip()) == ("洪同学", "洪同学 来了。")
