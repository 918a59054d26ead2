"""`hyqz schema`: both languages of keys, and never stricter than the check."""

import json
from typing import Any

import pytest

from hyqz_site.desk import schema
from hyqz_site.model.fields import specs
from hyqz_site.model.kinds import KINDS
from hyqz_site.model.kinds.common import Kind
from hyqz_site.source import nodes, tree
from tests.helpers import ROOT

FILES = {path: json.loads(data) for path, data in schema.files().items()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_both_names_of_every_field_are_there(kind: Kind) -> None:
    cls: type = kind.record
    found = FILES[f".schema/{kind.collection}.json"]

    assert set(found["properties"]) == {name for spec in specs(cls) for name in (spec.label, spec.key)}
    assert {"anyOf": [{"required": ["摘要"]}, {"required": ["summary"]}]} in found["allOf"]


def test_it_is_the_same_every_time() -> None:
    assert schema.files() == schema.files()


def faults(value: nodes.Node, rule: Any, at: str = "") -> list[str]:  # noqa: ANN401 - a schema
    """Return where a value breaks its schema, by the words that ours uses."""
    if "anyOf" in rule and not any(not faults(value, one, at) for one in rule["anyOf"]):
        return [f"{at}: none of them fits"]
    if isinstance(value, nodes.Mapping) and rule.get("type") == "object":
        given = {entry.key.text: entry.value for entry in value.entries}
        wrong = [f"{at}: {name} is unknown" for name in given if name not in rule["properties"]]
        lacking = (one for one in rule.get("allOf", []) if not any(c["required"][0] in given for c in one["anyOf"]))
        wrong += [f"{at}: {one} is missing" for one in lacking]
        return wrong + [
            fault
            for name, part in given.items()
            for fault in faults(part, rule["properties"].get(name, {}), f"{at}.{name}")
        ]
    if isinstance(value, nodes.Sequence) and rule.get("type") == "array":
        return [fault for item in value.items for fault in faults(item, rule["items"], f"{at}[]")]
    if isinstance(value, nodes.Scalar):
        allowed = rule.get("enum")
        if allowed is not None:
            return [] if value.text in map(str, allowed) else [f"{at}: {value.text}"]
        is_scalar = "string" in rule.get("type", ["string"])
        return [] if is_scalar and len(value.text) <= rule.get("maxLength", 10**9) else [f"{at}: {value.text}"]
    return [] if isinstance(value, nodes.Absent) or "anyOf" in rule else [f"{at}: wrong shape"]


def test_the_demonstration_keeps_its_schemas() -> None:
    from hyqz_site.model.kinds import BY_COLLECTION, FIELD_NAMES  # noqa: PLC0415
    from hyqz_site.problem import Problems  # noqa: PLC0415
    from hyqz_site.source import document  # noqa: PLC0415

    wrong = []
    for file in tree.read(ROOT).under("content"):
        collection = file.path.split("/")[1]
        if collection in BY_COLLECTION and file.path.endswith((".md", ".yaml")):
            read = document.parse(file.path, file.read(), FIELD_NAMES, Problems())
            assert read
            wrong += faults(read.tree.root, FILES[f".schema/{collection}.json"], file.path)
    assert wrong == []
