"""Texts that hold every construct of the language, for the tests of the language's surface."""

NOTTINGHAMSHIRE = """governance "Nottinghamshire Integrated Care System"

document article "NHS body poised to agree changes" dated 2019-04-12

party City      "Nottingham City Council"
party County    "Nottinghamshire County Council"
party Chair     "Independent chair"
# and the other partners

body Board "ICS board"
  members City, County, Chair            # and the other partners
  quorum at least 1/2 of members                    assumed "the report gives no quorum"

decision
  form      kind          : one of policy, contract
  substance may_privatise : yes or no
  substance may_outsource : yes or no       judged by Chair

power board_decision "Decisions of the board"
  requires majority of votes cast in Board          assumed "the report gives no ordinary majority"
  may amend any clause, change membership of Board  assumed "the report is silent on change"

rule unanimity "Privatisation or outsourcing needs a unanimous vote" limits board_decision
  when may_privatise or may_outsource
  requires
    reading all_members "every member votes for":   unanimity of members in Board      intended
    reading present     "everyone in the room":     unanimity of those present in Board
    reading cast        "nobody votes against":     unanimity of votes cast in Board
  cite article "can only be passed through a unanimous vote"

exception contracts "Individual contracts" to unanimity
  when kind is contract
  cite article "would not apply to individual contracts"
  status reported

timeline
  on 2018-11-20  City is suspended from Board
  on 2019-04-11  unanimity, contracts take effect
  on 2019-04-16  City is restored to Board

property policy_veto "The city council can block any outsourcing policy"
  City can block every decision when kind is policy and may_outsource

property outsourcing_veto "The city council can block all outsourcing"
  City can block every decision when may_outsource
  expected to be false because "individual contracts are exempt"

property veto_while_suspended "It could already do so before it rejoined"
  City can block every decision when kind is policy and may_outsource
  on 2019-04-12
  expected to be false because "its membership was still suspended"
"""

OTHERS = """# UN Security Council: two powers, a veto, an ambiguity
power substantive "Article 27(3)"
  when not procedural
  requires
    reading practice "an abstention is no veto": at least 9 votes in favour in Council and no objection from P5 in Council
    reading literal  "concurring votes":         at least 9 votes in favour in Council and consent of every one of P5 in Council

# EU Council: heads and population, and a floor under the blocking minority
power qualified_majority
  requires (at least 55% of members in Council and at least 65% of members in Council weighted by population)
        or all but 3 of members in Council

# United States: several bodies, alternative routes
power ordinary requires majority of votes cast in House and majority of votes cast in Senate and consent of President
power override requires at least 2/3 of those present in House and at least 2/3 of those present in Senate

# A delegated route, a threshold that can be split, a conflict of interest, an on-chain quorum, a reverse consensus
power officers "Delegated to officers" when kind is contract and value is below £500_000   requires consent of Director
recusal interested "Declared interests" in Board excludes those_interested from voting
power holders requires majority of votes cast in Holders weighted by shares
               and at least 4% of members in Holders weighted by shares counting abstentions
power adoption requires no rejection by unanimity of those present in DisputeBody

# Luton (seed 2): a prohibition, a right that follows a seat, a change of membership
prohibition never_represent "The ICS never represents Luton" limits ics_decision  when represented includes Luton
right agenda_and_papers "Receives agenda and papers" held by members of LeadersGroup
timeline  on 2018-11-30 Luton leaves LeadersGroup
property no_papers     Luton does not hold agenda_and_papers
property luton_decides every decision when affects includes Luton requires consent of Luton by separate act
                       expected to be false because "not being represented is less than not being decided about"
"""  # noqa: E501

DECLARED = """governance "T" version "2.1" spelling American note "a note"
include "parties.policy"
document d
document e "E" dated 2020-02-29 cite d status assumed
party Germany "Germany" with population 83_000_000, share 1849 note "x"
parties 140 Practice "GP practice" with weight_of_one 2
party Łódź "Łódź — non-ASCII"
group G "Group" is Germany, Practice, OtherGroup assumed "why"
body B "B" note "of the body"
  members Germany, France
    cite e "they sit there" at "clause 4.3"
  members Practice  fixed "a statute"
  observers Press, Public
  chair Germany with casting vote
  quorum at least 1/3 of members in B and attendance of Germany  assumed "q"
  fixed membership "statute"
body C members Germany quorum none chair Germany fixed membership
decision note "own"
  substance value "the value" : number in GBP judged by Germany  note "x"
  form meetings : number
  substance affects : parties
  form kind : one of policy, contract, present
  substance present : yes or no
provision purpose "The society serves \\"all\\" members \\\\ always." fixed "law"
right papers held by members of B
"""

CLAUSES = """power p "P"
  when kind is contract
  requires majority in B
  may amend unanimity, q, quorum of B, enact p, any_name, remove members of B
  may suspend members of B, restore members of B, admit members to B, change membership of B
  may amend quorum of B, enact any power, amend any clause
power late requires consent of Germany in B when kind is policy
power readings
  when
    reading narrow: kind is contract  note "a"  assumed "b"
      cite e "c"
    reading wide "W": kind is contract or kind is policy  intended  note "mine"
      note "the power's"
  requires unanimity of members in B status enacted
rule r limits every power requires majority of members among G in B
rule r2 "R2" limits p, late when not (kind is policy or present) requires consensus in B
rule lacking_all
prohibition no_sale limits p
exception x "X" to r, r2 when kind is contract requires consent of at least 2 of G in B
exception y to x when value is above 3
recusal rec "R" in B when affects includes Germany excludes every one of G from voting and counting
recusal bare
"""

CONDITIONS = """rule a1 when a and b or c and not d or not not (e and (f or g))
rule a2 when kind is policy and kind is not contract and value is below 5 and value is at most 1_000
rule a3 when value is above £2 and value is at least 1/2 and value is 3 and value is not 4 and value is exactly 66.67%
rule a4 when affects includes P or affects includes any of G or affects includes every one of G
rule a12 when affects includes at least 4 of G or affects includes more than 1/2 of G, P
rule a13 when affects includes at most 3 of G or affects includes fewer than 55% of G
rule a14 when affects includes exactly 2 of P, Q or not affects includes any of P, Q
rule a5 when amends unanimity or amends quorum of B or amends any clause or amends no clause
rule a9 when amends q itself or amends any clause but p, quorum of B or amends any declared clause but quorum of B, p
rule a10 when enacts any new clause or enacts any new exception to q or admits any newcomer to B
rule a11 when changes anything or changes nothing
rule a6 when enacts q or enacts any power or changes membership of B
rule a7 when removes P from B or removes any member of B or suspends P from B or suspends any member of B
rule a8 when restores P to B or restores any member of B or admits P to B or admits anyone to B
"""

REQUIREMENTS = """rule q1 requires majority of members in B and unanimity of those present in B
rule q2 requires at least 1/2 of votes cast in B or at least 3 of members in B or at least 66.67% of members in B
rule q3 requires more than 1/2 of members in B and more than 3 of members in B and more than 50% of votes cast in B
rule q4 requires all but 3 of members in B weighted by w counting abstentions
rule q5 requires majority of members among G in B weighted by w
rule q6 requires at least 9 votes in favour in B and at least 1 votes in favour among G in B
rule q7 requires consensus in B and consensus
rule q8 requires consent of P and consent of every one of G and consent of at least 2 of G
rule q9 requires consent of P in B and consent of every one of G in B and consent of P by separate act
rule q10 requires no objection from P in B and no objection from every one of G in B and no objection from any of G in B
rule q11 requires no rejection by majority of votes cast in B weighted by w
rule q12 requires attendance of P in B and attendance of every one of G in B and attendance of majority of members in B
rule q13 requires casting vote of P in B or casting vote of P
rule q14 requires (kind is contract and consent of P) or not (majority in B)
"""

CLAIMS = """property c1 City can block every decision
property c2 City can block every decision when x by abstaining
property c3 City can block every decision by staying away when x
property c4 "T" City and County together can block every decision by any means
property c5 G together can block every decision by voting against
property c6 any 7 of G together cannot block any decision when x
property c7 G and any 4 of H together can not block any decision
property c8 every one of G alone can block every decision
property c9 no one of G alone can block every decision
property c30 some 2 of G together can block every decision
property c31 City and some 2 of G together can pass every decision when x
property c32 no 3 of G together can block every decision by abstaining
property c33 City can block every decision by abstaining while the others abstain
property c34 any 7 of G together cannot block any decision while the others vote against when x
property c35 no 3 of G together can pass every decision while the others stay away
property c36 the vote of City never matters to any decision when x
property c37 the vote of every one of G never matters to any decision
property c39 q1 never applies when x
property c40 q1 makes no difference
property c47 whether q1 is read as a or b makes no difference when x
property c41 some decision when x is ruled to be yes and y is ruled to be no and kind is ruled to be contract can pass
property c42 every decision when n is ruled to be below 3 or n is ruled to be at most 3 or n is ruled to be 3 can pass
property c43 every decision when cost is ruled to be above 3 or cost is ruled to be at least 3 can pass
property c44 every decision when n is ruled to be exactly 3 and gains is ruled to include P can pass
property c45 no decision can pass when gains is ruled to include any of G or gains is ruled to include every one of G, P
property c46 no decision can pass when gains is ruled to include at least 2 of G or y is ruled to include exactly 1 of P
property c38 the can block every decision
property c10 City can pass every decision when x
property c11 every decision requires consent of City
property c12 every decision when x requires consent of City by separate act
property c13 every decision requires consent of City in B when x
property c14 every decision when x passes with majority of members in B
property c15 every decision can pass
property c16 some decision when x can pass
property c17 no decision can pass when x
property c18 a vote of 6 to 2 in B carries every decision
property c19 a vote of 6 to 2 with 2 abstaining in B carries every decision when x
property c20 a vote of 1 to 0 in B does not carry any decision when x
property c21 City holds papers
property c22 City does not hold papers
property c23 City is a member of B
property c24 City is not a member of B
property c25 City is suspended from B
property c26 City is not suspended from B
property c27 B can be quorate
property c28 B cannot be quorate
property c29 B can not be quorate
property m1 City can block every decision under p
property m2 City can block every decision on 2020-01-01 under reading r of c
property m3 City can block every decision throughout whatever Chair rules
property m4 City can block every decision from 2020-01-01 to 2020-02-01 even after amendments
property m8 City holds papers even after amendments unless it leaves
property m5 City can block every decision supposing City joins B, A, C leave B, c, d take effect, e lapses
property n1 City can block every decision supposing one of A joins B, one of A leaves B
property n2 City can block every decision supposing one of A is suspended from B, A leaves B, one of A is restored to B
property m6 City can block every decision expected to be false because "x" note "n" cite d "q" assumed "a"
property m7 a can block every decision when present and cast
accepts exemption contracts in c1 because "x"
accepts form in c1 because "x" until 2020-01-01
accepts reading cast of unanimity in c1 because "x" note "n"
accepts suspension City in B in c1 until 2020-01-01 because "x"
"""

TIMELINE = """timeline note "of the timeline"
  on 2020-01-01 City joins B, A, C leave B  note "two"
    cite d "they left"
  on 2020-01-01 City is suspended from B
  on 2020-01-02 A, C are suspended from B
  on 2020-01-02 A, C are restored to B
  on 2020-01-03 A, C join B
  on 2020-01-03 unanimity takes effect, p, q take effect
  on 2020-01-04 unanimity lapses, p, q lapse
"""

SAMPLES = [NOTTINGHAMSHIRE, OTHERS, DECLARED, CLAUSES, CONDITIONS, REQUIREMENTS, CLAIMS, TIMELINE]
