"""Children are shown only as far as their guardians agreed, never named, and no school gives them away."""

import pytest

from hyqz_site.model.kinds.common import Photo
from hyqz_site.model.minors import named_children, shows_school, without_school
from tests.helpers import SITE, lines, picture, public, site_of
from tests.unit.model.records import CONSENT, GUARDIAN, activity, page, volunteer

HERE = "content/activities/hua"
MINOR = {"content/volunteers/zhang.yaml": volunteer("年龄段: 少年\n", name="张小雨", consent=GUARDIAN)}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("他在Hengyang No.8 Middle School读书", "他在学校读书"),
        ("就读 Miaopu Primary School。", "就读 学校。"),
        ("in hengyang bazhong", "学校"),
        ("Miaopu Xiaoxue", "学校"),
        ("MiaopuXiaoxue", "学校"),
        ("miáopǔ xiǎoxué 五年级", "学校 "),
        ("miaopu-xiao-xue", "学校"),
        ("Hengyang shi di ba zhongxue", "学校"),
        ("St. Paul's Kindergarten 3", "学校"),
        ("University of South China", "学校"),
        ("Class 3, Grade 5", ", "),
        ("wu nianji san ban", ""),
        ("苗圃小学五（3）班", "学校"),
        ("实验二小三年二班", "学校"),
        ("今年高一，哥哥读苗圃一小", "今年，哥哥读学校"),
        ("衡阳市**第一**中学、衡阳市一**中**、衡阳市[一中](x)", "学校、**学校**、[学校](x)"),
        ("读衡阳市实验小\n学、衡阳 八 中、一&#20013;、衡陽市第一中學、衡阳市第8中学", "读学校、学校、学校、学校、学校"),
        ("Hengyang **No.1** Middle School、Yi **Zhong**、Ｍｉａｏｐｕ　Ｓｃｈｏｏｌ", "学校、**学校**、学校"),
        ("读**五年级**，五**年级**，五年**级**（3）**班**", "读，，"),
        ("读[光明](https://x.cn/?a)小学", "读[学校](https://x.cn/?a)"),
        ("## 经历\n光明小学", "## 经历\n学校"),
        ("读三中 国庆", "读学校 国庆"),
    ],
)
def test_a_school_is_taken_out_in_any_spelling(written: str, shown: str) -> None:
    assert shows_school(written)
    assert without_school(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "xuesheng",
        "一大一小两个",
        "二小区走三小时",
        "正月初一",
        "最高一次",
        "2026年2班",
        "LED 大屏",
        "中国中心",
        "他在高中间站着",
        "Banner",
        "fixed-route bus 8",
    ],
)
def test_what_is_no_school_stays(text: str) -> None:
    assert without_school(text) == text


@pytest.mark.parametrize("text", ["a-" * 20_000, "shi " * 10_000, "No. 8 " * 5_000])
def test_no_text_takes_long(text: str) -> None:
    assert without_school(text) == text


def test_no_school_stands_beside_a_minor_s_name_in_anybody_s_text() -> None:
    said = "她在苗圃小学读书。张小雨来自苗圃小学五年级。光明小学开放。"
    told = page("来源: 苗圃小学张小雨\n").replace("一句话介绍。", said)
    found = public({**MINOR, "content/pages/about.yaml": told}).records["page", "about"]
    assert found.source == "学校张同学"
    assert found.summary == "她在学校读书。张同学来自学校。光明小学开放。"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("张小雨来自光明**小学**五**年级**。[光明](x)小学开放。", "张同学来自**学校**。[学校](x)开放。"),
        ("张小雨在衡阳市**第一**中学。衡阳市第一中学来信。", "张同学在学校。学校来信。"),
        ("[张小雨](https://x.cn/?a=1)在光明小\n学。", "[张同学](https://x.cn/?a=1)在学校。"),
    ],
)
def test_marks_hide_no_school_beside_a_minor_s_name(written: str, shown: str) -> None:
    files = {**MINOR, "content/pages/p.md": f"---\n{page()}---\n{written}\n"}
    assert (public(files).records["page", "p"].body or "").strip() == shown


def test_a_minor_s_school_is_hidden_though_the_age_band_is_not_agreed_to() -> None:
    agreed = GUARDIAN.replace(", 年龄段", "")
    told = volunteer(
        "年龄段: 少年\n心声: 我在苗圃小学。\n旧网址: [miaopu-xiaoxue.html, zhang.html]\n", "张小雨", agreed
    )
    found = public({"content/volunteers/zhang.yaml": told}).records["volunteer", "zhang"]
    assert getattr(found, "quote", None) == "我在学校。"
    assert getattr(found, "age_band", "") is None
    assert found.aliases == ("zhang.html",)


# Pictures


def photos(alt: str, more: str = "", caption: str = "", extra: str = "") -> list[str]:
    """Return the files of the pictures that an activity shows in public."""
    said = f", 图注: {caption}" if caption else ""
    text = activity(f"图片: [{{文件: a.jpg, 替代文字: {alt}{said}{more}}}]\n{extra}")
    found = public({**MINOR, f"{HERE}/index.yaml": text}).records["activity", "hua"]
    assert all(isinstance(photo, Photo) for photo in found.photos)
    return [photo.file.path for photo in found.photos]


CHILDREN = [
    "孩子们在画画",
    "外孙女和小伙伴",
    "小志愿者站岗",
    "小朋友做游戏",
    "三名小学生过马路",
    "留守儿童",
    "张同学",
    "张小雨",
    "红领巾志愿者",
    "亲子阅读",
]
NO_CHILDREN = ["大学生志愿者", "儿童公园的长廊", "少年宫门口", "老同学聚会", "学生证", "志愿者扫地", "留学生"]


@pytest.mark.parametrize("alt", CHILDREN)
def test_a_picture_of_children_is_shown_only_with_agreement(alt: str) -> None:
    assert photos(alt) == []
    assert photos("志愿者", caption=alt) == []
    assert photos(alt, ", 出镜同意: 是") == ["a.jpg"]
    assert photos(alt, ", 出镜同意: 否") == []
    assert photos(alt, extra=GUARDIAN) == ["a.jpg"]
    assert photos(alt, extra=CONSENT) == []


@pytest.mark.parametrize("alt", NO_CHILDREN)
def test_other_pictures_need_none(alt: str) -> None:
    assert photos(alt) == ["a.jpg"]


def test_a_cover_and_a_picture_in_the_text_are_held_to_the_same() -> None:
    body = (
        "---\n"
        + page("封面: {文件: a.jpg, 替代文字: 孩子们}\n")
        + '---\n前![小朋友](b.jpg)后![路口](c.jpg "学生过路")尾\n'
    )
    files = {"content/pages/about/index.md": body}
    found = public(files).records["page", "about"]
    assert (found.cover, (found.body or "").strip()) == (None, "前后尾")
    pictures = {f"content/pages/about/{name}.jpg": picture(800, 700, (ord(name), 9, 9)) for name in "abc"}
    built = site_of({**files, **pictures})
    assert [line for line in lines(built) if "no-consent" in line] == [
        "content/pages/about/index.md:6:23: 警告: 图片“a.jpg”不会出现：看文字里面有孩子，没有写明监护人同意 [no-consent]",
        "content/pages/about/index.md:8:2: 警告: 正文里的这张图片不会出现：看文字里面有孩子，没有写明监护人同意 [no-consent]",
        "content/pages/about/index.md:8:16: 警告: 正文里的这张图片不会出现：看文字里面有孩子，没有写明监护人同意 [no-consent]",
    ]
    assert [path for path in built.files if path.startswith("img/")] == []


@pytest.mark.parametrize("written", ["王子明", "王 子明", "Wang Ziming", "ziming wang"])
def test_a_picture_beside_a_minor_s_name_is_an_error_however_the_name_is_written(written: str) -> None:
    """Else it would disappear without a word: with the name taken out its words speak of a child."""
    body = page(f"封面: {{文件: a.jpg, 替代文字: {written} 在路口}}\n")
    files = {
        "content/volunteers/m.yaml": volunteer("年龄段: 少年\n", name="王子明", consent=GUARDIAN),
        "content/pages/about/index.md": f"---\n{body}---\n![{written} 在桥上](a.jpg)\n",
        "content/pages/about/a.jpg": picture(800, 700, (9, 9, 9)),
    }
    assert [line for line in lines(site_of(files)) if "[minor]" in line] == [
        "content/pages/about/index.md:6:23: 错误: 图片“a.jpg”里有未成年人，没有写明监护人同意 [minor]",
        "content/pages/about/index.md:8:1: 错误: 正文里的这张图片里有未成年人，没有写明监护人同意 [minor]",
    ]


# Names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("9岁的王小明在画画", "王小明"),
        ("王小明（9岁）", "王小明"),
        ("王小明，今年十二岁", "王小明"),
        ("王小明，女，9岁", "王小明"),
        ("王小明（男，9岁）", "王小明"),
        ("12岁男孩刘洋说", "刘洋"),
        ("欧阳小明，9岁", "欧阳小明"),
        ("表扬王小明小朋友", "王小明"),
        ("苗圃小学的李思雨同学", "李思雨"),
        ("四年级的陈果同学", "陈果"),
        ("小学生周小红来了", "周小红"),
        ("五年级学生郑小亮来了", "郑小亮"),
        ("六年级的冯小雨", "冯小雨"),
        ("三（2）班陈小丽说", "陈小丽"),
        ("三年级二班的陈丽和同桌", "陈丽"),
        ("他的孙女杨小桃（小学三年级）", "杨小桃"),
        ("初一女生韩小梅", "韩小梅"),
        ("幼儿园的何小朵也来了", "何小朵"),
        ("他9岁的弟弟赵小满", "赵小满"),
        ("他的女儿王小红在苗圃中学读书", "王小红"),
        ("孙女李小红在衡阳附小读书", "李小红"),
        ("外孙李小刚在读高中", "李小刚"),
        ("高中生梁晨在服务台", "梁晨"),
        ("9岁的**王小明**", "王小明"),
        ("9岁的\n王小明", "王小明"),
        ("**王小明**小朋友", "王小明"),
        ("**王小明**（9岁）", "王小明"),
        ("王小明 小**朋友**", "王小明"),
        ("[王小明](https://x.cn/?a=1)小朋友", "王小明"),
        ("王小明&nbsp;９岁", "王小明"),
        ("小学生周小红 今天来", "周小红"),
    ],
)
def test_a_child_s_full_name_is_found(text: str, name: str) -> None:
    assert [(text.index(name), name)] == list(named_children(text))


def test_a_name_is_found_through_marks_and_as_it_is_read() -> None:
    text = "苗圃小学的王\n**小明**同学和陳小山小朋友"
    assert list(named_children(text)) == [(text.index("王"), "王小明"), (text.index("陳"), "陈小山")]


@pytest.mark.parametrize(
    "text",
    [
        "28岁的王小明", "十八岁的王小明", "60岁的王大爷带着小朋友", "王奶奶，8岁的孙女", "9岁的李某", "9岁的张同学", "王小明7岁起学艺", "王大海16岁参军", "陈海，8岁随父来衡",
        "高年级同学", "谢谢小朋友", "小学里许多同学", "五年级同学们张贴同学的画", "周五小学同学来了", "刘老师带小朋友", "王芳老师和小朋友",
        "黄奶奶抱着3岁的孙女", "小明同学在小学", "李强同学在党校", "小区建成8岁了", "向小朋友们问好", "各位同学、小学老师", "苗圃小学全体同学",
        "陪伴10岁以下儿童", "周末小朋友来画画", "孙女8岁",
        "## 王芳\n小朋友来画画", "* 王芳\n* 小朋友来画画",
        "小学生唐诗朗诵", "小学生田径。", "中学生何时放学", "小学生宋词、唐诗比赛", "小学生周末来", "五年级的王老师在讲", "幼儿园何处有", "小学生贺卡义卖",
        "他孙女杨小桃", "大学生周小红", "值（2）班李师傅", "三年级学生谢谢志愿者", "小学生黄色小帽", "六年级的梁老师", "小学门口，孙女和奶奶",
    ],
)  # fmt: skip
def test_what_is_no_child_s_name_is_let_through(text: str) -> None:
    assert list(named_children(text)) == []


def test_names_that_the_site_knows_are_no_alarm() -> None:
    files = {
        **MINOR,
        "content/site.yaml": SITE,
        "content/volunteers/wang.yaml": volunteer(name="王小明"),
        "content/volunteers/chen.yaml": volunteer(name="陳小海"),
        "content/roster.yaml": "- {岗位: 书记, 姓名: 李国强, 起: 2026-01-01, 是否公开: 是}\n",
        "content/pages/about.yaml": page().replace(
            "一句话介绍。", "王小明（9岁）、李国强（9岁）、张小雨（9岁）、陳小海（9岁）、陈小山（9岁）"
        ),
    }
    assert [line for line in lines(site_of(files)) if "[minor]" in line] == [
        "content/pages/about.yaml:4:37: 错误: 这里好像写了未成年人的姓名：陈同学 [minor]"
    ]
