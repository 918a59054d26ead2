"""审稿单: a record as a page to print, to read with a pen and to sign, with its pictures and who has signed so far."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from hyqz_site.model.kinds import kind_of
from hyqz_site.model.kinds.common import PICTURES
from hyqz_site.model.ledger import Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyqz_site.model.kinds.common import Record
    from hyqz_site.model.reviews import Paper, Review

_STYLE: Final = """
body{font:12pt/1.8 "Noto Serif SC","Source Han Serif SC","Songti SC",SimSun,serif;max-width:178mm;margin:12mm auto;
color:#000;background:#fff}
h1{font-size:20pt;text-align:center;letter-spacing:.3em;margin:0 0 4mm}
h2{font-size:13pt;margin:6mm 0 2mm}
table{width:100%;border-collapse:collapse}
th,td{border:1px solid #000;padding:2mm 3mm;text-align:left;vertical-align:top}
th{white-space:nowrap;font-weight:normal}
.text{white-space:pre-wrap;border:1px solid #000;padding:4mm 12mm 4mm 4mm}
.sign td{height:16mm}
figure{display:inline-block;width:56mm;margin:0 2mm 2mm 0;vertical-align:top;font-size:9pt}
img{max-width:56mm;max-height:56mm}
code{font-size:8pt;word-break:break-all}
@page{size:A4;margin:14mm}@media print{body{margin:0}tr,figure{break-inside:avoid}}
"""
_QUESTIONS: Final = {
    Step.FIRST: "事实、姓名、职务、数字、日期；错别字、标点；照片和说明",
    Step.SECOND: "口径、来源、同意书；表述是否准确、得体；初审意见是否改好",
    Step.FINAL: "导向、保密、个人信息；能否公开发布",
}
"""What each step looks at (domain notes §4)."""


def sheet(record: Record, paper: Paper, review: Review, pictures: Mapping[str, str], printed: str) -> str:
    """The sheet as HTML; `pictures` are the addresses of the record's pictures by their written names."""
    head = [
        ("类别", kind_of(record).label),
        ("标题", record.title),
        ("编号", f"{kind_of(record).collection}/{record.id}"),
        ("来源、作者", "　".join(filter(None, (record.source, record.author))) or "—"),
        ("打印", printed),
    ]
    text = paper.said.partition("\n")[2]
    listed = "<br>".join(escape(name) for name, _ in paper.files)
    shown = "".join(
        f'<figure><img src="{escape(address)}" alt=""><figcaption>{escape(name)}</figcaption></figure>'
        for name, address in pictures.items()
        if name.lower().endswith(PICTURES)
    )
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="robots" content="noindex">\n<title>审稿单：{escape(record.title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>审稿单</h1>\n<table>\n"
        + "".join(f"<tr><th>{label}</th><td>{escape(value)}</td></tr>\n" for label, value in head)
        + f'</table>\n<h2>内容</h2>\n<div class="text">{escape(text)}</div>\n'
        + (f"<h2>图片和影片</h2>\n{shown}\n<p>{listed}</p>\n" if listed else "")
        + f"<h2>三审三校</h2>\n{_signatures(review)}"
        + f"<p>任何两步最好不是同一个人；至少要有两个人。摘要 <code>{escape(paper.digest)}</code></p>\n"
        + "</body>\n</html>\n"
    )


def _signatures(review: Review) -> str:
    signed = {row.step: row for row in review.chain or review.done}
    rows = []
    for step in Step:
        row = signed.get(step)
        cells = (row.note, f"{row.name}（{row.post}）", f"{row.day:%Y-%m-%d}") if row else ("", "", "")
        rows.append(
            f"<tr><th>{step}</th><td>{_QUESTIONS[step]}</td>"
            + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            + "</tr>"
        )
    heading = "<tr><th>环节</th><th>看什么</th><th>意见</th><th>签字（职务）</th><th>日期</th></tr>"
    return f'<table class="sign">\n{heading}\n' + "\n".join(rows) + "\n</table>\n"
