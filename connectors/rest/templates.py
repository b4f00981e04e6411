"""Requests written with names in braces, and what stands at a path in an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

NAMED = re.compile(r"\{(\w+)\}")
EACH_ID = "{each_id}"
Tree = object
"""What JSON holds: objects, lists, texts, true, false, null; numbers are texts, as they were written."""


def filled(template: Tree, values: Mapping[str, Tree]) -> Tree:
    """The template with what each {name} stands for; a text that is one name alone becomes the value itself.

    A list of one item that holds {each_id} is written once for each of `ids`. A name without a value stays.
    """
    match template:
        case str():
            alone = NAMED.fullmatch(template)
            if alone and alone[1] in values:
                return values[alone[1]]
            return NAMED.sub(lambda name: _written(values.get(name[1], name[0])), template)
        case dict():
            return {key: filled(value, values) for key, value in template.items()}
        case list() | tuple():
            ids = values.get("ids")
            if len(template) == 1 and isinstance(ids, list) and EACH_ID in repr(template):
                return [filled(template[0], {**values, "each_id": one}) for one in ids]
            return [filled(value, values) for value in template]
        case _:
            return template


def text_filled(template: str, values: Mapping[str, Tree]) -> str:
    """The same for what can only be text: a path, a parameter, a header."""
    return _written(filled(template, values))


def names_in(template: Tree) -> Iterator[str]:
    """Every name in braces."""
    match template:
        case str():
            yield from NAMED.findall(template)
        case dict():
            for value in template.values():
                yield from names_in(value)
        case list() | tuple():
            for value in template:
                yield from names_in(value)


def merged(under: Tree, over: Tree) -> Tree:
    """`over` laid upon `under`: objects key by key, anything else replaced."""
    if not isinstance(under, Mapping) or not isinstance(over, Mapping):
        return over
    both = {key: merged(under[key], over[key]) for key in under.keys() & over.keys()}
    return {**under, **over, **both}


def placed(tree: Tree, path: str, value: Tree) -> Tree:
    """The tree with `value` at a dotted path of objects."""
    for name in reversed(path.split(".")):
        value = {name: value}
    return merged(tree if isinstance(tree, dict) else {}, value)


def reach(tree: Tree, path: str) -> Tree:
    """What stands at a dotted path, None if nothing does.

    A number is a place in a list; any other name on a list gives what stands there in each of its items.
    """
    if not path:
        return tree
    head, _, rest = path.partition(".")
    match tree:
        case dict():
            # A key may hold dots itself: @odata.nextLink.
            return tree[path] if path in tree else reach(tree.get(head), rest)
        case list() if head.isdecimal():
            return reach(tree[int(head)], rest) if int(head) < len(tree) else None
        case list():
            found = [reach(item, path) for item in tree]
            return list(_level(one for one in found if one is not None))
        case _:
            return None


def _level(found: Iterable[Tree]) -> Iterator[Tree]:
    for one in found:
        if isinstance(one, list):
            yield from one
        else:
            yield one


def _written(value: Tree) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return ""
        case list() | tuple():
            return ",".join(map(_written, value))
        case _:
            return str(value)
