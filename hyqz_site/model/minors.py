"""What gives a minor away in a text or a picture: schools and classes, names beside an age, words for children.

Pure reading of text; who is a minor among the volunteers is known from their records (content model §5). The words are
those of the street's own reports; what they cannot settle is asked of the editor, never guessed silently.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hyqz_site.model import folding
from hyqz_site.model.folding import Put
from hyqz_site.model.naming import COMPOUND_SURNAMES, surname_of
from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Schools and classes

_TONES: Final = str.maketrans(
    {"a": "[aāáǎà]", "e": "[eēéěè]", "i": "[iīíǐì]", "o": "[oōóǒò]", "u": "[uūúǔù]", " ": r"[\s'’-]?"}
)
_LETTERS: Final = "A-Za-z0-9\u00c0-\u024f"
_SOUNDS: Final = "xiao xue|zhong xue|da xue|xue xiao|xue yuan|fu xiao|fu zhong|you er yuan|zhi zhong|zhi xiao"
_NUMBERED: Final = "yi|er|san|si|wu|liu|qi|ba|jiu|shi"
_KINDS: Final = "小学|中学|大学|学校|学院|附小|附中|职中|职校|技校|卫校|幼儿园"
_ENGLISH: Final = "schools?|kindergarten|college|university|academy"
_FIGURES: Final = r"一二三四五六七八九十\d"
_NO_SCHOOL: Final = "(?![国心间年旬秋学學全])"
"""Behind 三中 and the like: 二中国、十中心、三中全会 are none."""
_NOT_SMALL: Final = "(?![时区组队孩伙朋学學步块口瓶包袋盒件段碗杯节条张片部会群只批堆份角串把点半圈])"
"""Behind 二小 and the like: 二小区、三小时 are none."""
_SCHOOL: Final = later(
    r"(?:(?![在从到去于是叫读自给被把了的])[\u4e00-\u9fff]|\d+(?=[中小]学)){0,12}?"
    rf"(?:{_KINDS}|[{_FIGURES}]中{_NO_SCHOOL}|(?<!大)[{_FIGURES}]小{_NOT_SMALL})"
    # A name in Latin letters: all of them that lead up to the word for a school, and its number behind.
    rf"|(?:[{_LETTERS}][{_LETTERS}'’&#./]*[\s-]+){{0,12}}[{_LETTERS}]*?(?:"
    rf"(?<![{_LETTERS}])(?:{_ENGLISH})(?![{_LETTERS}])"
    rf"(?:\s+of(?:\s+[A-Z][{_LETTERS}]*)+)?(?:\s+(?:no\.?\s*)?\d+(?![{_LETTERS}]))?"
    rf"|(?:{_SOUNDS.translate(_TONES)})(?![{_LETTERS}])"
    rf"|(?:{_NUMBERED.translate(_TONES)})[\s-]?{'zhong'.translate(_TONES)}(?![{_LETTERS}]))",
    re.IGNORECASE,
)
_NAMELESS: Final = later(rf"(?:{_KINDS}|{_ENGLISH})\Z", re.IGNORECASE)
_CLASS: Final = later(
    r"(?:小学|初中|高中)?(?<!\d)[一二三四五六七八九初高\d][一二三四五六七八九\d]?(?:年级?)?"
    r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)]?班|年级)"
    r"|(?<![月最提增升更跳很较])[初高][一二三](?![些点次个层级头筹倍米月])"
    rf"|(?<![{_LETTERS}])(?:grade|class|form)\s+(?:no\.?\s*)?(?:\d+|one|two|three|four|five|six|seven|eight|nine)(?![{_LETTERS}])"
    rf"|(?:(?<![{_LETTERS}])[{_LETTERS}]+\s+)?{'nian ji'.translate(_TONES)}(?![{_LETTERS}])"
    rf"(?:\s+[{_LETTERS}]+\s+{'ban'.translate(_TONES)}(?![{_LETTERS}]))?",
    re.IGNORECASE,
)
_SENTENCE: Final = later(r"[^。！？!?\n]+")
_WHOLE_SENTENCE: Final = later(r"(?:[^。！？!?\n]|\n(?!\s*\n))+")
"""Also over the ends of lines, which are none on the page."""


def without_school(text: str) -> str:
    """The text with no school's name and no class in it, in Chinese, English or pinyin, however it is written."""
    return folding.without(text, _schools)


def shows_school(text: str) -> bool:
    """Whether the text names a school or a class."""
    return any(True for way in folding.ways(text) for _ in _schools(way.words(text)))


def without_school_beside(text: str, shown: Iterable[str]) -> str:
    """The text without schools in the sentences in which one of the names `shown` stands, nor these in any other."""
    names = tuple(shown)
    schools: set[str] = set()

    def beside(words: str) -> Iterator[Put]:
        for sentence in _WHOLE_SENTENCE.finditer(words):
            if any(name in sentence.group() for name in names):
                for school in _SCHOOL.finditer(words, *sentence.span()):
                    if not _NAMELESS.match(school.group()):
                        schools.add(school.group())
                yield from _schools(words, *sentence.span())

    def elsewhere(words: str) -> Iterator[Put]:
        return (Put(*school.span(), "学校") for school in re.finditer(others, words))

    text = folding.without(text, beside)
    others = "|".join(
        rf"(?<![{_FIGURES}]){re.escape(school)}{_NO_SCHOOL}" if school.endswith("中") else re.escape(school)
        for school in sorted(schools, key=lambda school: (-len(school), school))
    )
    return folding.without(text, elsewhere) if others else text


def _schools(words: str, start: int = 0, end: int | None = None) -> Iterator[Put]:
    """The schools and classes in some words, with what is shown in the place of each."""
    end = len(words) if end is None else end
    for school in _SCHOOL.finditer(words, start, end):
        yield from _classes(words, start, school.start())
        yield Put(*school.span(), "学校")
        start = school.end()
    yield from _classes(words, start, end)


def _classes(words: str, start: int, end: int) -> Iterator[Put]:
    return (Put(*match.span(), "") for match in _CLASS.finditer(words, start, end))


# Pictures

_CHILDREN: Final = later(
    r"孩子|小孩|女孩|男孩|亲子|儿童(?!节|医院|公园|乐园|文学|读物)|小朋友|未成年|少年(?!宫|法庭|先锋)|少先队员|学童|红领巾"
    r"|幼儿|婴儿|宝宝|萌娃|娃娃|小娃|小伙伴|小志愿者|小记者|小主人|孙女|孙子(?!兵法)|外孙|学龄|小学生|初中生|高中生|中学生|(?<![大留])学生(?!会|证)|(?<!老)同学(?!会)"
)


def speaks_of_children(*texts: str | None) -> bool:
    """Whether the words beside a picture say that children are in it."""
    return any(text and _CHILDREN.search(text) for text in texts)


# Names of children

_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗梁宋郑谢韩唐冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛阎潘杜汪田姜范姚谭廖邹陆郝孔崔邱"
    "顾侯邵孟汤尹黎乔贺赖龚"
)
"""The commonest, without those that are words as well (高、安、曾、许、余 …): a false alarm stops a build."""
_NO_GIVEN: Final = (
    "们位个全各体年级班校本老的了和与同向给对让把被在是有些名这那女男好新后前里中上下多续某家色贴挂开五六日末奶爷阿叔伯婶姨妈爸"
    "师书主任一二三四七八九十来去到会为以及从着说看"
)
_NAME: Final = (
    rf"(?P<name>(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|(?P<one>[{_SURNAMES}])(?!(?P=one)))"
    rf"(?:(?![{_NO_GIVEN}])[\u4e00-\u9fff]){{1,2}}?)"
)
_AGE: Final = r"(?<![\d一二三四五六七八九十百])(?:1[0-7]|[1-9]|十[一二三四五六七]?|[一二三四五六七八九])(?:周)?岁半?"
_CHILD: Final = r"(?:小?(?:女孩|男孩)|女童|男童|孩子|儿童|小朋友|小学生|初中生|高中生|中学生|学生|少年|少女)"
_KIN: Final = "(?:外孙[女子]?|孙[女子]|女儿|儿子|[弟妹哥姐]{2}|侄[女子]|外甥女?|[女男]娃娃?)"
_PUPIL: Final = (
    r"(?:小学|[初高]?中)生|(?:[一二三四五六七八九]|[初高][一二三])年级(?:\d+班|[（(]?[一二三四五六七八九十\d]{1,2}[）)]?班)?(?:的|学生|[女男]生)?"
    r"|[（(][一二三四五六七八九十\d]{1,2}[）)]班(?:的|学生)?|幼儿园(?:的|[大中小]班的?)?|[初高][一二三](?:的|学生|[女男]生)"
)
"""Right before the name of somebody who goes to school, or is too young for it."""
_ENDS: Final = (
    r"(?=\Z|[\s，。、；：！？（）()“”《》…—]"
    r"|[来在说把给和与也都从向用跟对就又还是主拿捧跑笑帮扶捡扫送画唱跳讲写读走坐站举递])"
)
"""Behind it: else it is the beginning of a word."""
_WORDS: Final = (
    "(?!宋词|唐诗|田径|贺卡|汤圆|何[时处地以种]|黄[河色金]|周[边围日期]|孔[子庙]|杜甫|李白|苏轼|杨[柳梅]|谢[谢师意])"
)
_NAMED: Final = (
    later(rf"(?:{_PUPIL}){_WORDS}{_NAME}{_ENDS}"),
    later(rf"{_AGE}的{_KIN}{_WORDS}{_NAME}{_ENDS}"),
    later(rf"{_AGE}(?:的{_CHILD}?|{_CHILD}){_NAME.replace('{1,2}?', '{1,2}')}(?!同学)"),
    later(
        rf"{_NAME}(?:同学|小朋友)?(?:[，,、（(][男女])?[（(，,、]?(?:今年|现年|年仅|才|只有|刚满|刚)?{_AGE}(?!开始|[起那时就以前后入学上随丧失参当离来到嫁进下做拜便已])"
    ),
    later(rf"{_NAME}小朋友"),
)
_AT_SCHOOL_NAMED: Final = (
    later(rf"{_NAME}同学(?!会)"),
    later(rf"(?:{_KIN}|[女男]生){_WORDS}{_NAME}{_ENDS}"),
)
_SCHOOLS: Final = ("小学", "中学", "初中", "高中", "年级", "幼儿园", "附小", "附中")
_AT_SCHOOL: Final = later("|".join(_SCHOOLS))
_SIGNS: Final = (
    *("岁", "小朋友", "同学", "学生", "中生", ")班", "初一", "初二", "初三", "高一", "高二", "高三"),
    *_SCHOOLS,
)


def may_name_children(text: str) -> bool:
    """Whether it is worth while to look for children's names in a text."""
    read = folding.folded(text)
    return any(sign in read for sign in _SIGNS)


def named_children(text: str) -> Iterator[tuple[int, str]]:
    """Where a child's full name seems to stand, and the name: beside an age below eighteen, a class, 小朋友 or 同学."""
    if not may_name_children(text):
        return
    found: dict[int, str] = {}
    for way in folding.ways(text):
        names = dict(_named(way.words(text)))
        starts = way.places(text).starts if names else ()
        for at, name in names.items():
            found.setdefault(starts[at], name)
    yield from sorted(found.items())


def _named(words: str) -> Iterator[tuple[int, str]]:
    for sentence in _SENTENCE.finditer(words):
        patterns = (*_NAMED, *_AT_SCHOOL_NAMED) if _AT_SCHOOL.search(sentence.group()) else _NAMED
        for pattern in patterns:
            for match in pattern.finditer(sentence.group()):
                yield sentence.start() + match.start("name"), match["name"]


def called(name: str) -> str:
    """What a minor of this name is called in public: 张同学."""
    return f"{surname_of(name)}同学"
