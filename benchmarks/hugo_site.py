"""The same records as a Hugo site, for `build.py --peer hugo`.

Hugo gets what a straightforward author would give it: a page for each record with its facts, its text and the records
that name it, lists of 24, a hub with a list for each community, the home page, sitemap and feed. Our pages carry more
(drawings, filters, boards for printing, data for machines), so the comparison favours Hugo.
"""

from __future__ import annotations

import re
from pathlib import Path

KEYS = {"姓名": "title", "标题": "title", "名称": "title", "摘要": "summary", "发布日期": "date", "社区": "community"}
CONFIG = """baseURL = "https://example.gov.cn/"
languageCode = "zh-Hans"
title = "示例网站"
hasCJKLanguage = true
[pagination]
  pagerSize = 24
[taxonomies]
  community = "community"
[markup.goldmark.renderer]
  unsafe = false
"""
BASE = """<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ .Site.Title }}</title>
<meta name="description" content="{{ .Summary | plainify }}">
<link rel="canonical" href="{{ .Permalink }}">
<meta name="SiteName" content="{{ .Site.Title }}">
<meta name="ColumnName" content="{{ .Section }}">
<meta name="ArticleTitle" content="{{ .Title }}">
<meta name="PubDate" content="{{ .Date.Format "2006-01-02" }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:description" content="{{ .Summary | plainify }}">
<meta property="og:url" content="{{ .Permalink }}">
<link rel="stylesheet" href="{{ "site.css" | relURL }}">
</head>
<body class="page page--{{ .Section }}">
<a class="skip" href="#main">跳到正文</a>
<header class="masthead"><nav class="nav"><ul>
{{ range .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></nav></header>
<main id="main">{{ block "main" . }}{{ end }}</main>
<footer class="footer"><ul>
{{ range .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul><p>主办：示例街道</p></footer>
</body>
</html>
"""
CARD = """<article class="card"><h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
<p class="card__kicker">{{ .Section }}</p><p>{{ .Params.summary }}</p>
<p class="card__note">{{ .Date.Format "2006-01-02" }}</p></article>
"""
SINGLE = """{{ define "main" }}
<article class="record"><h1>{{ .Title }}</h1><p class="lead">{{ .Params.summary }}</p>
<dl class="facts">
{{ range $key, $value := .Params.facts }}<div><dt>{{ $key }}</dt><dd>{{ $value }}</dd></div>
{{ end }}</dl>
<div class="prose">{{ .Content }}</div>
{{ with .Params.team }}{{ with site.GetPage (printf "teams/%s" .) }}
<section><h2>队伍</h2>{{ partial "card.html" . }}</section>
{{ end }}{{ end }}
{{ if eq .Section "teams" }}{{ $id := .File.ContentBaseName }}
<section><h2>相关</h2>
{{ range first 12 (where .Site.RegularPages "Params.team" $id) }}{{ partial "card.html" . }}{{ end }}
</section>
{{ end }}
</article>
{{ end }}
"""
LIST = """{{ define "main" }}
<h1>{{ .Title }}</h1><p>共 {{ len .Pages }} 条</p>
{{ $pages := .Paginate .Pages }}
{{ range $pages.Pages }}{{ partial "card.html" . }}{{ end }}
{{ template "_internal/pagination.html" . }}
{{ end }}
"""
HOME = """{{ define "main" }}
<h1>{{ .Site.Title }}</h1>
{{ range first 12 .Site.RegularPages }}{{ partial "card.html" . }}{{ end }}
{{ end }}
"""


def make(project: Path, folder: Path) -> None:
    """Write a Hugo site of the records of `project` into `folder`."""
    layouts = {
        "layouts/_default/baseof.html": BASE,
        "layouts/_default/single.html": SINGLE,
        "layouts/_default/list.html": LIST,
        "layouts/index.html": HOME,
        "layouts/partials/card.html": CARD,
        "hugo.toml": CONFIG,
    }
    for name, text in layouts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in sorted((project / "content").rglob("*.md")):
        write(path, folder / path.relative_to(project))


def write(source: Path, target: Path) -> None:
    """Write one record as Hugo reads it."""
    _, head, body = source.read_text(encoding="utf-8").split("---\n", 2)
    lines, facts = [], []
    for line in head.splitlines():
        key, colon, value = line.partition(": ")
        if not colon or line.startswith(" "):
            continue
        if key in KEYS:
            value = f"[{value}]" if key == "社区" else value
            lines.append(f"{KEYS[key]}: {value}")
        else:
            facts.append(f'  {key}: "{value}"')
    team = re.search(r"team-\d+", head)
    if team and target.parent.name != "teams":
        lines.append(f"team: {team.group()}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(["---", *lines, "facts:", *facts, "---", body]), encoding="utf-8")
