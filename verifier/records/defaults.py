"""What goes for all motions, as a mapping has it, said of one where it does not say it itself."""

from __future__ import annotations

from policy_dsl.decisions import ruled
from policy_dsl.records import replace
from verifier.records.building import Builder
from verifier.records.tree import NamedTrees, Scalar, Tree
from verifier.records.walking import NAMES, ReadVotes, Walker
from verifier.words.records import PART_OF_RECORD, unknown


def say_defaults(builder: Builder, defaults: NamedTrees, read_votes: ReadVotes) -> None:
    """Say of a motion what goes for all of them, where it does not say it itself."""
    walker = Walker(builder, read_votes, [])
    first = sorted(defaults.items, key=lambda item: item[0] != "roll_call_of")
    for name, tree in first:
        spot = builder.spot.within(name)
        if name not in NAMES:
            builder.fault(spot, unknown(PART_OF_RECORD, name, NAMES))
        elif name == "others" and isinstance(tree, Scalar):
            only = builder.roll_call_of
            bodies = {only} if only else set(builder.specification.body)
            # Numbers without a roll are of all members: of nobody it is known that it is another.
            named = {body for body, _ in (*builder.counted, *builder.coming, *builder.vacant)}
            in_numbers = {*builder.totals} - named
            for body in sorted(bodies - _others_said(builder) - in_numbers):
                builder.set_others(body, tree.text, spot)
        else:
            left = _left(builder, name, tree)
            if left is not None:
                walker.part(name, left, spot)


def _left(builder: Builder, name: str, tree: Tree) -> Tree | None:
    """What of a part is not said yet; None where nothing is left."""
    said = _said(builder, name)
    if isinstance(tree, NamedTrees):
        items = tuple(item for item in tree.items if item[0] not in said)
        return replace(tree, items=items) if items else None
    return None if said else tree


def _said(builder: Builder, name: str) -> set[str]:
    """What is said of a part: of what there can be several of, their names."""
    match name:
        case "decision":
            return {*builder.stated}
        case "rulings":
            return {
                each for each in builder.specification.attribute if ruled(each) in builder.stated
            }
        case "readings":
            return {*builder.readings}
        case "votes":
            seats = (*builder.counted, *builder.coming, *builder.vacant)
            return {*(body for body, _ in seats), *builder.totals, *_others_said(builder)}
        case "consents":
            return {*builder.consents, *builder.consents_coming}
        case "objections":
            return {*builder.objections, *builder.objections_coming}
        case "casting":
            return {*builder.casting, *builder.casting_coming}
        case "named":
            return {*builder.cells}
        case _:
            one = {
                "date": builder.day is not None,
                "state": builder.state is not None,
                "outcome": builder.outcome is not None,
                "effects": bool(builder.effects),
                "earlier": bool(builder.earlier),
                "roll_call_of": bool(builder.roll_call_of),
            }
            return {name} if one.get(name, True) else set()


def _others_said(builder: Builder) -> set[str]:
    return {*builder.others, *builder.others_coming, *builder.others_vacant}
