"""Codes of the parser: what is not a sentence of the language."""

from policy_dsl.catalogue.entry import Entry

PARSER = {
    "VP001": Entry(
        "Something else was expected here",
        "The words up to this place make sense, and this one can't follow them. The "
        "message says what can. A declaration ends where the next one begins; the "
        "others are read all the same.",
        "Look at the first word that the carets show: write one of the things that the "
        "message lists in its place, or before it.",
    ),
    "VP002": Entry(
        "The declaration is not finished",
        "A declaration ends, because the next one begins or the file ends, where "
        "something is still missing.",
        "Write what is missing. The message says what can come next.",
    ),
    "VP003": Entry(
        "A word of the language was used as a name",
        "The words of the language, such as `limits` or `group`, can't be names: a "
        "clause would have two readings. A capital letter or an underscore at the end "
        "makes a name of any of them. Nor can `nobody`, `somebody`, `anybody`, `everybody` and `others` name "
        "parties, groups or bodies: what results and records say of nobody would be said of them.",
        "Choose another name, or write it with a capital letter: `Group`.",
    ),
    "VP004": Entry(
        "Unknown declaration",
        "Each declaration begins with its own keyword: `party`, `body`, `power`, `rule`"
        " and so on. This word is none of them.",
        "Begin the line with the right keyword; the message names the one that looks "
        "most like yours.",
    ),
    "VP005": Entry(
        "The text has no closing quotation mark",
        "A text stands between two straight quotation marks on one line. Inside it, a "
        'quotation mark is written \\" and a backslash \\\\.',
        'Close the text with `"` on the same line.',
    ),
    "VP006": Entry(
        "A sign that the language does not use",
        "The language uses words, numbers, texts in quotation marks, commas, colons and"
        " parentheses, and `#` for comments. Other signs, such as `>=` or `{`, have "
        "words instead.",
        "Write the words that the message proposes.",
    ),
    "VP007": Entry(
        "Not a number",
        "Numbers are exact: whole numbers (`500_000`, with a currency sign in front if "
        "it is money), fractions (`2/3`) and percentages (`66.67%`). Decimals stand in "
        "percentages only.",
        "Write `500_000` or `500000` for thousands, `5/2` or `2.5%` for parts.",
    ),
    "VP008": Entry(
        "Not a date",
        "A date is written year-month-day with four, two and two digits, such as "
        "2019-04-12, and has to be in the calendar.",
        "Write the day as 2019-04-12, and look it up in a calendar.",
    ),
    "VP009": Entry(
        "Nested too deeply",
        "Parentheses and `not` may be nested 100 deep, and so may exceptions to exceptions. What "
        "needs more is nothing that a person can read: make two clauses of it.",
        "Leave out parentheses that change nothing, or make two clauses of one.",
    ),
    "VP010": Entry(
        "The file is too large",
        "A specification may have 20 MB. Divide it, and bring the parts together with `include`.",
        "Divide the file into several, and bring them together with `include`.",
    ),
    "VP011": Entry(
        "Not a text in UTF-8",
        "A specification is a plain text in the encoding UTF-8. Editors offer it when "
        "saving; a word processor's own format is no plain text.",
        "Save the file as plain text, in the encoding UTF-8.",
    ),
    "VP012": Entry(
        "The policy block is not closed",
        "In a Markdown file a policy block begins with ```policy and ends with a line "
        "of its own with ```.",
        "Write a line with ``` alone at the end of the block.",
    ),
    "VP013": Entry(
        "Something is said twice",
        "This part may be written once only, and it is not clear which of the two counts.",
        "Keep one of the two.",
    ),
    "VP014": Entry(
        "A reading without its beginning",
        "A reading belongs to a `when` or a `requires` and stands right after it, or "
        "after another reading.",
        "Put the reading right behind `when` or `requires`, or write `requires` before it.",
    ),
    "VP015": Entry(
        "Unknown word",
        "In this place only a few words are possible. The message lists them.",
        "Write one of the words that the message lists.",
    ),
    "VP016": Entry(
        "One name is needed here",
        "This claim is about one party or one body, not about several together.",
        "Make a property for each of them, or ask about one.",
    ),
    "VP017": Entry(
        "An escape that does not exist",
        'In a text a backslash stands before a quotation mark (\\") or another backslash'
        " (\\\\), and nowhere else.",
        'Write \\\\ for a backslash and \\" for a quotation mark.',
    ),
    "VP018": Entry(
        "It is not clear what may be done",
        "After `may` each part either begins with what may be done (`amend`, `enact`, "
        "`change membership of` …) or, after a comma, names one more clause for the "
        "`amend` or `enact` before it.",
        "Write what may be done before each name: `may amend A, change membership of Board`.",
    ),
    "VP019": Entry(
        "This part does not fit the claim",
        "Claims about who sits where, who holds a right and whether a body can be "
        "quorate are about a state, not about decisions: they take dates and "
        "suppositions, but no `when`.",
        "Leave the `when` out, or make a claim about decisions.",
    ),
    "VP020": Entry(
        "Parentheses do not match",
        "Each opening parenthesis needs a closing one, and the other way round, within "
        "the same declaration.",
        "Count the parentheses from the place that the carets show, and add or take away one.",
    ),
    "VP021": Entry(
        "Another language",
        "A file may say which version of the language it is written in: `governance "
        '"…" language 1`. This one says a version that is not read, so nothing else of it was looked at.',
        "Read a newer file with a newer version of Vetoproof. A file that says nothing is read as one in the "
        "current language.",
    ),
}
