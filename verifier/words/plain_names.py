"""What parties, bodies, groups and attributes are called in sentences: by their titles, where they have some."""

from __future__ import annotations

import re

from policy_dsl.model import Specification, Who
from verifier.words import articles


def spaced(name: str) -> str:
    """A name as words: "may_outsource" is "may outsource"."""
    return name.replace("_", " ")


def body(specification: Specification, name: str) -> str:
    """A body by its title, with an article: "the ICS board", "the General Assembly"."""
    return articles.with_article(specification.body[name].title or name)


def party(specification: Specification, name: str) -> str:
    """A party by its title, with an article where that is a common noun: "the Independent chair"."""
    it = specification.party.get(name)
    if it is None or it.cohort or not it.title:
        return (it.title or name) if it else name
    common = it.title.split()[-1][:1].islower() and "," not in it.title
    return articles.with_article(it.title) if common else articles.within(it.title)


def group(specification: Specification, name: str) -> str:
    """A group by its title; one without a title by its name as words."""
    titles = {each.name: each.title for each in specification.groups}
    return titles.get(name) or spaced(name)


# What a title says of one of several, before which "every" or "one" says it again.
_EACH = re.compile("^(each|every|any) ")


def one_of_a_cohort(specification: Specification, name: str, which: str) -> str:
    """One or every member of a cohort: "one member of the committee", "every elected member"."""
    title = party(specification, name)
    if not title[:1].islower():
        return f"{which} {'of' if which.endswith('one') else 'one of'} {title}"
    return f"{which} {_EACH.sub('', title)}"


def who(specification: Specification, it: Who) -> str:
    """Some parties: "Luton Council", "Councils", "those named under “interested”"."""
    if it.attribute is not None:
        named = f"those named under {attribute(specification, it.attribute)}"
        out = ", ".join(who(specification, each) for each in it.but)
        return f"{named} except {out}" if out else named
    if it.effects:
        return f"those {it.label.replace('whom it', 'whom the decision', 1)}"
    if it.single and len(it.parties) == 1:
        return party(specification, it.parties[0])
    if it.label in specification.body:
        return articles.members_of(body(specification, it.label))
    if it.label in specification.party:
        title = party(specification, it.label)
        return f"those called “{title}”" if specification.party[it.label].cohort else title
    return articles.within(group(specification, it.label))


def everyone(specification: Specification, it: Who) -> str:
    """All of some parties."""
    if it.single:
        return who(specification, it)
    if it.label in specification.party and specification.party[it.label].cohort:
        return one_of_a_cohort(specification, it.label, "every")
    return f"every one of {who(specification, it)}"


def titled(specification: Specification, text: str) -> str:
    """Words of the language around names, with titles instead of these."""
    known = {each.name: party(specification, each.name) for each in specification.parties}
    known |= {name: body(specification, name) for name in specification.body}
    known |= {
        each.name: f"“{each.title if each.title not in ('', each.name) else spaced(each.name)}”"
        for each in specification.clauses
    }
    known = {name: title for name, title in known.items() if title != name}
    if not known:
        return text
    names = sorted(known, key=len, reverse=True)
    found = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    return found.sub(lambda match: known[match[1]], text)


def attribute(specification: Specification, name: str) -> str:
    """An attribute by its title or name, in quotation marks."""
    title = getattr(specification.attribute.get(name), "title", "")
    return f"“{title or spaced(name)}”"


def includes(attribute: str) -> str:
    """What names parties, as before them: an attribute, or what is done to them ("it removes or suspends")."""
    done = attribute.removeprefix("whom ")
    return done if done != attribute else f"{attribute} includes"
