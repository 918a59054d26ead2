"""The pages that stand for all: one of each template, found in a built site."""

from collections.abc import Iterator
from pathlib import Path

ONE_OF_EACH = (
    "index.html",
    "404.html",
    "about.html",
    "join.html",
    "search.html",
    "activities/index.html",
    "activities/by/2026-11.html",
    "activities/qiaomen-dongji.html",
    "activities/jiaotong-quandao-ri.html",
    "awards/index.html",
    "awards/2025.html",
    "benefits/xingji-jiuyi.html",
    "channels/index.html",
    "channels/shili-erweima.html",
    "communities/index.html",
    "communities/dongfangli.html",
    "figures/index.html",
    "figures/zhuce-zhiyuanzhe.html",
    "films/index.html",
    "films/jieguo-hong-majia.html",
    "news/index.html",
    "news/sishi-nian-hou.html",
    "notices/zuimei-gongshi.html",
    "places/zhuti-gongyuan.html",
    "projects/lukou-shi-fenzhong.html",
    "teams/hulu-dui.html",
    "trainings/index.html",
    "trainings/jijiu-ketang.html",
    "volunteers/index.html",
    "volunteers/by/stars-4.html",
    "volunteers/li-guixiang.html",
    "volunteers/li-guixiang/panel.html",
)


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """Give every page of the list by its path and its address."""
    for path in ONE_OF_EACH:
        assert (site / path).is_file(), f"{path} is gone: name another page of its kind in {Path(__file__).name}"
        yield path, (site / path).as_uri()
