"""What texts show must be a picture, and is said where it is not."""

from tests.helpers import SITE, Files, lines, picture, site_of
from tests.unit.images.films import film
from tests.unit.model.records import page

FILM = (
    "标题: 甲\n状态: 发布\n发布日期: 2026-11-01\n摘要: 示例\n类型: 短视频\n文件: film.mp4\n海报帧: {文件: b.jpg, 替代文字: 某}\n"
    "时长: 9\n字幕: 是\n文字版: 某\n主办: 某\n版权: 某\n"
)


def test_a_film_in_a_text_is_no_picture_and_its_own_record_is_not_blamed() -> None:
    files: Files = {
        "content/site.yaml": SITE,
        "content/pages/about.md": f"---\n{page()}---\n看：![影片](film.mp4)\n",
        "content/films/x.yaml": FILM,
        "content/media/film.mp4": film(),
        "content/media/b.jpg": picture(900, 700, (1, 2, 3)),
    }
    assert [line for line in lines(site_of(files)) if "film.mp4" in line or "影片" in line] == [
        "content/pages/about.md:7:9: 错误: “film.mp4”不是图片 [wrong-type]",
        "    影片请建一条“影像”记录，这里写它的链接：[片名](films/编号)。",
    ]
