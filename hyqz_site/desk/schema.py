"""`hyqz schema`: a JSON Schema of every kind, for completion and red underlines in editors; both languages of keys.

The schema is a help while typing and never stricter than `hyqz check`: what it cannot say, it leaves to the check.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from hyqz_site.desk import forms
from hyqz_site.model import singletons
from hyqz_site.model.choices import Bool, Enum
from hyqz_site.model.context import FieldType
from hyqz_site.model.fields import Either, Group, ListOf, Spec, Text, specs
from hyqz_site.model.kinds import KINDS
from hyqz_site.model.numbers import Number
from hyqz_site.model.singletons import Post, Rules, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = ".schema"
_DIALECT: Final = "http" + "://json-schema.org/draft-07/schema#"
"""The dialect's name, as the standard spells it; nothing is fetched from there."""
_SCALAR: Final = ["string", "number", "boolean", "null"]
"""Every scalar is text until its field reads it: `0734`, `是` and `2021-05-12` alike."""


def files() -> dict[str, bytes]:
    """Every schema by its path in the project, and the settings that tell VS Code which file follows which."""
    found: dict[str, object] = {}
    globs: dict[str, list[str]] = {}
    for kind in KINDS:
        cls: type = kind.record
        name = f"{FOLDER}/{kind.collection}.json"
        found[name] = {"$schema": _DIALECT, "title": kind.label, **_of_class(cls)}
        globs[f"./{name}"] = [f"content/{kind.collection}/**/*.{suffix}" for suffix in ("yaml", "yml")]
    for path, title, schema in (
        (singletons.SITE_FILE, "网站设置", _of_class(Settings)),
        (singletons.RULES_FILE, "规则", _of_class(Rules)),
        (singletons.ROSTER_FILE, "岗位名册", {"type": "array", "items": _of_class(Post)}),
    ):
        name = f"{FOLDER}/{path.rpartition('/')[2].removesuffix('.yaml')}.json"
        found[name] = {"$schema": _DIALECT, "title": title, **schema}
        globs[f"./{name}"] = [path]
    found[f"{FOLDER}/vscode-settings.json"] = {"yaml.schemas": globs}
    return {path: (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode() for path, schema in found.items()}


def _of_class(cls: type) -> dict[str, Any]:
    properties: dict[str, object] = {}
    required: list[object] = []
    for spec in specs(cls):
        schema = {"title": spec.label, "description": forms.meaning(spec.type), **_of_type(spec.type)}
        for name in _names(spec):
            properties[name] = schema
        if spec.required:
            required.append({"anyOf": [{"required": [name]} for name in _names(spec)]})
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"allOf": required} if required else {})


def _names(spec: Spec) -> list[str]:
    """The Chinese label first: editors offer names in this order."""
    return list(dict.fromkeys([spec.label, spec.key]))


def _of_type(type_: FieldType) -> Mapping[str, object]:
    match type_:
        case ListOf():
            item = dict(_of_type(type_.item))
            most = {"maxItems": type_.limit} if type_.limit else {}
            found: dict[str, object] = {"anyOf": [{"type": "array", "items": item, **most}, item, {"type": "null"}]}
        case Group():
            found = {"anyOf": [_of_class(type_.cls), {"type": "null"}]}
        case Enum():
            names = [name for member in type_.values for name in (member.value, member.name.lower())]
            found = {"enum": [*dict.fromkeys(names), None]}
        case Bool():
            found = {"enum": ["是", "否", True, False, "true", "false", "yes", "no", None]}
        case Either():
            found = {"anyOf": [_of_type(type_.first), _of_type(type_.second)]}
        case Number():
            found = {"type": ["string", "number", "null"]}
        case _:
            limit = type_.limit if isinstance(type_, Text) else 0
            found = {"type": _SCALAR, **({"maxLength": limit} if limit else {})}
    return found
