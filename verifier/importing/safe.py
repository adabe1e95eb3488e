"""A Safe: owners, of whom a number has to sign; modules act without them."""

from __future__ import annotations

from collections.abc import Mapping

from verifier.importing.draft import Draft, party, quoted
from verifier.importing.placed import ConfigurationPart
from verifier.words import importing as say

_NOTHING = (
    "0x0000000000000000000000000000000000000000",
    "0x0000000000000000000000000000000000000001",
)

_USED = (
    "owners",
    "threshold",
    "modules",
    "enabledModules",
    "guard",
    "moduleGuard",
    "name",
    "title",
)
# Where it is, what it runs, and what was sent already.
_OF_NO_MATTER = (
    "address", "safeAddress", "chainId", "chain", "network", "networkId", "nonce", "version", "safeVersion",
    "masterCopy", "singleton", "implementation", "implementationVersionState", "fallbackHandler", "balance", "ens",
    "collectiblesTag", "txQueuedTag", "txHistoryTag", "messagesTag", "deployed", "isDeployed", "saltNonce", "creator",
    "created", "createdAt", "creationDate", "updatedAt", "factoryAddress", "transactionHash", "id",
    "paymentToken", "payment", "paymentReceiver",
)  # fmt: skip


def draft(part: ConfigurationPart, draft: Draft, sizes: Mapping[str, int], default: int) -> None:
    """A power for transactions, and one for each module."""
    part = part.spelt(_USED, _OF_NO_MATTER)
    owners = part.get("owners")
    if not owners.there:
        part.wrong(say.missing("owners"), '"owners": ["0x…", "0x…"]')
        return
    names: list[str] = []
    seen: set[str] = set()
    for each in owners.items:
        text = each.text or each.first("name", "value", "address").text
        if text is None:
            each.wrong(say.a_text("owners"))
        elif text.lower() in seen:
            each.wrong(say.owner_twice(text))
        else:
            seen.add(text.lower())
            names.append(draft.names.of("owner", text))
            party(draft, names[-1], text)
    threshold = part.get("threshold")
    if not names:
        owners.wrong(say.NO_OWNERS)
        return
    if not threshold.there:
        part.wrong(say.missing("threshold"), '"threshold": 2')
        return
    number = threshold.whole("threshold", 1, len(names))
    if number is None:
        return
    body = draft.names.of("body", "Owners")
    power = draft.names.of("power", "transaction")
    draft.bodies.append(
        f"body {body}\n  members {', '.join(names)}\n  quorum none assumed {quoted(say.NO_QUORUM)}"
    )
    draft.clauses.append(
        f"power {power} {quoted(say.TRANSACTION)}\n  requires at least {number} votes in favour in {body}"
    )
    for each in part.first("modules", "enabledModules").items:
        text = each.text or each.first("name", "value", "address").text
        if text and text not in _NOTHING and ("module", text) not in draft.names.given:
            module = draft.names.of("module", text)
            party(draft, module, text)
            draft.clauses.append(
                f"power {draft.names.of('power', f'by {text}', 'by_module')} {quoted(say.BY_MODULE)}\n"
                f"  requires consent of {module} by separate act\n  assumed {quoted(say.MODULE)}"
            )
    draft.remarks.append(say.SAFE_CHANGES)
    draft.tell_the_rest(part, _USED, _OF_NO_MATTER)
    for name in ("guard", "moduleGuard"):
        guard = part.get(name)
        text = guard.text or guard.first("value", "address").text
        if text and text not in _NOTHING:
            draft.remarks.append(say.guarded(text))
    if number <= len(names):
        blocking = len(names) - number + 1
        draft.properties += [
            f"property enough {quoted(say.fewest_pass(number, len(names)))}\n"
            f"  any {number} of {body} together can pass every decision",
            f"property stopped {quoted(say.fewest_block(blocking, len(names)))}\n"
            f"  any {blocking} of {body} together can block every decision under {power}",
        ]
