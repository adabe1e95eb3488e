"""A configuration read, and the specification that it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from policy_dsl.loading import load_text
from policy_dsl.source import Source
from verifier.importing import github, gitvote, governor, safe, snapshot
from verifier.importing.draft import Draft
from verifier.importing.placed import ConfigurationMistake, WrongConfiguration, placed
from verifier.words import importing as say

KINDS: Mapping[str, tuple[str, Callable[..., None]]] = {
    "gitvote": (say.GITVOTE, gitvote.draft),
    "governor": (say.GOVERNOR, governor.draft),
    "safe": (say.SAFE, safe.draft),
    "snapshot": (say.SNAPSHOT, snapshot.draft),
    "github": (say.GITHUB, github.draft),
}

# What the interfaces that hand such files out put around them.
AROUND: Mapping[str, tuple[str, ...]] = {
    "governor": ("data", "governor"),
    "safe": ("data", "safe", "safeAccountConfig"),
    "snapshot": ("data", "space"),
}
# What stands beside it there, and says nothing of who decides.
_OUTSIDE = (
    "errors", "extensions", "meta", "safeDeploymentConfig", "token", "timelock", "clockMode", "network", "networks",
)  # fmt: skip


def imported(
    kind: str,
    source: Source,
    sizes: Mapping[str, int],
    default: int,
    owners: Source | None = None,
) -> tuple[str, tuple[ConfigurationMistake, ...]]:
    """The specification as text; nothing, with what is wrong, where the file does not say one."""
    title, rules = KINDS[kind]
    if owners is not None:
        rules = partial(rules, owned=github.code_owners(owners))
    try:
        part = placed(source)
    except WrongConfiguration as wrong:
        return "", tuple(wrong.found.mistakes)  # type: ignore[attr-defined]
    outside = []
    for around in AROUND.get(kind, ()):
        inner = part.get(around)
        if inner.kind == "names" and inner.there:
            outside.append((part, around))
            part = inner
    name = part.first("name", "title").text
    draft = Draft(say.title(title, name), source.name)
    for around_it, used in outside:
        draft.tell_the_rest(around_it, (used, *_OUTSIDE))
    rules(part, draft, sizes, default)
    mistakes = tuple(part.found.mistakes)
    if mistakes:
        return "", mistakes
    text = draft.written()
    load_text(text)  # what is written is always sound
    return text, ()
