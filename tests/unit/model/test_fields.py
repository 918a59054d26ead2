"""The types of the content model: what each reads, what it refuses, and how the hint mends it."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Final

import pytest

from hyqz_site.model.choices import Bool, Enum
from hyqz_site.model.clock import CHINA
from hyqz_site.model.dates import DAY, Date, DateTime, Hours, Month, MonthType, TimeRange, moment_of
from hyqz_site.model.fields import Either, Group, ListOf, Markdown, Text
from hyqz_site.model.kinds import KINDS
from hyqz_site.model.kinds.common import Honour, Picture, Scope, Status
from hyqz_site.model.kinds.team import Routine
from hyqz_site.model.numbers import Dimensions, Focus, Int, Number, Percent
from hyqz_site.model.pointers import MediaPath, Reference, SitePath, Url
from hyqz_site.model.values import Media, Ref, Size
from tests.helpers import field_read


class Level(StrEnum):
    """A small enum."""

    SQUAD = "小队"
    CORPS = "总队"


GOOD: Final = [
    (Text(4), " 甲乙 ", "甲乙"),
    (Text(4), "甲乙丙丁", "甲乙丙丁"),
    (Text(2), "𠮷𠮷", "𠮷𠮷"),
    (Text(1), "e\u0301", "é"),
    (Text(), '""', None),
    (Text(), "甲\n  乙", "甲 乙"),
    (Text(), "0734", "0734"),
    (Text(), "no", "no"),
    (Markdown(), '"甲\\n\\n乙"', "甲\n\n乙"),
    (Int(), "36", 36),
    (Int(), "３６", 36),
    (Int(), "1,280", 1280),
    (Int(), "1，280", 1280),
    (Int(), "0", 0),
    (Int(), "007", 7),
    (Int(0, 5), "5", 5),
    (Number(), "1,280.50", Decimal("1280.50")),
    (Number(), "12.5", Decimal("12.5")),
    (Number(), "+3", Decimal(3)),
    (Percent(), "73%", Decimal(73)),
    (Percent(), "73％", Decimal(73)),
    (Percent(), "0.5 %", Decimal("0.5")),
    (Percent(), "100%", Decimal(100)),
    (Bool(), "是", True),
    (Bool(), "否", False),
    (Bool(), "true", True),
    (Bool(), "False", False),
    (Bool(), "YES", True),
    (Bool(), "no", False),
    (Date(), "2021-05-12", date(2021, 5, 12)),
    (Date(), "2021/5/12", date(2021, 5, 12)),
    (Date(), "2021.5.12", date(2021, 5, 12)),
    (Date(), "2021年5月12日", date(2021, 5, 12)),
    (Date(), "2021 年 5 月 12 日", date(2021, 5, 12)),
    (Date(), "２０２１-０５-１２", date(2021, 5, 12)),
    (Date(), "2024-02-29", date(2024, 2, 29)),
    (MonthType(), "2021-05", Month(2021, 5)),
    (MonthType(), "2021年5月", Month(2021, 5)),
    (MonthType(), "2021/5", Month(2021, 5)),
    (Hours(), "08:00-09:30", TimeRange(time(8), time(9, 30))),
    (Hours(), "8:00–9:30", TimeRange(time(8), time(9, 30))),
    (Hours(), "8点-9点半", TimeRange(time(8), time(9, 30))),
    (Hours(), "８：００～９：３０", TimeRange(time(8), time(9, 30))),
    (Hours(), "8点30分至17点", TimeRange(time(8, 30), time(17))),
    (Hours(), "22:00-06:00", TimeRange(time(22), time(6))),
    (Hours(), "18:00-24:00", TimeRange(time(18), time.max)),
    (Hours(single=True), "8点30分", TimeRange(time(8, 30), None)),
    (Hours(single=True), "08:30", TimeRange(time(8, 30), None)),
    (DateTime(), "2021-05-12 08:30", datetime(2021, 5, 12, 8, 30, tzinfo=CHINA)),
    (DateTime(), "2021-05-12T08:30", datetime(2021, 5, 12, 8, 30, tzinfo=CHINA)),
    (DateTime(), "2021年5月12日 8点30分", datetime(2021, 5, 12, 8, 30, tzinfo=CHINA)),
    (DateTime(), "2021年5月12日8:30", datetime(2021, 5, 12, 8, 30, tzinfo=CHINA)),
    (DateTime(), "2021/5/12 8:30:00", datetime(2021, 5, 12, 8, 30, tzinfo=CHINA)),
    (Url(), "https://example.com/a?b=1#c", "https://example.com/a?b=1#c"),
    (Url(), "http://例子.cn/页", "http://例子.cn/页"),
    (Enum(Level), "小队", Level.SQUAD),
    (Enum(Level), "squad", Level.SQUAD),
    (Enum(Level), "Squad", Level.SQUAD),
    (ListOf(Text(4)), "[甲, 乙]", ("甲", "乙")),
    (ListOf(Text(4)), "甲", ("甲",)),
    (ListOf(Text(4)), "[]", ()),
    (ListOf(Text(4)), "[甲, ~, 乙]", ("甲", "乙")),
    (ListOf(Group(Honour)), "{年份: 2025, 名称: 标兵}", (Honour(year=2025, title="标兵"),)),
    (Group(Honour), "{年份: 2025, title: 标兵}", Honour(year=2025, title="标兵")),
    (Reference(("team",)), "hulu-dui", Ref("team", "hulu-dui")),
    (Reference(("team",)), "teams/hulu-dui", Ref("team", "hulu-dui")),
    (Reference(("any",)), "volunteer/li", Ref("volunteer", "li")),
    (Reference(("any",)), "volunteers/li", Ref("volunteer", "li")),
    (Reference(("any",)), "志愿者/li", Ref("volunteer", "li")),
    (Reference(("any",)), "志愿者 / li", Ref("volunteer", "li")),
    (MediaPath((".jpg",)), "a.jpg", Media("a.jpg")),
    (MediaPath((".jpg",)), "./a.JPG", Media("a.JPG")),
    (MediaPath((".jpg",)), "图片\\a.jpg", Media("图片/a.jpg")),
    (MediaPath((".jpg",)), "a..b.jpg", Media("a..b.jpg")),
    (Either(Bool(), MediaPath((".vtt",)), re.compile("是|否")), "是", True),
    (Either(Bool(), MediaPath((".vtt",)), re.compile("是|否")), "a.vtt", Media("a.vtt")),
    (Dimensions("mm"), "1200x900", Size(1200, 900)),
    (Dimensions("mm"), "1200×900 mm", Size(1200, 900)),
    (Dimensions("px"), "1920*1080px", Size(1920, 1080)),
    (Dimensions("mm"), "１２００Ｘ９００毫米", Size(1200, 900)),
    (Focus(), "50% 30%", (0.5, 0.3)),
    (Focus(), "０％ １００％", (0.0, 1.0)),
    (SitePath(), "old/page.html", "old/page.html"),
    (SitePath(), "/old/page.html", "old/page.html"),
    (SitePath(), "old/", "old/index.html"),
    (SitePath(), "/旧/页.html", "旧/页.html"),
    (SitePath(), "/%E6%97%A7.html", "旧.html"),
]


@pytest.mark.parametrize(("type_", "written", "value"), GOOD, ids=lambda part: str(part)[:40])
def test_good_forms(type_: object, written: str, value: object) -> None:
    assert field_read(type_, written) == (value, [])


SAME: Final = "“字段”应是"
BAD: Final = [
    (Text(4), "甲乙丙丁戊", "5: 错误: “字段”有 5 个字，最多 4 个 [too-long]", "请删去 1 个字：甲乙丙丁｜戊"),
    (Text(4), "[甲]", f"5: 错误: {SAME}一段文字，现在是一个列表 [wrong-type]", None),
    (Text(4), "{甲: 乙}", "5: 错误: “字段”应是一段文字，现在是几个字段 [wrong-type]", '内容里有冒号时请用引号括起来：字段: "甲: 乙"'),
    (Int(), "36人", "5: 错误: “字段”应是整数，现在是“36人” [wrong-type]", "只写数字，不写单位：36"),
    (Int(), "约36", "5: 错误: “字段”应是整数，现在是“约36” [wrong-type]", "只写数字，不写单位：36"),
    (Int(), "1.5", "5: 错误: “字段”应是整数，现在是“1.5” [wrong-type]", "1.5 不是整数，请只写整数。"),
    (Int(), "三十六", "5: 错误: “字段”应是整数，现在是“三十六” [wrong-type]", "请只写数字，例如 36。"),
    (Int(), "1.2万", "5: 错误: “字段”应是整数，现在是“1.2万” [wrong-type]", "请写成完整的数字：12000"),
    (Int(), "3千", "5: 错误: “字段”应是整数，现在是“3千” [wrong-type]", "请写成完整的数字：3000"),
    *(
        (Int(), written, f"5: 错误: “字段”应是整数，现在是“{written}” [wrong-type]", f"请写成完整的数字：{value}")
        for written, value in {
            "1.5W": 15000, "1.5w人": 15000, "12k": 12000, "1万2千": 12000, "1千5百": 1500, ".5万": 5000, "约1.5万": 15000,
            "1千5百万": 15_000_000, "1亿2千万": 120_000_000, "1万人次": 10000,
        }.items()
    ),
    (Int(), "1万2", "5: 错误: “字段”应是整数，现在是“1万2” [wrong-type]", "请写成完整的数字，例如 12000。"),
    (Int(), "1百二十", "5: 错误: “字段”应是整数，现在是“1百二十” [wrong-type]", "请写成完整的数字，例如 12000。"),
    *(
        (Int(), written, f"5: 错误: “字段”应是整数，现在是“{written}” [wrong-type]", hint)
        for written, hint in {
            "5千克": "只写数字，不写单位：5", "100 千瓦": "只写数字，不写单位：100", "3万千瓦时": "请写成完整的数字：30000",
            "负5": "数量不能是负数。", "负 1.5万": "数量不能是负数。",
        }.items()
    ),
    (Int(), "3km", "5: 错误: “字段”应是整数，现在是“3km” [wrong-type]", "只写数字，不写单位：3"),
    (Int(), ".5", "5: 错误: “字段”应是整数，现在是“.5” [wrong-type]", "0.5 不是整数，请只写整数。"),
    (Int(), ".5人", "5: 错误: “字段”应是整数，现在是“.5人” [wrong-type]", "0.5 不是整数，请只写整数。"),
    (Int(0, 5), "4.5", "5: 错误: “字段”应是0 到 5 的整数，现在是“4.5” [wrong-type]", "4.5 不是整数，请只写0 到 5 的整数。"),
    (Int(), "12.0", "5: 错误: “字段”应是整数，现在是“12.0” [wrong-type]", "请写成：12"),
    (Int(), "1.23456万", "5: 错误: “字段”应是整数，现在是“1.23456万” [wrong-type]", "12345.6 不是整数，请只写整数。"),
    (Number(), "1.23456万", "5: 错误: “字段”应是数字，现在是“1.23456万” [wrong-type]", "请写成完整的数字：12345.6"),
    (Number(), ".5人", "5: 错误: “字段”应是数字，现在是“.5人” [wrong-type]", "只写数字，不写单位：0.5"),
    (Int(), "12,34", "5: 错误: “字段”应是整数，现在是“12,34” [wrong-type]", None),
    (Int(), "-1", "5: 错误: “字段”应是不小于 0 的数，现在是“-1” [wrong-type]", "数量不能是负数。"),
    (Int(1900, 2199), "20年", "5: 错误: “字段”应是1900 到 2199 的整数，现在是“20年” [wrong-type]", "请只写1900 到 2199 的整数。"),
    (Int(1900, 2199), "2020年", "5: 错误: “字段”应是1900 到 2199 的整数，现在是“2020年” [wrong-type]", "只写数字，不写单位：2020"),
    (Int(0, 5), "6星", "5: 错误: “字段”应是0 到 5 的整数，现在是“6星” [wrong-type]", "请只写0 到 5 的整数。"),
    (Int(0, 5), "6", "5: 错误: “字段”应是0 到 5 的整数，现在是“6” [wrong-type]", None),
    (Number(), "1.2亿", "5: 错误: “字段”应是数字，现在是“1.2亿” [wrong-type]", "请写成完整的数字：120000000"),
    (Number(), "1e3", "5: 错误: “字段”应是数字，现在是“1e3” [wrong-type]", None),
    (Number(), "NaN", "5: 错误: “字段”应是数字，现在是“NaN” [wrong-type]", "请只写数字，例如 36。"),
    (Percent(), "73", "5: 错误: “字段”应是百分数，例如 73%，现在是“73” [wrong-type]", None),
    (Percent(), "101%", "5: 错误: “字段”应是百分数，例如 73%，现在是“101%” [wrong-type]", None),
    (Date(), "2021-13-01", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2021-13-01” [bad-date]", "没有 13 月，请核对。"),
    (Date(), "2023-02-29", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2023-02-29” [bad-date]", "2023 年 2 月没有 29 日，请核对。"),
    (Date(), "2021-5/12", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2021-5/12” [bad-date]", "请写成：2021-05-12"),
    (Date(), "2021、5、12", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2021、5、12” [bad-date]", "请写成：2021-05-12"),
    (Date(), "2026-11-20 08:30", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2026-11-20 08:30” [bad-date]", "这里只写日期，不写时间，请写成：2026-11-20"),
    (Date(), "2026年11月20日 8点半", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2026年11月20日 8点半” [bad-date]", "这里只写日期，不写时间，请写成：2026-11-20"),
    (Date(), "46346", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“46346” [bad-date]", "请写成：2026-11-20"),
    (Date(), "20211", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“20211” [bad-date]", "请把四位的年份写在前面，按年、月、日的顺序。"),
    (MonthType(), "46346", "5: 错误: “字段”应是年月，例如 2021-05，现在是“46346” [bad-date]", "请写成：2026-11"),
    (Date(), "2021-05", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2021-05” [bad-date]", None),
    (Date(), "二〇二一年五月", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“二〇二一年五月” [bad-date]", None),
    (Date(), "0021-05-12", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“0021-05-12” [bad-date]", None),
    (MonthType(), "2021-13", "5: 错误: “字段”应是年月，例如 2021-05，现在是“2021-13” [bad-date]", None),
    (MonthType(), "2021-05-12", "5: 错误: “字段”应是年月，例如 2021-05，现在是“2021-05-12” [bad-date]", None),
    *(
        (Date(end="结束"), written, f"5: 错误: “字段”应是日期，例如 2021-05-12，现在是“{written}” [bad-date]", "请分两行写：“字段: 2021-05-12”、“结束: 2021-05-14”")
        for written in ("2021-5-12至2021-5-14", "2021年5月12-14日", "2021年5月12日～14日", "2021.5.12-5.14")
    ),
    (Date(end="结束"), "2021-12-30-01-02", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2021-12-30-01-02” [bad-date]", "这里只能写一天。"),
    (Date(), "2021年5月12-14日", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2021年5月12-14日” [bad-date]", "这里只能写一天：2021-05-12，或者 2021-05-14"),
    (Date(), "2021-05-12、14", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2021-05-12、14” [bad-date]", "这里只能写一天。"),
    (Date(), "2021年5月至6月", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“2021年5月至6月” [bad-date]", "请写上年、月、日。"),
    (MonthType(), "2021年5月-6月", "5: 错误: “字段”应是年月，例如 2021-05，现在是“2021年5月-6月” [bad-date]", "这里只能写一个月。"),
    *(
        (type_, "2026年3-5月", f"5: 错误: {SAME}{type_.words}，现在是“2026年3-5月” [bad-date]", hint)
        for type_, hint in [(Date(), "请写上年、月、日。"), (MonthType(), "这里只能写一个月。")]
    ),
    *(
        (Date(end="结束"), written, f"5: 错误: {SAME}{Date.words}，现在是“{written[:20]}…” [bad-date]", hint)
        for written, hint in {
            "2026-11-20 08:30至24:00": "这里只写日期，不写时间，请写成：2026-11-20",
            "2026-11-01 08:30 至 2026-11-02 24:00": "请分两行写：“字段: 2026-11-01”、“结束: 2026-11-02”",
        }.items()
    ),
    (DateTime(), "2026-11-20 24:00", "5: 错误: “字段”应是日期和时间，例如 2021-05-12 08:30，现在是“2026-11-20 24:00” [bad-date]", "请写成：2026-11-21 00:00"),
    (DateTime(end="止"), "2026-11-20 8点至24点", "5: 错误: “字段”应是日期和时间，例如 2021-05-12 08:30，现在是“2026-11-20 8点至24点” [bad-date]", "请分两行写：“字段: 2026-11-20 08:00”、“止: 2026-11-21 00:00”"),
    (DateTime(end="止"), "2026-11-20至21日", "5: 错误: “字段”应是日期和时间，例如 2021-05-12 08:30，现在是“2026-11-20至21日” [bad-date]", "请分两行写，再写上时间：“字段: 2026-11-20”、“止: 2026-11-21”"),
    (Hours(), "8:00", "5: 错误: “字段”应是时间，例如 08:00-09:30，现在是“8:00” [bad-date]", "起止时间用减号连接，24 小时制。"),
    (Hours(), "8:00-25:00", "5: 错误: “字段”应是时间，例如 08:00-09:30，现在是“8:00-25:00” [bad-date]", "起止时间用减号连接，24 小时制。"),
    (Hours(), "8:00-8:00", "5: 错误: “字段”应是时间，例如 08:00-09:30，现在是“8:00-8:00” [bad-date]", "起止时间用减号连接，24 小时制。"),
    (DateTime(), "2021-05-12", "5: 错误: “字段”应是日期和时间，例如 2021-05-12 08:30，现在是“2021-05-12” [bad-date]", None),
    (DateTime(), "2021-05-12 24:30", "5: 错误: “字段”应是日期和时间，例如 2021-05-12 08:30，现在是“2021-05-12 24:30” [bad-date]", None),
    (Url(), "www.example.com", "5: 错误: “字段”应是网址，以 http:// 或 https:// 开头，现在是“www.example.com” [wrong-type]", "请从浏览器地址栏完整复制。"),
    (Url(), "javascript:alert(1)", "5: 错误: “字段”应是网址，以 http:// 或 https:// 开头，现在是“javascript:alert(1)” [wrong-type]", "请从浏览器地址栏完整复制。"),
    (Url(), "https://", "5: 错误: “字段”应是网址，以 http:// 或 https:// 开头，现在是“https://” [wrong-type]", "请从浏览器地址栏完整复制。"),
    (Url(), "https://a b.com", "5: 错误: “字段”应是网址，以 http:// 或 https:// 开头，现在是“https://a b.com” [wrong-type]", "请从浏览器地址栏完整复制。"),
    (Url(), '"https://[x"', "5: 错误: “字段”应是网址，以 http:// 或 https:// 开头，现在是“https://[x” [wrong-type]", "请从浏览器地址栏完整复制。"),
    (Enum(Level), "小对", "5: 错误: “字段”没有“小对”这个选项 [unknown-value]", "是不是“小队”？可以写：小队、总队"),
    (Enum(Level), "sqad", "5: 错误: “字段”没有“sqad”这个选项 [unknown-value]", "是不是“squad”（小队）？可以写：小队、总队"),
    (Enum(Level), "ｃｏｒｐ", "5: 错误: “字段”没有“ｃｏｒｐ”这个选项 [unknown-value]", "是不是“corps”（总队）？可以写：小队、总队"),
    (Enum(Level), "除小队外", "5: 错误: “字段”没有“除小队外”这个选项 [unknown-value]", "可以写：小队、总队"),
    (Enum(Level), "小队活动", "5: 错误: “字段”没有“小队活动”这个选项 [unknown-value]", "是不是“小队”？可以写：小队、总队"),
    (Enum(Level), "不是小队", "5: 错误: “字段”没有“不是小队”这个选项 [unknown-value]", "可以写：小队、总队"),
    (Enum(Level), "敢死队", "5: 错误: “字段”没有“敢死队”这个选项 [unknown-value]", "可以写：小队、总队"),
    (ListOf(Text(4), limit=2), "[甲, 乙, 丙]", "5: 错误: “字段”有 3 项，最多 2 项 [too-long]", "请删去 1 项。"),
    (ListOf(Text(1)), "[甲, 乙丙]", "9: 错误: “字段”有 2 个字，最多 1 个 [too-long]", "请删去 1 个字：乙｜丙"),
    (Group(Honour), "标兵", "5: 错误: “字段”应是几个字段，现在是“标兵” [wrong-type]", "请在“字段:”下面另起一行写：“  年份: …”、“  名称: 标兵”"),
    (Group(Honour), "年份：2025", "5: 错误: 字段名后面用了全角冒号“：” [fullwidth-colon]", "请在“字段:”下面另起一行写：“  年份: 2025”"),
    (Group(Picture), "文件：a.jpg，替代文字：人, 狗", "5: 错误: 字段名后面用了全角冒号“：” [fullwidth-colon]", "请在“字段:”下面另起一行写：“  文件: a.jpg”、“  替代文字: 人, 狗”"),
    (Group(Picture), "a.jpg", "5: 错误: “字段”只写了文件名，缺少“替代文字” [missing-alt]", "请在“字段:”下面另起一行写：“  文件: a.jpg”、“  替代文字: 图上是谁、在做什么”"),
    (Reference(("team",)), "projects/x", "5: 错误: “字段”应是团队里的记录，现在是“projects/x” [wrong-type]", None),
    (MediaPath((".jpg",)), "/a.jpg", "5: 错误: “字段”应是记录旁边或 content/media/ 里的文件，现在是“/a.jpg” [wrong-type]", "请把文件复制到记录旁边，只写文件名；不能用绝对路径、网址和“..”。"),
    (MediaPath((".jpg",)), "../a.jpg", "5: 错误: “字段”应是记录旁边或 content/media/ 里的文件，现在是“../a.jpg” [wrong-type]", None),
    (MediaPath((".jpg",)), "C:\\a.jpg", "5: 错误: “字段”应是记录旁边或 content/media/ 里的文件，现在是“C:\\a.jpg” [wrong-type]", None),
    (MediaPath((".jpg",)), "https://example.com/a.jpg", "5: 错误: “字段”应是记录旁边或 content/media/ 里的文件，现在是“https://example.com/…” [wrong-type]", None),
    (MediaPath((".jpg",)), "a.jpg；替代文字：人", "5: 错误: “字段”应是.jpg 文件，现在是“a.jpg；替代文字：人” [wrong-type]", "一行只能写一个字段，请把“替代文字：人”另起一行写，和上一行对齐。"),
    (MediaPath((".jpg",)), "a.doc", "5: 错误: “字段”应是.jpg 文件，现在是“a.doc” [wrong-type]", "请另存为这些格式之一。"),
    (Dimensions("mm"), f"{'9' * 5000}x1", f"5: 错误: “字段”应是宽x高，例如 1200x900，现在是“{'9' * 20}…” [wrong-type]", None),
    (Date(), "፩፪፫፬፭፮፯፰", "5: 错误: “字段”应是日期，例如 2021-05-12，现在是“፩፪፫፬፭፮፯፰” [bad-date]", None),
    (Dimensions("mm"), "1200", "5: 错误: “字段”应是宽x高，例如 1200x900，现在是“1200” [wrong-type]", None),
    (Dimensions("px", Size(64, 32), Size(7680, 4320)), "32x32", "5: 错误: “字段”应是64x32 到 7680x4320 之间的尺寸，现在是“32x32” [wrong-type]", None),
    (Number(), ".5", "5: 错误: “字段”应是数字，现在是“.5” [wrong-type]", "请写成：0.5"),
    (Number(), "−1", "5: 错误: “字段”应是数字，现在是“−1” [wrong-type]", "数量不能是负数。"),
    (Number(above=True), "0", "5: 错误: “字段”应是大于 0 的数字，现在是“0” [wrong-type]", None),
    (Focus(), "左上", "5: 错误: “字段”应是焦点位置，例如 50% 30%（从左、从上），现在是“左上” [wrong-type]", None),
    (Focus(), "50% 130%", "5: 错误: “字段”应是焦点位置，例如 50% 30%（从左、从上），现在是“50% 130%” [wrong-type]", None),
    *(
        (SitePath(), written, f"5: 错误: “字段”应是本站内的网址，以 .html 或 / 结尾，现在是“{written}” [wrong-type]", None)
        for written in ("old", "../x.html", "a/../x.html", "//a.b/x.html", "a//x.html", "./x.html", "x.html?a=1", "a./x.html", "C:/x.html", "/%2e%2e/x.html", "a%00.html")
    ),
    (SitePath(), ".hyqz-staging/x.html", "5: 错误: “字段”应是能做文件名的网址，现在是“.hyqz-staging/x.html” [wrong-type]", "“.hyqz-staging”以点开头，是电脑自己的文件，请改成别的。"),
    (SitePath(), "old/Con.html", "5: 错误: “字段”应是能做文件名的网址，现在是“old/Con.html” [wrong-type]", "“Con.html”这个名字 Windows 不许用，请改成别的。"),
    (SitePath(), f"{'旧' * 79}.html", f"5: 错误: “字段”应是能做文件名的网址，现在是“{'旧' * 20}…” [wrong-type]", f"“{'旧' * 12}…”这一段太长，磁盘放不下，最多约 80 个汉字或 240 个字母。"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "written", "message", "hint"), BAD, ids=lambda part: str(part)[:40])
def test_bad_forms(type_: object, written: str, message: str, hint: str | None) -> None:
    """Nothing is guessed: there is one message, at the value, and no value."""
    value, messages = field_read(type_, written)
    assert not value or isinstance(type_, ListOf)
    assert messages[0] == f"1:{message}"
    assert hint is None or messages[1:] == [f"    {hint}"]
    assert sum(not line.startswith("    ") for line in messages) == 1


@pytest.mark.parametrize("written", ["对", "1", "on", "有"])
def test_a_bool_is_yes_or_no_and_nothing_else(written: str) -> None:
    value, messages = field_read(Bool(), written)
    assert value is None
    assert messages[0].startswith("1:5: 错误: “字段”应")
    assert messages[1] == "    请写成：字段: 是，或 字段: 否"


def test_an_unknown_enum_value_drops_only_itself_from_a_list() -> None:
    assert field_read(ListOf(Enum(Level)), "[小队, 大队, 总队]")[0] == (Level.SQUAD, Level.CORPS)


HINT: Final = "    如果是几项，请用半角逗号，外面加方括号："


@pytest.mark.parametrize(
    ("limit", "written", "value", "messages"),
    [
        (9, "[环境，清洁]", ("环境，清洁",), ["1:6: 警告: “字段”里的“，”不会把几项分开 [fullwidth-comma]", f"{HINT}[环境, 清洁]"]),
        (9, "助老、平安", ("助老、平安",), ["1:5: 警告: “字段”里的“、”不会把几项分开 [fullwidth-comma]", f"{HINT}[助老, 平安]"]),
        (9, "[助老；平安, 交通]", ("助老；平安", "交通"), ["1:6: 警告: “字段”里的“；”不会把几项分开 [fullwidth-comma]", f"{HINT}[助老, 平安, 交通]"]),
        (9, "【环境，清洁】", ("【环境，清洁】",), ["1:5: 警告: “字段”里的“，”不会把几项分开 [fullwidth-comma]", f"{HINT}[环境, 清洁]"]),
        (9, "[甲, 乙、丙]", ("甲", "乙、丙"), ["1:9: 警告: “字段”里的“、”不会把几项分开 [fullwidth-comma]", f"{HINT}[甲, 乙, 丙]"]),
        (9, "\n  - 甲\n  - 乙、丙", ("甲", "乙、丙"), ["3:5: 警告: “字段”里的“、”不会把几项分开 [fullwidth-comma]", "    如果是几项，请分成几行，每行以“- ”开头：“- 乙”、“- 丙”"]),
        (9, "\n  交通\n  银龄", ("交通 银龄",), ["2:3: 警告: “字段”的 2 行会连成一项：“交通 银龄” [joined-lines]", f"{HINT}[交通, 银龄]"]),
        (60, "\n  打开 APP\n  搜索", ("打开 APP 搜索",), ["2:3: 警告: “字段”的 2 行会连成一项：“打开 APP 搜索” [joined-lines]", "    如果是几项，请在每一行前面加“- ”。"]),
        (60, "\n  - 打开 APP，\n    搜索", ("打开 APP， 搜索",), []),
        (5, "助老、平安、", (), ["1:5: 错误: “字段”的一项有 6 个字，最多 5 个 [too-long]", f"{HINT}[助老, 平安]"]),
        (30, "先登记，再领证、上岗", ("先登记，再领证、上岗",), []),
        (30, "[先登记，再领证]", ("先登记，再领证",), ["1:6: 警告: “字段”里的“，”不会把几项分开 [fullwidth-comma]", f"{HINT}[先登记, 再领证]"]),
    ],
)  # fmt: skip
def test_several_words_in_one_item_are_told_apart_by_nobody(
    limit: int, written: str, value: tuple[str, ...], messages: list[str]
) -> None:
    """A sentence may have such marks, but not in brackets, where a half-width comma was meant."""
    assert field_read(ListOf(Text(limit)), written) == (value, messages)


def test_old_addresses_on_several_lines_are_told_too() -> None:
    assert field_read(ListOf(SitePath()), "\n  a.html\n  b.html")[1] == [
        "2:3: 警告: “字段”的 2 行会连成一项：“a.html b.html” [joined-lines]",
        f"{HINT}[a.html, b.html]",
    ]


SCOPES: Final = "可以写：姓名、肖像、事迹、年龄段"
DAYS: Final = "可以写：周一、周二、周三、周四、周五、周六、周日"


@pytest.mark.parametrize(
    ("type_", "written", "hint"),
    [
        (ListOf(Enum(Scope)), "姓名 肖像 事迹", f"这里有几项，{HINT}[姓名, 肖像, 事迹]。{SCOPES}"),
        (ListOf(Enum(Scope)), "姓名/肖像", f"这里有几项，{HINT}[姓名, 肖像]。{SCOPES}"),
        (ListOf(Enum(Scope)), "姓名-事迹", f"这里有几项，{HINT}[姓名, 事迹]。{SCOPES}"),
        (ListOf(Enum(Scope)), "姓名和肖像", f"这里有几项，{HINT}[姓名, 肖像]。{SCOPES}"),
        (ListOf(Enum(Scope)), "姓名肖像", f"这里有几项，{HINT}[姓名, 肖像]。{SCOPES}"),
        (ListOf(Enum(Scope)), "【姓名，事迹】", f"这里有几项，{HINT}[姓名, 事迹]。{SCOPES}"),
        (ListOf(Enum(Scope)), "name; story", f"这里有几项，{HINT}[姓名, 事迹]。{SCOPES}"),
        (ListOf(Enum(Scope)), "[姓名 肖像, 年龄段]", f"这里有几项，{HINT}[姓名, 肖像, 年龄段]。{SCOPES}"),
        (ListOf(Enum(Scope)), "\n  - 姓名 肖像\n  - 年龄段", f"这里有几项，请分成几行，每行以“- ”开头：“- 姓名”、“- 肖像”。{SCOPES}"),
        (ListOf(Enum(Scope)), "姓名和照片", SCOPES),
        (ListOf(Enum(Scope)), "姓名到事迹", SCOPES),
        (ListOf(Enum(Scope)), "姓名、肖像（两年）", SCOPES),
        (ListOf(Enum(Scope)), "【姓名】", f"是不是“姓名”？{SCOPES}"),
        (ListOf(DAY), "周一到周五", f"这里有几项，{HINT}[周一, 周二, 周三, 周四, 周五]。{DAYS}"),
        (ListOf(DAY), "星期六至星期天", f"这里有几项，{HINT}[周六, 周日]。{DAYS}"),
        (ListOf(DAY), "周一至三、周六", f"这里有几项，{HINT}[周一, 周二, 周三, 周六]。{DAYS}"),
        (ListOf(DAY), "周六日", f"这里有几项，{HINT}[周六, 周日]。{DAYS}"),
        (ListOf(DAY), "工作日", f"这里有几项，{HINT}[周一, 周二, 周三, 周四, 周五]。{DAYS}"),
        (ListOf(DAY), "周五到周一", DAYS),
        (ListOf(DAY), "周一到周五上午", DAYS),
        (DAY, "周一、周三", f"这里只能选一个。{DAYS}"),
        (ListOf(Group(Routine)), "\n  - 周几: 周一和周三\n    内容: 护路", f"这里只能选一个，请分成 2 项写：周一、周三。{DAYS}"),
    ],
)  # fmt: skip
def test_of_several_values_none_is_left_out(type_: object, written: str, hint: str) -> None:
    """Half of a consent, or of a week, is another one: all of it is guessed, or nothing."""
    messages = field_read(type_, written)[1]
    assert len(messages) == 2
    assert messages[1].strip() == hint.replace(HINT, HINT.removeprefix("    如果是几项，"))


@pytest.mark.parametrize("written", ["姓名 肖像 事迹", "姓名/肖像", "name; story", "[姓名 肖像, 年龄段]"])
def test_what_is_told_of_several_values_can_be_pasted(written: str) -> None:
    listed = re.search(r"\[.*?\]", field_read(ListOf(Enum(Scope)), written)[1][1])
    value, messages = field_read(ListOf(Enum(Scope)), listed.group())
    assert messages == []
    assert len(value) == len(re.findall(r"[\w]+", written))


def enums() -> list[object]:
    found = {}
    for kind in KINDS:
        pending = [kind.record]
        while pending:
            for field in pending.pop().__dataclass_fields__.values():
                type_ = field.metadata.get("type")
                for inner in (type_, getattr(type_, "item", None), getattr(type_, "second", None)):
                    if isinstance(inner, Enum):
                        found[inner.values.__qualname__, kind.name] = inner
                    if isinstance(inner, Group):
                        pending.append(inner.cls)
    return [pytest.param(type_, id=f"{kind}.{name}") for (name, kind), type_ in found.items()]


ENGLISH: Final = {
    "Status": "draft submitted published withdrawn",
    "ConsentForm": "written recorded guardian",
    "Scope": "name portrait story age_band",
    "Channel": "site screen place press",
    "Gender": "male female",
    "AgeBand": "teen young middle senior",
    "Level": "corps branch squad ngo online",
    "TeamGroup": "full_time party online practice professional",
    "Run": "active regular ended",
    "Theme": "practice civility epidemic professional",
    "Season": "spring summer autumn winter",
    "NewsForm": "report experience picture",
    "Reuse": "own link licensed",
    "FilmType": "psa promo short song",
    "PlaceType": "park square corridor station",
    "PlaceStage": "planned building open temporary",
    "AwardStage": "nominate notice vote jury named",
    "Show": "home screen outcomes",
    "NoticeLevel": "normal emergency",
    "Menu": "main footer none",
}
"""The English names that the content model gives, in its order."""


@pytest.mark.parametrize("type_", enums())
def test_every_enum_reads_its_chinese_values_and_the_english_names_of_the_contract(type_: Enum) -> None:
    members = list(type_.values)
    for member in members:
        assert field_read(type_, member.value) == (member, [])
    names = ENGLISH.get(type_.values.__name__)
    if names:
        assert [field_read(type_, name) for name in names.split()] == [(member, []) for member in members]


def test_the_default_of_a_status_lets_nothing_out() -> None:
    assert Status.DRAFT.value == "草稿"


# Moments of commands


@pytest.mark.parametrize(
    "text",
    ["2026-12-5", "2026.12.5", "2026/12/5", "2026年12月5日", "２０２６年12月5日", "2026-12-5 0:00", "2026年12月5日0点"],
)
def test_a_command_takes_a_day_as_records_do(text: str) -> None:
    assert moment_of(text) == datetime(2026, 12, 5, tzinfo=CHINA)


@pytest.mark.parametrize("text", ["2026-2-30", "2026-12", "12月5日", "2026-12-5 25:00", "2026-12-5 早上", "foo", ""])
def test_what_is_no_moment(text: str) -> None:
    assert moment_of(text) is None
