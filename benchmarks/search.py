"""From a key to the first results of the search that are laid out, in a browser, and a bare loop over the same texts.

    python benchmarks/search.py SITE [--records 1000 10000] [--rounds 7]

`SITE` is a site that was built, the demonstration's best. Its records are taken again and again, each time with other
words in their titles, and without full texts. The bare loop asks every title and summary whether it holds the query:
the machine is shared, so quote the ratios. To aim at: 50 ms at 1,000 records, 150 ms at 10,000.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Route, sync_playwright

from hyqz_site.engines.finder import find_browser

QUERIES = ("路", "路口", "志愿 服务", "lxm", "xiaoman", "查无此词")
TIMED = """
([query, rounds]) => {
  const input = document.querySelector("[data-input]"), data = window.hyqzIndex
  const ours = [], bare = []
  for (let round = 0; round < rounds; round += 1) {
    input.value = ""
    input.dispatchEvent(new Event("input"))
    input.value = query
    const start = performance.now()
    input.dispatchEvent(new Event("input"))
    void document.querySelector("[data-results]").offsetHeight
    ours.push(performance.now() - start)
    const again = performance.now()
    let count = 0
    for (let n = 0; n < data.title.length; n += 1) count += (data.title[n] + data.summary[n]).includes(query)
    bare.push(performance.now() - again)
  }
  return [ours, bare].map(times => times.sort((one, other) => one - other)[rounds >> 1])
}
"""


def grown(site: Path, count: int) -> dict[str, Any]:
    """The index of the site with so many records."""
    dice = random.Random(20261123)  # noqa: S311 - the same each time
    text = next((site / "assets/search").glob("index.*.js")).read_text(encoding="utf-8")
    index: dict[str, Any] = json.loads(text.removeprefix("window.hyqzIndex=").removesuffix(";\n"))
    letters = sorted({letter for title in index["title"] for letter in title})
    times = -(-count // len(index["title"]))
    more = {**index, "texts": []}
    for name in ("kind", "community", "sample", "id", "day", "summary", "more"):
        more[name] = (index[name] * times)[:count]
    more["title"] = ["".join(dice.choices(letters, k=4)) + title for title in index["title"] * times][:count]
    return more


def measure(site: Path, records: list[int], rounds: int) -> None:
    """Print the medians of each query, and their ratio to the bare loop."""
    name = next((site / "assets/search").glob("index.*.js")).name
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(os.environ), args=arguments)
        for count in records:
            script = f"window.hyqzIndex={json.dumps(grown(site, count), ensure_ascii=False)};"
            page = browser.new_page(viewport={"width": 1100, "height": 900})
            page.route(f"**/{name}", partial(_answer, script))
            page.goto((site.resolve() / "search.html").as_uri())
            for query in QUERIES:
                ours, bare = page.evaluate(TIMED, [query, rounds])
                ratio = ours / max(bare, 0.1)
                print(f"{count:>7} {query:<10} {ours:7.1f} ms   bare loop {bare:6.2f} ms   x{ratio:.1f}")
            page.close()
        browser.close()


def _answer(script: str, route: Route) -> None:
    route.fulfill(body=script, content_type="text/javascript; charset=utf-8")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    measure(arguments.site, arguments.records, arguments.rounds)


if __name__ == "__main__":
    main()
