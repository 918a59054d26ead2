"""Which record a command means: whoever gives a name is told how it is written."""

import pytest

from hyqz_site.desk import DeskError, which
from hyqz_site.model.site import Site
from tests.helpers import known_site
from tests.unit.model.records import page, team, volunteer


@pytest.fixture
def site() -> Site:
    return known_site(
        {
            "content/volunteers/zhou-xiaoqing.yaml": volunteer("称呼: 周老师\n"),
            "content/volunteers/zhou-xiaoqing-2.yaml": volunteer(),
            "content/teams/hulu-dui.yaml": team(),
            "content/pages/about.yaml": page(),
            "content/pages/broken.yaml": "标题: 缺东西\n状态: 发布\n",
        }
    )


@pytest.mark.parametrize(
    "text", ["volunteers/zhou-xiaoqing", "志愿者/zhou-xiaoqing", "志愿者\\\\zhou-xiaoqing", " 志愿者／zhou-xiaoqing/"]
)
def test_kind_and_id(text: str, site: Site) -> None:
    assert which.key_of(text.replace("\\\\", "\\"), lambda: site) == ("volunteer", "zhou-xiaoqing")


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("content/volunteers/zhou-xiaoqing.yaml", "志愿者/zhou-xiaoqing"),
        ("content\\volunteers\\zhou-xiaoqing.md", "志愿者/zhou-xiaoqing"),
        (r"D:\网站\content\volunteers\zhou-xiaoqing.yaml", "志愿者/zhou-xiaoqing"),
        ("./content/volunteers/zhou-xiaoqing.yaml", "志愿者/zhou-xiaoqing"),
        ("content/volunteers/zhou-xiaoqing.yaml:5:5:", "志愿者/zhou-xiaoqing"),
        ("content/volunteers/zhou-xiaoqing/index.md", "志愿者/zhou-xiaoqing"),
        ("content/volunteers/zhou-xiaoqing/", "volunteers/zhou-xiaoqing"),
        ("volunteers/zhou-xiaoqing.yaml", "志愿者/zhou-xiaoqing"),
        ("content/activities/2021/qingjie.md", "活动/qingjie"),
        ("content/volunteers/李晓雁（1）.md", "志愿者/李晓雁（1）"),
        ("content/site.yaml", "content/site.yaml"),
    ],
)
def test_the_path_of_a_record_s_file_means_the_record(path: str, meant: str) -> None:
    assert which.named(path) == meant


def test_a_path_is_as_good_as_kind_and_id(site: Site) -> None:
    assert which.key_of("content/volunteers/zhou-xiaoqing.yaml:1:1", lambda: site) == ("volunteer", "zhou-xiaoqing")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("content/site.yaml", "“content/site.yaml”请写成 类别/编号，例如 志愿者/li-xiaoyan。"),
        ("护路志愿队", "“护路志愿队”请写成 团队/hulu-dui（护路志愿队）。"),
        ("hulu-dui", "“hulu-dui”请写成 团队/hulu-dui（护路志愿队）。"),
        ("周老师", "“周老师”请写成 志愿者/zhou-xiaoqing（周晓晴）。"),
        ("周晓晴", "“周晓晴”请写成 志愿者/zhou-xiaoqing-2（周晓晴），或者 志愿者/zhou-xiaoqing（周晓晴）。"),
        ("张三", "“张三”请写成 类别/编号，例如 志愿者/li-xiaoyan。"),
    ],
)
def test_a_name_in_their_place(text: str, said: str, site: Site) -> None:
    with pytest.raises(DeskError) as raised:
        which.key_of(text, lambda: site)
    assert str(raised.value) == said


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (("team", "护路志愿队"), "没有 团队/护路志愿队 这条记录。请写成 团队/hulu-dui（护路志愿队）。"),
        (("team", "hulu"), "没有 团队/hulu 这条记录。是不是“hulu-dui”？"),
        (("page", "broke"), "没有 页面/broke 这条记录。是不是“broken”？"),
        (("team", "about"), "没有 团队/about 这条记录。"),
    ],
)
def test_nobody_of_that_id(key: tuple[str, str], said: str, site: Site) -> None:
    assert str(which.missing(key, site)) == said
