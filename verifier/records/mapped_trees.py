"""Records of ours, in YAML or JSON, in which words, names and days are somebody else's, as a mapping reads them."""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.records import replace
from verifier.records.dates import day_in
from verifier.records.mapping import RecordMapping
from verifier.records.tree import Many, NamedTrees, Scalar, Tree
from verifier.words.records import LEFT_OUT


def in_our_words(mapping: RecordMapping, tree: Tree) -> Tree | None:
    """A record of ours in which words, names and days are somebody else's; None where it is to be left out."""
    if not isinstance(tree, NamedTrees):
        return tree
    found: list[tuple[str, Tree]] = []
    for name, each in tree.items:
        match name:
            case "date":
                found.append((name, _day(mapping, each)))
            case "outcome":
                word = _text(mapping.outcomes, each)
                if isinstance(word, Scalar) and word.text == LEFT_OUT:
                    return None
                found.append((name, word))
            case "votes":
                found.append((name, _votes(mapping, each)))
            case "others":
                found.append((name, _text(mapping.words, each)))
            case "casting":
                found.append((name, _named(mapping.names, mapping.words, each)))
            case "consents" | "objections":
                found.append((name, _named(mapping.names, {}, each)))
            case "decision":
                found.append((name, _values(mapping, each)))
            case _:
                found.append((name, each))
    return replace(tree, items=tuple(found))


def _text(words: Mapping[str, str], tree: Tree) -> Tree:
    return Scalar(words.get(tree.text, tree.text), tree.line) if isinstance(tree, Scalar) else tree


def _day(mapping: RecordMapping, tree: Tree) -> Tree:
    if not isinstance(tree, Scalar) or not mapping.dates:
        return tree
    day = day_in(tree.text, mapping.dates)
    return tree if day is None else Scalar(day.isoformat(), tree.line)


def _named(names: Mapping[str, str], words: Mapping[str, str], tree: Tree) -> Tree:
    if isinstance(tree, Many):
        return replace(tree, items=tuple(_text(names, each) for each in tree.items))
    if isinstance(tree, NamedTrees):
        items = ((names.get(name, name), _text(words, each)) for name, each in tree.items)
        return replace(tree, items=tuple(items))
    return _text(names, tree)


def _values(mapping: RecordMapping, tree: Tree) -> Tree:
    if not isinstance(tree, NamedTrees):
        return tree
    items = (
        (name, _named(mapping.names, {}, _text(mapping.values.get(name, {}), each)))
        for name, each in tree.items
    )
    return replace(tree, items=tuple(items))


def _votes(mapping: RecordMapping, tree: Tree) -> Tree:
    if not isinstance(tree, NamedTrees):
        return tree
    found: list[tuple[str, Tree]] = []
    for body, each in tree.items:
        them: Tree = _text(mapping.words, each)
        if isinstance(each, NamedTrees):
            parties = [(mapping.names.get(n, n), _vote(mapping, v)) for n, v in each.items]
            parties = [
                (mapping.words.get(name, name) if _number(vote) else name, vote)
                for name, vote in parties
                if not (isinstance(vote, Scalar) and vote.text == LEFT_OUT)
            ]
            them = replace(each, items=tuple(parties))
        found.append((mapping.names.get(body, body), them))
    return replace(tree, items=tuple(found))


def _number(tree: Tree) -> bool:
    return isinstance(tree, Scalar) and tree.text.isdigit()


def _vote(mapping: RecordMapping, tree: Tree) -> Tree:
    """The vote of a party, or how many of it voted how; one by proxy, as the mapping takes it."""
    if isinstance(tree, Many):
        return replace(tree, items=tuple(_vote(mapping, each) for each in tree.items))
    if not isinstance(tree, NamedTrees):
        return _text(mapping.words, tree)
    said = [(mapping.words.get(name, name), each) for name, each in tree.items]
    if mapping.proxies and "proxy" in dict(said):
        said = [(name, each) for name, each in said if name != "proxy"]
        if mapping.proxies == "absent":
            said = [("absent", each) for _, each in said]
    return replace(tree, items=tuple(said))
