"""What stands on the pages of a review, sentence by sentence: claims, as they are printed, and what else there is."""

import re

from policy_dsl import load_text
from policy_dsl.model import Property
from verifier import Verdict

# A printed line that begins so, and what holds it: a statement of the review (`data`), what is read here out of the
# printed words (`parsed`), a test, or nothing because it only says what stands where (`furniture`).
KINDS = (
    (r"(\d+|[A-Z])\. [A-Z]", "furniture"),
    (r"Picture$", "furniture"),
    (
        r"(Contents|The reviewer's marks|Short names|Words|The answers|The claims|The issues)$",
        "furniture",
    ),
    (
        r"(No\.|Name|When|Who, and what|What happened|Variant|Decision|Rule or seat) \| ",
        "furniture",
    ),
    (r"(Holds|Fails|Says nothing|Not determined|Depends on the reading): ", "furniture"),
    (r"(Not as expected|A known gap|For information): ", "furniture"),
    (r"Holds(,|;) [a-z ]+: the claim holds", "furniture"),
    (
        r"(Cleared|Issue|No open finding|Ambiguous|Not settled|Not looked at|Not modelled) [a-z]",
        "furniture",
    ),
    (
        r"(abstain|by an act of its own|carry|casting vote|finding|prohibition|quorum|reading|recusal|replayed): ",
        "furniture",
    ),
    (r"(stay away|suspended): ", "furniture"),
    (r"Pictures and the tables of the appendices use ", "furniture"),
    (r"(For the reviewer: |Accept Reject|Marks are kept |Export as JSON)", "furniture"),
    (r".*: review of \d{4}-\d\d-\d\d", "furniture"),
    (r"Review of the rules on ", "furniture"),
    (r"What this covers and rests on, in brief$", "furniture"),
    (
        r"(What answers and findings take for granted|Times that are over, and what is accepted)$",
        "furniture",
    ),
    (
        r"(Who sits in|Who votes how|Meeting \d+ of \d+|Who could block what|The timeline as|Who can change the rules)",
        "furniture",
    ),
    (r"Who decides what: the matrix", "furniture"),
    (r"(How serious an answer is|The standing of a clause|Not modelled)$", "furniture"),
    (r"Other ways of the same cause as finding", "furniture"),
    (r"For findings? [\d, and]+$", "tests/statements/test_repair.py"),
    # The first page.
    (
        r"(As the rules stand|It is not so that|Not every|The claim “|The protection can be taken|What the claim)",
        "data",
    ),
    (r".* cannot block all of them by ", "data"),
    (r"A decision .* can pass although it is not so that ", "data"),
    (r".* could rule wrongly on ", "data"),
    (r"By (staying away|abstaining) instead", "data"),
    (r".* (cannot block every|can block no) decision", "data"),
    (r"(A|Such a) decision .*can be taken all the same", "data"),
    (r"Of the claims ", "data"),
    (r"(No way round any claim|Not determined, since|Not as the specification)", "data"),
    (r"At its weakest this rests on", "tests/findings"),
    (
        r"\d+ \| .* \| (Holds|Fails|Says nothing|Not determined|Depends on the reading) \| ",
        "parsed",
    ),
    (r"“Holds”: true of what the claim names", "tests/report/test_what_is_said.py"),
    # What it covers.
    (r".+: [\d,]+ seats?; it can decide ", "tests/report/test_pictures.py"),
    (r"Who classifies: ", "tests/report/test_reader.py"),
    (r"(Reported only|Foretold|Disputed|Proposed|Assumed)[^:]*: ", "tests/findings"),
    (r"(Not modelled|Left out): ", "tests/report/test_reader.py"),
    (r"First comes what goes round most claims", "tests/report/test_what_is_said.py"),
    (r"\d+ \| .* Gets round: ", "data"),
    (
        r"(Not listed here, but at the end of the findings|There may be more|No property protects|No way round"
        r"|Not looked at): ?",
        "tests/report/test_looked_for.py",
    ),
    (r"(No property protects|No way round)", "tests/report/test_looked_for.py"),
    # Findings.
    (r"(All findings rest on|It rests, too, on|It rests on)", "tests/findings"),
    (r"In remedies underlined words|All claims were checked", "tests/statements/test_repair.py"),
    (r"Finding \d+: .*/\d", "tests/loopholes/test_naming.py"),
    (r"Finding \d+: ", "data"),
    (r"What happens: ", "tests/loopholes/test_text.py"),
    (r"Why it can: ", "tests/findings"),
    (r".+ \| (\d+ meetings: )?([\d,]+(; at worst [\d,]+)?|not counted)$", "data"),
    (r"Remedy", "tests/statements/test_repair.py"),
    (r"Leaves (no|\d+) ways? round (it|claim \d+)", "tests/statements/test_repair.py"),
    (r"(Holds|Fails|Has nothing left to speak of) then", "tests/statements/test_repair.py"),
    (
        r"(Needs more votes|Passes with fewer|Cannot pass any more|Can pass now|Can (now|no longer) be)",
        "tests/statements/test_repair.py",
    ),
    (r"No other decision passes with", "tests/statements/test_repair.py"),
    (r"Not all (of these|that)|Not settled", "tests/report/test_looked_for.py"),
    (r"(That time is over|Gets round: |Of the same cause: |It is accepted|Accepted)", "data"),
    # Points.
    (r"(For each point the questions|Nothing is assumed)", "tests/report/test_altering.py"),
    (r"Point \d+\. ", "tests/report/test_altering.py"),
    (
        r"(If |No answer changes if |None of the |The one answer |Proved not to become|Whether what this)",
        "tests/report/test_altering.py",
    ),
    (
        r"(Whoever objects comes|The rules stand as written|Each question is about|Decisions are classified)",
        "tests/report/test_altering.py",
    ),
    (r"There is nothing to try instead", "tests/report/test_altering.py"),
    (r"“.*”: quoted, and nothing is computed", "tests/report/test_reader.py"),
    # Clauses.
    (r"Clause \d+\. ", "tests/report/test_looked_for.py"),
    (r"(In plain English|Relied on as|See): ", "tests/report/test_casting_votes_in_words.py"),
    # The timeline, the matrix, who can change what.
    (r"(until|from|at any time)[^|]*\|", "parsed"),
    (
        r"[^|]+: [^|]+ \|( (can block|cannot block|some of them can|depends on reading|no such decision)( \||$))+",
        "parsed",
    ),
    (r"([^|]*\|){7}", "data"),
    (r"(No power may take|Who can block alone|The number|Parties)", "tests/matrix"),
    (r"Who can change what, and whether anybody", "tests/changing/test_entrenchment.py"),
    (r"[^|]+ \| [^|]+ \| [^|]+$", "data"),
    (
        r"(Lock-out|As the rules stand|The rules cannot lock|Protected only at first|Whether the rules)",
        "tests/changing/test_entrenchment.py",
    ),
    (r".*protects (itself|themselves)", "tests/changing/test_entrenchment.py"),
    (r"(Assuming: |No decision changes )", "tests/changing/test_entrenchment.py"),
    # Absences and vacancies, and where readings part.
    (r"(What absences and vacancies do|Where readings part)$", "furniture"),
    (r"(Decisions \| After|Adopted, read as \|)", "furniture"),
    (r"[^|]+ \| .+ with a vote\): .*", "data"),
    (r"\d+ kinds? of decision that can be taken", "tests/resilience"),
    (r"Nothing can pass: whatever anybody votes", "tests/resilience"),
    (r"What answers take for granted is taken for granted here", "tests/resilience"),
    (r"(All of that, and how few|Not all was looked for: )", "tests/report/test_absences.py"),
    (r"\d+ clauses? with \d+ pairs? of readings", "tests/readings"),
    (r"The smallest vote is one in which", "tests/readings"),
    # What lint finds.
    (r"VL\d\d ", "data"),
    (r".*\(line \d+\)\.$", "data"),
    (r"(Instead: |None was found|Coverage: )", "tests/lint"),
    # Answers in detail.
    (r"Answer \d+\. ", "parsed"),
    (
        r"(Holds|Fails|A known gap|For information|Not as expected|Not determined|Says nothing)\b.*\(line",
        "data",
    ),
    (r"Findings? [\d, ]+\.$", "tests/report/test_looked_for.py"),
    (r"Example, step by step: ", "tests/loopholes/test_text.py"),
    (r".*\((all )?(answers?|findings)[^()]*\)$", "tests/answers"),
    # How to read it; technical data.
    (r"(@@|[-+])", "tests/statements/test_repair.py"),
    (
        r"(This review was made|Every verdict again|What commands call|Specification$|Fingerprint|Made by|What it cov)",
        "furniture",
    ),
    (r"(specs/|[0-9a-f]{64}$|vetoproof |\d+ questions?, )", "furniture"),
    # What a short name stands for.
    (r"[^|]+ \| [^|]+$", "furniture"),
)


def kind(line, written):
    """What holds a printed line; None where it is of no kind that is known.

    What stands so in the file (`written`) is quoted: words of a source, where they are found, what is assumed.
    """
    held = next((held for said, held in KINDS if re.match(said, line)), None)
    if held is None and all(_words(part) in _words(written) for part in _parts(line)):
        return "furniture"
    return held


def _parts(line):
    """A line's words, apart where a title stands before a place in it."""
    return re.split(r", (?=[^,]*$)|; ", line.rstrip("."), maxsplit=1)


def _words(text):
    return "".join(re.findall(r"\w+", text)).lower()


_ROW = re.compile(
    r"(\d+) \| (.*) \| (Holds|Fails|Says nothing|Not determined|Depends on the reading) \| "
)
_DETAIL = re.compile(r"Answer (\d+)\. (\w+) (Holds|Fails|Says nothing|Not determined)$")
_VERDICT = {"Holds": Verdict.HOLDS, "Fails": Verdict.FAILS, "Says nothing": Verdict.VACUOUS}
_VERDICT["Depends on the reading"] = Verdict.FAILS


def answers(lines):
    """The answers that a page prints: by number, each as it stands on the first page and in the details."""
    found = {}
    for line in lines:
        for said in (_ROW.match(line), _DETAIL.match(line)):
            if said and said[3] in _VERDICT:
                found.setdefault(int(said[1]), set()).add(_VERDICT[said[3]])
    return found


_DAY = re.compile(r"(until|from) (\d{4}-\d\d-\d\d)")
_CAN = {
    "can block": True,
    "cannot block": False,
    "some of them can": False,
    "depends on reading": False,
}


def timeline(lines, text, folder):
    """What the timeline of a page says, as properties: each lane's words, of a day of each stretch of time."""
    written, said = [], []
    for who, what, when, cell in _cells(lines):
        if cell not in _CAN:
            continue
        day = _DAY.match(when)
        such = "" if what == "any decision" else f" when {what}"
        on = f"\n  on {day[2]}" if day else ""
        name = f"printed_{len(written)}"
        written.append(f"property {name}\n  {who} can block every decision{such}{on}")
        said.append((name, _CAN[cell]))
    if not written:
        return []
    whole = load_text(f"{text}\n\n" + "\n".join(written) + "\n", "again.policy", folder)
    known: dict[str, Property] = {each.name: each for each in whole.properties}
    return [(whole, known[name], holds) for name, holds in said]


def _cells(lines):
    """Who, what, when and the cell; a table has its lanes as columns, or as lines where they are many."""
    for start in ("When | What happened | ", "Who, and what | "):
        head = next((n for n, line in enumerate(lines) if line.startswith(start)), None)
        if head is None:
            continue
        _, *names = (each.strip() for each in lines[head].split(" |"))
        for line in lines[head + 1 :]:
            first, *cells = (each.strip() for each in line.split(" |"))
            if len(cells) != len(names):
                break
            if start.startswith("When"):
                lanes = zip(names[1:], cells[1:], strict=True)
                yield from ((*lane.split(": ", 1), first, cell) for lane, cell in lanes)
            elif first != "What happened":
                yield from (
                    (*first.split(": ", 1), when, cell)
                    for when, cell in zip(names, cells, strict=True)
                )
