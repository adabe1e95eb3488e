"""Codes of the checker: sentences that say something which can't be meant."""

from policy_dsl.catalogue.entry import Entry

SENSE = {
    "VP042": Entry(
        "A share of what?",
        "A majority of all members, of those present and of the votes cast are three "
        "different things, and many disputes are about just that. So a threshold always"
        " names what it is a share of.",
        "Write one of the readings that the message lists. If the source leaves it "
        "open, write each of them as a `reading`.",
    ),
    "VP043": Entry(
        "In which body?",
        "Votes are counted in a body, and a clause says in which; so does a casting "
        "vote, where somebody chairs several bodies.",
        "Write `in` and the body.",
    ),
    "VP044": Entry(
        "A threshold without sense",
        "A threshold of nothing is met by everybody, one of more than all by nobody.",
        "Write a number of at least 1, or a share of at most 1 (100%).",
    ),
    "VP045": Entry(
        "More than the body has",
        "The number can't be reached with the members that the body ever has, or `all "
        "but` so many leaves nobody who is needed. It is allowed, since members can be "
        "admitted.",
        "Compare the number with the members of the body.",
    ),
    "VP046": Entry(
        "More than the group names",
        "So many of a group are asked for, and it names fewer.",
        "Write a number up to the size of the group, or name another group.",
    ),
    "VP047": Entry(
        "A member without that weight",
        "Votes are weighted by something that not every member of the body has.",
        "Give each of them the weight where it is declared: `party City with shares 3`;"
        " 0 if it has none.",
    ),
    "VP048": Entry(
        "Abstentions among votes cast",
        "An abstention is no vote cast. Counted with the votes in favour but not with the "
        "votes cast, it would weigh more than a vote in favour: somebody who abstains and "
        "then votes for could defeat a decision.",
        "Write `of those present` or `of members`, or leave `counting abstentions` out.",
    ),
    "VP049": Entry(
        "`not` before votes",
        "A requirement says what is needed to pass a decision. With `not` before votes,"
        " a vote for could defeat a decision.",
        "Write `no objection from …`, `no rejection by …`, or what has to be reached "
        "instead. What may not be decided at all is a `prohibition`.",
    ),
    "VP050": Entry(
        "Votes in a condition",
        "A `when` says which decisions a clause is about. Votes and consents are given "
        "only when a decision is put to the vote: they belong to `requires`.",
        "Put this behind `requires`.",
    ),
    "VP051": Entry(
        "A vote, or an act of its own?",
        "Somebody who has a seat can consent in two ways: by voting for, or by an act "
        "of its own, such as a signature or a resolution of its own council. The two "
        "can differ.",
        "Write `in` and the body for the vote there, or `by separate act`.",
    ),
    "VP052": Entry(
        "Nobody who votes there",
        "Somebody is named who never has a seat in that body, by declaration or by the "
        "timeline; so this can't be met, or is met by nobody. It is allowed, since "
        "members can be admitted.",
        "Check the name and the body; a consent from outside is given `by separate act`.",
    ),
    "VP053": Entry(
        "No casting vote",
        "A casting vote belongs to the chair of a body, and only where the body's "
        "declaration says so.",
        "Write `chair P with casting vote` in the body, or name who has the casting vote.",
    ),
    "VP054": Entry(
        "The quorum is missing",
        "How many members have to attend decides many a case, so every body says it. "
        "Where the source is silent, that is an assumption, and verdicts that rest on "
        "it say so.",
        "Write a quorum; or `quorum none` and why that is assumed.",
    ),
    "VP055": Entry(
        "Not a matter of attendance",
        "A quorum says how many members have to attend, and who, or with `turnout of …` how many have to vote for or "
        "against. It can't depend on how they vote, on consents or on what is decided. Attendance is measured against "
        "all members of the body. A turnout is the votes cast: it isn't measured against them, and abstentions are "
        "not among them.",
        "Write tallies of members, `turnout of …` and `attendance of …`, joined by `and` and `or`. What"
        " else is needed is a rule.",
    ),
    "VP056": Entry(
        "Nothing to round",
        "A share of some votes need be no whole number: 4% of 110 are 4.4. It can be rounded down, up or to the "
        "nearest whole number (halves up) before it is compared. A number of votes, a majority, all, and all but so "
        "many leave nothing to round.",
        "Leave the rounding out, or write a share.",
    ),
    "VP057": Entry(
        "Without effect here",
        "Only clauses can be disputed or proposed, and only clauses, quorums and "
        "memberships can be fixed: nothing else can change or be in force.",
        "Put the word where it has an effect, or say it in a `note`.",
    ),
    "VP058": Entry(
        "A body among the members of another",
        "When the members of the one change, it would not be clear whether those of the"
        " other change with them.",
        "Write `members those of B` if they do. If not, put the parties into a group, and list the group in both"
        " bodies.",
    ),
    "VP059": Entry(
        "A part is missing",
        "The clause lacks a part without which it says nothing.",
        "Write the part that the message names.",
    ),
    "VP060": Entry(
        "Which powers does it limit?",
        "A rule or prohibition names the powers that it limits: a rule about the "
        "board's decisions says nothing about what an officer decides alone. That is "
        "one of the most frequent loopholes.",
        "Write `limits` and the powers, `limits every power`, or `limits every power of` a body: each power that "
        "itself counts votes or consents there.",
    ),
    "VP061": Entry(
        "An exception that takes no requirement",
        "An exception to a recusal lets the member vote; an exception to an exception "
        "revives the clause. Neither demands anything itself.",
        "Leave `requires` out; if something further is needed, make it a rule.",
    ),
    "VP062": Entry(
        "Exceptions in a circle",
        "Each exception beats the next one, so that none of them could apply before the others.",
        "Decide which of them is the stronger, and take one `to` of the circle away.",
    ),
    "VP064": Entry(
        "A reading twice",
        "Two readings of a clause have the same name, so that a property could not "
        "choose between them.",
        "Give each reading a name of its own.",
    ),
    "VP065": Entry(
        "Two readings intended",
        "At most one reading of a clause is the one that its authors meant.",
        "Write `intended` after one of them, or after none.",
    ),
    "VP066": Entry(
        "Readings that do not match",
        "A clause is read one way as a whole. Where both its `when` and its `requires` "
        "have several readings, they have the same.",
        "Give both parts readings of the same names, or only one of them.",
    ),
    "VP067": Entry(
        "A reading that a disputed clause has by itself",
        "`in_force` and `not_in_force` are the readings of a clause with `status disputed`.",
        "Choose another name, or write `status disputed`.",
    ),
    "VP068": Entry(
        "No such reading",
        "The clause has no reading of that name, or the name belongs to readings of "
        "several clauses.",
        "Write one of its readings, and its clause.",
    ),
    "VP070": Entry(
        "That can't have happened",
        "An event does not fit what was before: who leaves or is suspended needs a "
        "seat, who is restored was suspended, what lapses was in force. Events of a day"
        " happen in the order in which they are written.",
        "Check the dates, the members that the body lists, and the events before.",
    ),
    "VP071": Entry(
        "Supposed in vain",
        "A property supposes something that changes nothing on the day that it asks about; or something of one of "
        "several, which can happen to none of them then.",
        "Leave it out, or ask about another day.",
    ),
    "VP090": Entry(
        "To whom it happened is not said",
        "What has happened has happened to somebody. `one of` several is what a property can suppose: its claim is "
        "then made whoever of them it is.",
        "Name the party. Of a set of parties without names, declare the one that is meant with `party`, apart from the "
        "others.",
    ),
    "VP072": Entry(
        "Modifiers that clash",
        "Two modifiers of a property settle the same thing: two days, two powers, two "
        "readings of one clause.",
        "Keep one of the two, or make two properties.",
    ),
    "VP073": Entry(
        "A period that ends before it begins",
        "In `from D to D` the first day comes first.",
        "Write the earlier day first.",
    ),
    "VP074": Entry(
        "Somebody who rules on nothing",
        "`whatever P rules` asks what happens if P classifies decisions wrongly. P "
        "classifies only attributes that are `judged by P`. What is `ruled to be` so is asked in properties "
        "of such attributes; clauses see the ruling anyway.",
        "Name who rules on something, or write `judged by` behind the attribute.",
    ),
    "VP075": Entry(
        "A claim that can't be made of them",
        "`no one … cannot block any` and `some 3 … cannot block any` can be understood in "
        "several ways, and so can `any` beside `some`. A claim is about parties that are "
        "the same on every decision. Which `some 3 of` a group are, what `the others` do, and "
        "what a clause does is asked of rules that stand, not of rules that change.",
        "Write one of the sentences that the message proposes.",
    ),
    "VP076": Entry(
        "It makes no difference here",
        "A claim about seats does not depend on powers, rulings or readings; whether a clause applies to a "
        "decision does not depend on the power that takes it; and where two readings of a clause are compared, it is "
        "read in both ways.",
        "Leave the modifier out.",
    ),
    "VP077": Entry(
        "Nothing to compare",
        "A claim that it makes no difference how a clause is read compares two readings of it.",
        "Name two different readings of the clause.",
    ),
    "VP078": Entry(
        "Not what this kind of loophole is about",
        "Each kind of accepted loophole is named in its own way: an exemption by the "
        "exception, a route by the power, a suspension by the party and the body.",
        "Write it as in the example that the message gives.",
    ),
    "VP085": Entry(
        "A power over what is fixed",
        "A power grants to amend a clause that is marked as fixed: no decision can do "
        "so. It is allowed, but hardly what was meant.",
        "Leave the grant out, or take `fixed` away from the clause.",
    ),
    "VP095": Entry(
        "A scope without powers",
        "`limits every power of` a body means each power in whose own `requires` something is counted in that body. "
        "There is none, so the clause limits nothing.",
        "Name the body in which the powers that are meant count votes or consents.",
    ),
    "VP093": Entry(
        "How many seats there are",
        "`of seats` counts all seats of a body, vacant ones included, so the body says with `seats N` how many there "
        "are when all are filled. A vacant seat belongs to no group and has no weight. Nobody joins where all are "
        "held: a suspended member still holds one.",
        "Write `seats` and their number in the body; or count `of members`.",
    ),
    "VP098": Entry(
        "A condition on one time",
        "How many sit in a body is a matter of time, not of what is decided: at one time it is so of every decision or "
        "of none. A property asks about the last of the timeline, or about one day, unless it says otherwise.",
        "Leave the condition out, or ask about more times: `throughout`, `from … to …`, `even after amendments`.",
    ),
    "VP096": Entry(
        "A recusal for every power",
        "A recusal without `limits` keeps its parties from voting, whatever power is used. One that limits powers lets "
        "them vote, and where one of these powers is judged their votes do not count.",
        "Leave `limits every power` out, or name the powers that the recusal is about.",
    ),
    "VP099": Entry(
        "Whom a composition is about",
        "A composition says how many seats of a body some parties may hold, so that decisions which give them more are "
        "not adopted. It names those parties, itself or by a group; it is in force or not; and who joins a body in the "
        "timeline has joined by what it allows.",
        "Name the parties or a group of parties; check the dates of the timeline, and what the composition allows.",
    ),
    "VP100": Entry(
        "Which of several meetings",
        "A decision that is taken at meetings that follow one another (`then`) is voted on at each of them. A rule, or "
        "an exception, that asks for votes or consents of such a decision says at which of them: at the first, at the "
        "last, or at every one.",
        "Write `at the first meeting`, `at the last meeting` or `at every meeting` behind the powers that the rule "
        "limits, or behind the clauses that the exception is made to.",
    ),
    "VP101": Entry(
        "What has no meetings of its own",
        "A power says with `then` what is needed at each of the meetings at which its decisions are taken, and with "
        "`after at least 14 days` how long after the one before it a meeting is. What limits a power is asked at its "
        "meetings, and so has none of its own; a prohibition or a recusal goes for all of them. A claim speaks of as "
        "many meetings as some decision takes, or fewer.",
        "Write `then` in a power, and count time in days, weeks or months.",
    ),
    "VP102": Entry(
        "What is adjourned",
        "`R or at an adjourned meeting of B S` asks for R at a first meeting; where B is not quorate there, S is asked "
        "for at an adjourned one. So B needs a quorum that says who has to attend, and is named where R counts in "
        "several bodies. A claim about the votes on such decisions says what it asks for at either meeting.",
        "Name the body, and say in it how many have to attend. In a claim write `or at an adjourned meeting`, too; or "
        "name with `under` a power that is used at other meetings.",
    ),
    "VP103": Entry(
        "Members that are those of another body",
        "`members those of Council` seats in a body whoever has a seat in the council, at each time, and nobody else. "
        "So nobody joins it, leaves it or is suspended from it by itself, no decision admits anybody to it, and how "
        "many seats there are, whether they are fixed and who may hold them is said of the council.",
        "Say it of the body whose members they are; or list the members by name.",
    ),
    "VP104": Entry(
        "At which meeting somebody acts",
        "`by staying away at the first meeting` (or at the last, by abstaining, by voting against, by any means) says "
        "what somebody does at one of the meetings that follow one another; what it does at the others is left open. "
        "So all decisions that are meant are taken at the same number of meetings, two or more; an adjourned meeting "
        "is the last one only where it is held; and what the others do is said of every meeting.",
        "Name with `under` a power that is used at several meetings. Where one may be adjourned write `at the first "
        "meeting`. Leave out at which meeting where there is one, or where it is the same at all.",
    ),
    "VP089": Entry(
        "Nobody is there to leave",
        "`unless it leaves` sets aside that those whom a claim is about give up their seats. This claim is about no "
        "party.",
        "Leave these words out.",
    ),
    "VP094": Entry(
        "An exception that leaves nobody, or takes nobody out",
        "`except` takes parties out of several: of one party there is nobody to take out, and to take all of them out "
        "leaves nobody. To take out somebody who is none of them is allowed, but hardly what was meant.",
        "Name those who are meant, or take out others.",
    ),
}
