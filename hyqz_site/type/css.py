"""What a style sheet must say about text that is measured here.

- Set it in longhands, or after the shorthand `font:`, which takes `font-kerning` and `font-feature-settings` back.
- A slide or card that hands over line by line what `fit.layout` made sets `white-space: pre` instead.
- A text that the browser is to break by itself goes through `breaks.bound`.
- `text-rendering` matters: without it Chromium on Linux rounds every glyph to whole pixels.
"""

from typing import Final

MEASURED: Final = """\
font-kerning: normal;
font-feature-settings: "chws";
font-synthesis: none;
letter-spacing: 0;
word-spacing: 0;
text-rendering: geometricPrecision;
text-spacing-trim: space-all;
text-autospace: no-autospace;
text-wrap: wrap;
white-space: pre-line;
line-break: strict;
word-break: normal;
overflow-wrap: anywhere;
hyphens: manual;
"""
"""Declarations for a rule. Older browsers skip what they do not know, and lay out the same."""
