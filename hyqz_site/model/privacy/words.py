"""E-mail addresses, WeChat and QQ ids after their words, licence plates, home addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hyqz_site.model.privacy.reading import Found
from hyqz_site.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

MAIL: Final = "电子邮箱"
WECHAT: Final = "微信号"
QQ: Final = "QQ 号"
PLATE: Final = "车牌号"
HOME: Final = "住址"
PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

_MAIL: Final = later(
    r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9][A-Za-z0-9._%+-]{0,63})[ ]?(?:@|\[at\]|\(at\))[ ]?"
    r"([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.([A-Za-z]{2,12}))(?![A-Za-z0-9])"
)
_FILES: Final = frozenset(
    "jpg jpeg png webp gif bmp tif tiff heic heif avif svg mp4 vtt mov md yaml yml html css js".split()  # noqa: SIM905 - a table of words
)
"""photo@2x.jpg is a file."""

_WECHAT_WORD: Final = r"(?:[微薇威][ ]?信|(?<![a-z0-9])(?:we[ ]?chat|weixin|vx|wx|v信|v[ ]x))[ ]?"
_SAYS: Final = r"(?:号码|账号|帐号|联系|添加|号|id|加|搜|是|为|[:\"“「'‘ ])"
_PRODUCTS: Final = r"(?!(?:android|iphone|ipad|windows|harmonyos|wechat|official|version|https?)\d*(?![-_a-z0-9]))"
_WECHAT: Final = later(
    rf"(?i){_WECHAT_WORD}(?P<says>{_SAYS}*){_PRODUCTS}(?P<id>[a-z][-_a-z0-9]{{5,19}})(?![-_a-z0-9.@/])"
    rf"|(?<![a-z0-9])(?P<wxid>wxid_[a-z0-9]{{6,20}})"
    rf"|{_WECHAT_WORD}(?:号码|账号|帐号|号|id)[ ]?(?:是|为|:)?[ ]?(?P<number>\d{{5,12}})(?!\d)"
)
_QQ: Final = later(
    r"(?i)(?<![a-z0-9])(?:qq|扣扣)[ ]?(?:号码|账号|帐号|群号|交流群|号|群|联系|加|是|为|[:\"“ ])*"
    r"(?P<id>[1-9]\d{4,10})(?![\d年月日人名个条次元万张位%.])"
)
_PLATE: Final = later(
    rf"([{PROVINCES}])[ ]?([A-HJ-NP-Za-hj-np-z])[ ]?[·•・.\-]?[ ]?"
    r"([A-HJ-NP-Za-hj-np-z0-9]{4,6})([学警挂港澳领试超])?(?![A-Za-z0-9])"
)

_N: Final = r"(?:[A-Za-z]?\d{1,4}[A-Za-z]?|[一二三四五六七八九十百零〇]{1,5}|[A-Za-z甲乙丙丁])"
_ROOM: Final = r"(?:\d{3,4}|[一二三四五六七八九][零〇一二三四五六七八九]{2,3})"
_NO_COUNT: Final = (
    r"(?![\d零〇一二三四五六七八九十百千万余多]|[ ]?[人户个盏块次平米元处只辆件条张年层楼位名家棵套把份路])"
)
_NUMBER_NOT: Final = "线楼院文令车桥井灯会展馆厅门召机码施"
"""3号线, 5号文, 2号门: what 号 also counts."""
_WHERE: Final = (
    r"(?:家住(?![进了过])|住址|住所|家庭地址|户籍地?址?|门牌号?|现住|租住|居住"
    r"|(?<![入居暂留站停顶抓])住(?![院房建宅户校宿过了着不满的进]))[^，。；！？\n|]{0,24}?"
)
_HOMES: Final = (
    # 3栋2单元501室, 5号楼302, 3栋2-501
    later(
        rf"{_N}[ ]?(?:栋|幢|号楼|号院|座)[ ，,]?(?:{_N}[ ]?单元(?:[ ，,]?{_ROOM}{_NO_COUNT}[室房号]?)?"
        rf"|{_N}[ ]?[室房](?![一二三四五六七八九]厅)|{_ROOM}{_NO_COUNT}"
        rf"|\d{{1,2}}-\d{{3,4}}(?!\d)[室房号]?|\d{{1,2}}号(?![{_NUMBER_NOT}]))"
    ),
    # 2单元501室; 第2单元 is a lesson
    later(rf"(?<!第)(?<![\d第一二三四五六七八九]){_N}[ ]?单元[ ，,]?{_N}[ ]?[室房号](?![{_NUMBER_NOT}])"),
    later(rf"(?<!第)(?<![\d第一二三四五六七八九]){_N}[ ]?单元[ ，,]?{_ROOM}{_NO_COUNT}"),
    # 3-2-501室
    later(r"(?<![\d-])\d{1,3}-\d{1,2}-\d{3,4}[ ]?[室房]"),
    # 住在光明街12号; 5月3号 is a day
    later(
        rf"{_WHERE}(?:(?<![那这哪每同某]){_N}[ ]?(?:栋|幢|号楼|单元|号院)|{_N}[ ]?室(?![一二三四五六七八九\d]厅)"
        rf"|(?<![月\d一二三四五六七八九十]){_N}号(?![{_NUMBER_NOT}])|\d{{1,3}}-\d{{1,2}}-\d{{3,4}}(?!\d))"
    ),
)


def mails(text: str) -> Iterator[Found]:
    """E-mail addresses."""
    for match in _MAIL.finditer(text):
        if match.group(3).lower() not in _FILES:
            yield Found(match.start(), match.end(), MAIL, f"{match.group(1)[0]}***@{match.group(2)}")


def accounts(text: str) -> Iterator[Found]:
    """WeChat and QQ ids after their words. A public account (公众号) is none."""
    for match in _WECHAT.finditer(text):
        name = next(name for name in ("id", "wxid", "number") if match.group(name))
        if name != "id" or match.group("says").strip() or re.search(r"[\d_-]", match.group("id")):
            yield Found(match.start(name), match.end(name), WECHAT, _ends(match.group(name)))
    for match in _QQ.finditer(text):
        yield Found(match.start("id"), match.end("id"), QQ, _ends(match.group("id")))


def plates(text: str) -> Iterator[Found]:
    """Licence plates: five signs behind the letter, six on cars with green plates."""
    for match in _PLATE.finditer(text):
        province, letter, signs, mark = match.groups()
        signs += mark or ""
        digits = sum(map(str.isdigit, signs))
        if (len(signs) == 5 and digits >= 2) or (len(signs) == 6 and digits >= 4 and not signs.isdigit()):
            masked = f"{province}{letter.upper()}{'*' * (len(signs) - 1)}{signs[-1]}"
            yield Found(match.start(), match.end(), PLATE, masked)


def homes(text: str) -> Iterator[Found]:
    """Addresses down to a staircase or a room, and house numbers behind words of living somewhere."""
    for pattern in _HOMES:
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), HOME, "")


def _ends(text: str) -> str:
    return f"{text[0]}***{text[-1]}"
