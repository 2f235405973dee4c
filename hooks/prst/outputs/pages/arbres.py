"""A template of records as lists, for the browser to fill (hooks/javascripts/formulaire/gabarits.js).

The first of each list says what it is. Only what Jinja has and our templates use is written: another kind of node is a
KeyError, which tests see.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache, partial
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from prst.outputs.pages.rendering import icon

_SPACES = re.compile(r"\s+")


Read = Callable[[str, frozenset[str]], nodes.Template]
"""Reads a template, without what is shown of names that hold nothing. What it returns is shared: nobody changes it."""


def reading(env: jinja2.Environment, left_out: Collection[str], instead: Mapping[str, str]) -> Read:
    """Return what reads each template once, which is most of the work, without parts and macros in `left_out`.

    `instead` names macros in whose place the browser calls a function of its own, and these functions.
    """
    return cache(partial(_pruned, env, left_out, instead))


def trees(read: Read, name: str, absent: frozenset[str]) -> Iterator[tuple[str, list[Any]]]:
    """Yield each template that one needs, with its tree; of those whose macros it borrows, these alone.

    Names in `absent` hold nothing.
    """
    borrowed: dict[str, set[str]] = {}
    whole = [name]
    for one in whole:
        body = read(one, absent).body
        whole += [node.template.value for node in _found(body, nodes.Include)]
        for other, names in _borrowed(body):
            borrowed.setdefault(other, set()).update(names)
        yield one, _body(body)
    kept: dict[str, list[nodes.Node]] = {}
    waiting = list(borrowed)
    while waiting:
        one = waiting.pop()
        kept[one] = _macros(read(one, frozenset()).body, borrowed[one])
        for other, names in _borrowed(kept[one]):
            known = borrowed.setdefault(other, set())
            if not names <= known:
                known |= names
                waiting.append(other)
    yield from ((one, _body(body)) for one, body in kept.items())


def _found(body: Iterable[nodes.Node], kind: type[nodes.Node]) -> Iterator[Any]:
    for node in body:
        if isinstance(node, kind):
            yield node
        yield from node.find_all(kind)


def _names(body: Iterable[nodes.Node]) -> set[str]:
    return {node.name for node in _found(body, nodes.Name) if node.ctx == "load"}


def _borrowed(body: Sequence[nodes.Node]) -> Iterator[tuple[str, set[str]]]:
    for node in (node for node in _found(body, nodes.FromImport) if node.names):
        yield node.template.value, {one if isinstance(one, str) else one[0] for one in node.names}


def _macros(body: Sequence[nodes.Node], wanted: Collection[str]) -> list[nodes.Node]:
    """Return the macros of a template that have the wanted names, and what these need of it."""
    kept: list[nodes.Node] = [node for node in body if isinstance(node, nodes.Macro) and node.name in wanted]
    needed = {*wanted, *_names(kept)}
    if needed != set(wanted):
        return _macros(body, needed)
    others = (node for node in body if isinstance(node, nodes.FromImport | nodes.Assign))
    return [*(one for node in others for one in _used([node], needed)), *kept]


def _used(body: list[nodes.Node], names: Collection[str]) -> list[nodes.Node]:
    """Return what of some nodes gives one of the names."""
    kept = [_importing(node, names) if isinstance(node, nodes.FromImport) else node for node in body]
    return [node for node in kept if not isinstance(node, nodes.FromImport) or node.names]


def _importing(node: nodes.FromImport, names: Collection[str]) -> nodes.FromImport:
    """Return the import of those names alone."""
    narrowed = copy(node)
    narrowed.names = [one for one in node.names if (one if isinstance(one, str) else one[1]) in names]
    return narrowed


def _otherwise(node: nodes.If) -> list[nodes.Node]:
    """Return what stands where the test of a choice fails."""
    if not node.elif_:
        return node.else_
    following = node.elif_[0]
    return [nodes.If(following.test, following.body, node.elif_[1:], node.else_)]


class _Pruning(NodeTransformer):
    """Leaves out what a preview never shows."""

    def __init__(self, absent: Collection[str], left_out: Collection[str], instead: Mapping[str, str]) -> None:
        self._absent = absent
        self._left_out = left_out
        self._instead = instead

    def _never(self, test: nodes.Node) -> bool:
        if isinstance(test, nodes.Name):
            return test.name in self._absent
        if isinstance(test, nodes.Or | nodes.And):
            found = self._never(test.left), self._never(test.right)
            return all(found) if isinstance(test, nodes.Or) else any(found)
        return isinstance(test, nodes.Not) and isinstance(test.node, nodes.Const) and bool(test.node.value)

    def visit_If(self, node: nodes.If) -> Any:
        """Keep what may be shown of a choice."""
        if self._never(node.test):
            return [one for each in _otherwise(node) for one in self.visit_list(each)]
        return self.generic_visit(node)

    def visit_For(self, node: nodes.For) -> Any:
        """Keep what stands for a list that is empty."""
        if self._never(node.iter):
            return [one for each in node.else_ for one in self.visit_list(each)]
        return self.generic_visit(node)

    def visit_Include(self, node: nodes.Include) -> Any:
        """Leave out parts that show other records."""
        return None if node.template.value in self._left_out else node  # type: ignore[attr-defined]

    def visit_Call(self, node: nodes.Call) -> Any:
        """Leave out macros that show other records."""
        called = node.node
        if isinstance(called, nodes.Name) and called.name in self._left_out:
            return nodes.Const("")
        if isinstance(called, nodes.Name):
            called.name = self._instead.get(called.name, called.name)
        return self.generic_visit(node)


def _pruned(
    env: jinja2.Environment, left_out: Collection[str], instead: Mapping[str, str], name: str, absent: Collection[str]
) -> nodes.Template:
    loader: Any = env.loader
    template: nodes.Template = env.parse(loader.get_source(env, name)[0], name)
    _Pruning(absent, left_out, instead).visit(template)
    used = _names(template.body)
    for node in list(template.find_all(nodes.FromImport)):
        node.names = [one for one in node.names if (one if isinstance(one, str) else one[1]) in used]
    return template


# A template as lists: what the interpreter reads. The first of each says what it is.


def _body(body: Iterable[nodes.Node]) -> list[Any]:
    return [one for node in body for one in _WRITTEN[type(node)](node)]


def _value(node: nodes.Node | None) -> Any:
    return None if node is None else _VALUES[type(node)](node)


def _output(node: nodes.Output) -> Iterator[Any]:
    for one in node.nodes:
        if isinstance(one, nodes.TemplateData):
            yield _SPACES.sub(lambda found: "\u00a0" if found[0] == "\u00a0" else " ", one.data)
        elif not (isinstance(one, nodes.Const) and one.value == ""):
            yield ["o", _value(one)]


def _if(node: nodes.If) -> Iterator[Any]:
    yield ["if", _value(node.test), _body(node.body), _body(_otherwise(node))]


def _targets(node: nodes.Node) -> list[str]:
    return [one.name for one in node.items] if isinstance(node, nodes.Tuple) else [node.name]  # type: ignore[attr-defined]


def _macro(node: nodes.Macro) -> Iterator[Any]:
    yield [
        "macro",
        node.name,
        [one.name for one in node.args],
        [_value(one) for one in node.defaults],
        _body(node.body),
    ]


def _from(node: nodes.FromImport) -> Iterator[Any]:
    if node.names:
        yield ["de", node.template.value, [[one, one] if isinstance(one, str) else list(one) for one in node.names]]  # type: ignore[attr-defined]


def _filter(node: nodes.Filter) -> Any:
    if node.name == "icone" and isinstance(node.node, nodes.Const):
        return ["html", str(icon(node.node.value))]
    named = {one.key: _value(one.value) for one in node.kwargs}
    return ["|", node.name, _value(node.node), [_value(one) for one in node.args], named]


_WRITTEN: Mapping[type[nodes.Node], Callable[[Any], Iterable[Any]]] = {
    nodes.Output: _output,
    nodes.If: _if,
    nodes.For: lambda node: [
        ["pour", _targets(node.target), _value(node.iter), _body(node.body), _body(node.else_), _value(node.test)]
    ],
    nodes.Assign: lambda node: [["soit", _targets(node.target)[0], _value(node.node)]],
    nodes.Include: lambda node: [["dans", node.template.value]],
    nodes.FromImport: _from,
    nodes.Macro: _macro,
    nodes.CallBlock: lambda node: [["avec", _value(node.call), _body(node.body)]],
}
_VALUES: Mapping[type[nodes.Node], Callable[[Any], Any]] = {
    nodes.Const: lambda node: ["=", node.value],
    nodes.Name: lambda node: node.name,
    nodes.Getattr: lambda node: [".", _value(node.node), ["=", node.attr]],
    nodes.Getitem: lambda node: (
        ["[:]", _value(node.node), _value(node.arg.start), _value(node.arg.stop)]
        if isinstance(node.arg, nodes.Slice)
        else [".", _value(node.node), _value(node.arg)]
    ),
    nodes.Call: lambda node: [
        "()",
        _value(node.node),
        [_value(one) for one in node.args],
        {one.key: _value(one.value) for one in node.kwargs},
    ],
    nodes.Filter: _filter,
    nodes.Test: lambda node: ["est", node.name, _value(node.node)],
    nodes.And: lambda node: ["et", _value(node.left), _value(node.right)],
    nodes.Or: lambda node: ["ou", _value(node.left), _value(node.right)],
    nodes.Not: lambda node: ["non", _value(node.node)],
    nodes.Compare: lambda node: ["cmp", _value(node.expr), [[one.op, _value(one.expr)] for one in node.ops]],
    nodes.CondExpr: lambda node: ["?", _value(node.test), _value(node.expr1), _value(node.expr2)],
    nodes.Concat: lambda node: ["~", *map(_value, node.nodes)],
    nodes.Add: lambda node: ["+", _value(node.left), _value(node.right)],
    nodes.Sub: lambda node: ["-", _value(node.left), _value(node.right)],
    nodes.Tuple: lambda node: ["liste", *map(_value, node.items)],
    nodes.List: lambda node: ["liste", *map(_value, node.items)],
    nodes.Dict: lambda node: ["table", *([_value(one.key), _value(one.value)] for one in node.items)],
}
