"""Codes of the checker and the loader: files, names, types and numbers."""

from policy_dsl.catalogue.entry import Entry

NAMES = {
    "VP030": Entry(
        "Unknown name",
        "Nothing of this name is declared, in this file or in one that it includes.",
        "Write the name as it is declared (capital letters matter), or declare it.",
    ),
    "VP031": Entry(
        "The name stands for something else",
        "There is something of this name, but not of the kind that is needed here: a "
        "body where a party is needed, a value where an attribute is.",
        "Write a name of the right kind. The message says what the name stands for, and"
        " where it is declared.",
    ),
    "VP032": Entry(
        "Declared twice",
        "Two declarations have the same name, so it would not be clear which one is "
        "meant. Parties, groups, bodies and documents share their names; so do clauses "
        "and rights. A name listed twice among the values of an attribute is such a "
        "case, too.",
        "Give one of the two another name. Both places are shown.",
    ),
    "VP033": Entry(
        "One party is needed here",
        "A group, a body or a set of interchangeable parties stands where one party is "
        "needed, or where it has to be said how many of them.",
        "Name one party; or say how many: `every one of G`, `at least 2 of G`.",
    ),
    "VP034": Entry(
        "Several parties are needed here",
        "One party stands where several are needed, as after `every one of`.",
        "Write the party's name alone, or name a group.",
    ),
    "VP035": Entry(
        "A group that is a part of itself",
        "A group names a group that names it in turn, so that nobody could ever say who"
        " belongs to it.",
        "Take one of the names out of the circle. All its groups are shown.",
    ),
    "VP036": Entry(
        "Nobody is meant",
        "A body has no members, a set of parties has none, or of no party it is so what a group asks for.",
        "Add who belongs to it, or leave it out.",
    ),
    "VP037": Entry(
        "Listed twice",
        "The same name stands twice in a list, or a party is named twice by groups that"
        " overlap. It has one seat all the same: several votes are a weight.",
        "Take one of the two away. If a member has more votes than another, give the "
        "parties a weight: `party City with votes 2`, and count `weighted by votes`.",
    ),
    "VP038": Entry(
        "Not one of the values",
        "An attribute is compared with a value that it can't have.",
        "Write one of its values, or add the value where the attribute is declared.",
    ),
    "VP039": Entry(
        "The attribute is of another type",
        "What is said of the attribute does not fit its type: a yes-or-no attribute is "
        "just named, one with values is compared with one of them, a number with a "
        "number, and a set of parties `includes` somebody.",
        "Write the condition as the message proposes, or change the type of the attribute.",
    ),
    "VP040": Entry(
        "Another kind of number is needed",
        "A whole number is needed, and a fraction, a percentage or a sum of money "
        "stands here; or a sum is in another currency than the attribute.",
        "Write a whole number, if need be in a smaller unit: 250 pence instead of 2.50 pounds.",
    ),
    "VP041": Entry(
        "Always or never so",
        "A number is never below 0, so this condition says nothing. It is allowed, but "
        "hardly what was meant.",
        "Write the number that was meant, or leave the condition out.",
    ),
    "VP080": Entry(
        "The file does not say what it describes",
        "A file begins with `governance` and a title, which is what reports call it.",
        'Write `governance "…"` at the beginning.',
    ),
    "VP081": Entry(
        "`governance` stands twice",
        "A file describes one arrangement and has one title.",
        "Keep one of the two, or make two files.",
    ),
    "VP082": Entry(
        "The file can't be read",
        "A file, or one that it includes, is not there or may not be read. What is "
        "included is looked for relative to the file that includes it.",
        "Check the name, the folder and who may read it.",
    ),
    "VP083": Entry(
        "Files that include each other",
        "A file includes itself, perhaps by way of others.",
        "Take one `include` of the circle away. What both files need goes into a third "
        "one, which each of them includes; a file that is included twice is read once.",
    ),
    "VP084": Entry(
        "There is no folder to look in",
        "An `include` stands in a text that is not a file, so that there is no folder "
        "to look for the other file in.",
        "Save the text as a file first.",
    ),
    "VP086": Entry(
        "A member and an observer at once",
        "A party is listed as a member of a body, who has a vote, and as an observer, "
        "who has none.",
        "Keep one of the two.",
    ),
    "VP088": Entry(
        "There is more",
        "Of each file the first hundred things that are wrong are told, and how many more there are: they mostly have "
        "one cause.",
        "Mend the first ones, and look again.",
    ),
    "VP087": Entry(
        "A file outside of the root",
        "A specification reads files of one folder only, its root, with the folders in it: the folder that "
        "the command was given, or else the one that the file is in. Links are followed first. So a "
        "specification that somebody else wrote can't show what is elsewhere on this machine.",
        "Move the file into the root, or name a wider root, as the message says: `--root FOLDER`.",
    ),
}
