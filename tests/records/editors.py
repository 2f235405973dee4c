"""What editors make of a file: they type it as YAML 1.2 does, and ask the schema, whose patterns JavaScript reads."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from jsonschema import Draft202012Validator, ValidationError, validators


class _Yaml12(yaml.CSafeLoader):
    """Types scalars by the core schema of YAML 1.2.2 (section 10.3.2), where dates are texts."""


_Yaml12.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("tag:yaml.org,2002:int", r"[-+]?[0-9]+", "-+0123456789"),
    ("tag:prst,2026:octal", r"0o[0-7]+|0x[0-9a-fA-F]+", "0"),
    ("tag:yaml.org,2002:float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("tag:yaml.org,2002:float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+."),
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Yaml12.add_implicit_resolver(_tag, re.compile(rf"(?:{_pattern})\Z"), list(_first))
_Yaml12.add_constructor("tag:prst,2026:octal", lambda _loader, node: int(node.value, 0))
# PyYAML's own would read 010 as eight, and 1_000 as a number
_Yaml12.add_constructor("tag:yaml.org,2002:int", lambda _loader, node: int(node.value))


def load_as_editors_do(text: str) -> Any:
    """What a file says: `oui` is a text, `2026` a number, `true` a boolean, `~` nothing."""
    return yaml.load(text, Loader=_Yaml12)  # noqa: S506 - a safe loader


def _matches(pattern: str, text: str) -> bool:
    """Whether a text matches as in JavaScript, where `$` is the end and not the line break before it."""
    return bool(re.search(re.sub(r"\$(?=[)|]|$)", r"\\Z", pattern), text))


def _check_pattern(_validator: Any, pattern: str, value: Any, _schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    if isinstance(value, str) and not _matches(pattern, value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


Editor: Any = validators.extend(Draft202012Validator, {"pattern": _check_pattern})  # type: ignore[no-untyped-call]
"""A validator of JSON Schema, such as editors have."""
