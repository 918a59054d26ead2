"""What is wrong with a template, in Chinese: jinja2 says it in English, and speaks of our classes."""

from __future__ import annotations

from typing import Final

from hyqz_site.model.naming import did_you_mean
from hyqz_site.patterns import later

_SAID: Final = (
    (r"Unexpected end of template\..*block that needs to be closed is '(\w+)'", "“{0}”没有结束，要有 {{% end{0} %}}"),
    (r"Encountered unknown tag '(\w+)'\..*block that needs to be closed is '(\w+)'", "“{1}”还没有结束，不能写“{0}”"),
    (r"Encountered unknown tag '(end\w+|else|elif)'", "“{0}”没有开头"),
    (r"Encountered unknown tag '(\w+)'", "没有叫“{0}”的标签"),
    (r"Expected an expression, got '(.+)'", "“{0}”前面缺少内容"),
    (r"expected token '(.+)', got '(.+)'", "这里应该是“{0}”，写的是“{1}”"),
    (r"unexpected end of template, expected '(.+)'", "模板没有写完，缺少“{0}”"),
    (r"unexpected char (['\"])(.+)\1 at", "这里不能写“{1}”"),
    (r"unexpected '(.+)', expected '(.+)'", "这里应该是“{1}”，写的是“{0}”"),
    (r"unexpected '(.+)'", "这里不能写“{0}”"),
    (r"No filter named '(.+)'", "没有叫“{0}”的过滤器"),
    (r"No test named '(.+)'", "没有叫“{0}”的判断"),
    (r"block '(\w+)' defined twice", "“{0}”这一块写了两次"),
    (r"Missing end of comment tag", "注释没有结束，要有 #}}"),
    (r"Missing end of raw directive", "“raw”没有结束，要有 {{% endraw %}}"),
    (r"parameter '(\w+)' was not provided", "这里要给“{0}”"),
    (r"the template '(.+?)' \(imported on .*\) does not export the requested name '(\w+)'", "“{0}”里没有“{1}”"),
)
"""What is said in English begins so, and how we say it."""
_TOKENS: Final = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "end of template": "模板的结尾",
    "name": "名字",
    "string": "文字",
    "integer": "整数",
}
"""What jinja2 calls a part of a template, and what stands there."""
_PATTERNS: Final = tuple((later(english), chinese) for english, chinese in _SAID)


def in_chinese(said: str) -> str:
    """What jinja2 says, in Chinese where it is one of the usual things; `said` as it is where it is not."""
    for pattern, chinese in _PATTERNS:
        if found := pattern.match(said):
            return chinese.format(*(_TOKENS.get(token, token) for token in found.groups()))
    return said


def lacking(owner: object, name: object) -> str:
    """That a thing which a template was given has no `name`, and which one may have been meant."""
    near = did_you_mean(str(name), [one for one in dir(owner) if not one.startswith("_")])
    return f"{type(owner).__name__} 里没有“{name}”{'，' if near else ''}{near}"
