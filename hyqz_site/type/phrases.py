"""Where the lines of a short text end: where one pauses, of like length, no word cut that a street often says. Pure.

What `fit` breaks greedily is broken anew here, in as many lines and no wider ones.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from hyqz_site.type import breaks, fit, metrics
from hyqz_site.type.fit import Line
from hyqz_site.type.metrics import CLOSING, OPENING, Face

BALANCED_LINES: Final = 4
"""Longer texts are left as they are."""

_NEVER_BEFORE: Final = frozenset("的了着们地得过吗呢吧里上下中")
"""A line had better not begin with one of these."""
_NEVER_AFTER: Final = frozenset("一二三四五六七八九十百千万零〇两几不在把从到和与跟给被向第这那每为又再很最")
"""Nor end with one of these."""
_WORDS: Final = """
衡阳群众 志愿服务 志愿者 志愿 服务 群众 社区 街道 活动 主题 公园 广场 长廊 交通 劝导
意外 伤害 保险 文明 实践 创建 雁阵 补窗 敲门 清洁 行动 路口 老人 孩子 书桌 楼道 小队
分队 总队 队伍 培训 应急 演练 垃圾 分类 铁路 文化 合影 主席台 恳谈会 最美 邻里 守望
走访 招募 带路人 检修 路灯 星级 就医 就业 出行 典型 礼遇 公示 评选 注册 服务日 时长
场次 调解 夜巡 早班 便民 修补 防汛 清沟 春运 社团 家庭 教育 关爱 健康 平安 法制 宣传
惠民 艺术 理论 宣讲 未成年人 领导小组 经验 做法 照片 故事 电影 晚会 义诊 课堂 讲堂
学校 急救 手机 热饭盒 红马甲 公益 岗位 示例 早上 晚上 今天 明天 一张 一个 一场 一次
一件 一盏 一块 一条 一把 旁边 身边 干活 做事 太阳 椅子 桌子 雨伞 工具 门口 楼下 楼上 门前 小区 院子 邻居
居民 街坊 同学 老师 学生 年轻人 朋友 大家 自己 我们 他们 什么 怎么 时候 现在 知道 看见 听见 开始 一起 已经 没有 不是
可以 重新 问题 办法 事情 故事会 广播 电话 图书 书车 热饭 饭盒 大爷 大妈 师傅 医生 护士 法条 火车 车头 公交 车站 红灯
绿灯 斑马线 喇叭 春天 夏天 秋天 冬天 周末 中秋 重阳 端午 元宵 春联 灯谜 龙舟 粽子 江边 江面 湘江 回雁峰 衡阳 苗圃
名单 月初 月末 年初 年末 当月 扇窗 回来 起来 出来 过来 看看 热水袋 热水器
规矩 现场 微信 护路队 前头 轮到
"""
_TOGETHER: Final = {
    first: tuple(word for word in _WORDS.split() if word[0] == first) for first in {word[0] for word in _WORDS.split()}
}
"""Words that a line had better not cut, by their first character; there is no dictionary here, only what a street
often says."""

_QUOTES_END: Final = frozenset("”’）】》〉」』")
"""Closing marks behind which one does not pause."""

_MIDDLE: Final = 0.22
"""What a line end that is not at a mark costs."""
_BAD: Final = 0.25
_WORSE: Final = 0.5
TORN: Final = _MIDDLE + _BAD
"""From this cost on a line end looks like a mistake."""
KEPT: Final = 512
"""So many texts are looked through once: cards and walls try each at several sizes."""
_QUOTED: Final = 10
"""Characters: shorter quotations stay whole where they can."""


def balanced(text: str, width: float, face: Face, lines: Sequence[Line]) -> tuple[tuple[str, ...], float]:
    """As many lines as `lines`, their ends chosen to cost least, and what they cost; widths are in em.

    Nothing where they had better stay: one, more than `BALANCED_LINES`, or those that the text itself has.
    """
    if not 1 < len(lines) <= BALANCED_LINES or "\n" in text:
        return (), 0
    ruler, prices = metrics.ruler(text, face), _prices(text)
    stops = {end: len(text[:end].rstrip(" ")) for end in prices}
    letters = [0, *accumulate(map(str.isalnum, text))]
    mean = sum(one.width for one in lines) / len(lines)

    # best[end]: the least cost of setting all up to `end` in `row` lines, and where each of them ends
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for row in range(len(lines)):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            for end in prices:
                if end <= start or (end == len(text)) != (row == len(lines) - 1):
                    continue
                wide = ruler.width(start, stops[end])
                if wide > width + fit.TOLERANCE:
                    break
                lone = 2.0 if letters[end] - letters[start] < 2 else 0.0
                total = cost + 0.6 * ((wide - mean) / width) ** 2 + prices[end] + lone
                if end not in found or total < found[end][0]:
                    found[end] = (total, (*cuts, end))
        best = found
    if len(text) not in best:
        return (), _MIDDLE * len(lines)
    cost, cuts = best[len(text)]
    starts = (0, *cuts[:-1])
    return tuple(text[a:b].strip(" ") for a, b in zip(starts, cuts, strict=True)), cost


def torn(text: str, lines: Sequence[str]) -> float:
    """What the line ends of `lines` cost that look like mistakes: within a word, a number, a short quotation."""
    total, end = 0.0, 0
    for line in lines[:-1]:
        for character in line:
            end = text.index(character, end) + 1  # of the text, lines leave out blanks
        price = 0.0 if text[end].isspace() else _price(text, end)
        total += price if price >= TORN else 0.0
    return total


@lru_cache(maxsize=KEPT)
def _prices(text: str) -> Mapping[int, float]:
    """Where a line may end, in order, and what it costs there: the same at every size and in every column."""
    allowed = breaks.breaks(text)
    ends = [index for index in range(1, len(text)) if allowed[index]] + [len(text)]
    return {end: _price(text, end) for end in ends}


@lru_cache(maxsize=KEPT)
def _within_words(text: str) -> frozenset[int]:
    """The places where a line would cut one of the words."""
    found: set[int] = set()
    for start, first in enumerate(text):
        for word in _TOGETHER.get(first, ()):
            if text.startswith(word, start):
                found.update(range(start + 1, start + len(word)))
    return frozenset(found)


def _price(text: str, end: int) -> float:
    """What it costs to end a line before the character at `end`."""
    if end == len(text):
        return 0
    before, after = text[end - 1], text[end]
    if before in " ·" or (before in CLOSING and (before not in _QUOTES_END or text[end - 2] in CLOSING)):
        price = 0.0
    elif before in _QUOTES_END:
        price = _MIDDLE / 2 if breaks.is_wide(after) else _MIDDLE * 1.5
    else:
        price = _MIDDLE
        if after in OPENING:
            price = _MIDDLE / 2
        if after in _NEVER_BEFORE or before in _NEVER_AFTER:
            price += _BAD
        if end in _within_words(text):
            price += _WORSE
    return price + (_WORSE if _is_quoted(text, end) else 0)


def _is_quoted(text: str, end: int) -> bool:
    """Whether `end` lies within a short quotation or bracket."""
    depth = [index for index in range(max(0, end - _QUOTED), end) if text[index] in OPENING]
    for start in depth:
        stop = next((index for index in range(start + 1, len(text)) if text[index] in _QUOTES_END), -1)
        if start < end <= stop <= start + _QUOTED:
            return True
    return False
