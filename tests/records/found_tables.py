"""Tables as others publish them, with their mappings."""

from __future__ import annotations

from tests.testing.specifications import ROOT

COUNCIL = """governance "City council"
party Able
party Baker
party Carter
party Dyer "Councillor Dyer"
party Eaton
body Council
  members Able, Baker, Carter, Dyer, Eaton
  quorum at least 3 of members
power motion requires majority of votes cast in Council
"""
SECURITY_COUNCIL = str(ROOT / "specs/gallery/un_security_council.policy")
LEGISLATION = str(ROOT / "specs/gallery/us_legislation.policy")

COLUMNS = "meeting_date;agenda_item_title;mover;outcome;tally_ayes;tally_noes"
WIDE = f"""{COLUMNS};able_vote;baker_vote;carter_vote;dyer_vote;eaton_vote
16.01.2024;Bristol Street;Eaton;Pass;3;2;Aye;Nay;Nay;Aye;Aye
20.06.2023;City Manager;Baker;Fail;1;3;Nay;Aye;Nay;Nay;
20.06.2023;City Manager;Baker;Withdrawn;0;0;;;;;
04.05.2021;Library;Dyer;Pass;3;0;Aye;Absent;Aye;Abstain;Aye
"""
WIDE_MAP = """columns: {motion: agenda_item_title, date: meeting_date, outcome: outcome}
dates: day month year
body: Council
voters: {able_vote: Able, baker_vote: Baker, carter_vote: Carter, dyer_vote: Dyer, eaton_vote: Eaton}
totals: {tally_ayes: for, tally_noes: against}
words: {Aye: for, Nay: against, Abstain: abstain, Absent: absent, "": vacant}
outcomes: {Pass: adopted, Fail: not adopted, Withdrawn: left out}
"""


LONG = """ID,Date,Draft,Outcome,Vote,Member State
{rows}"""
PERMANENT = ("China", "France", "Russian Federation", "United Kingdom", "United States")
OTHERS = tuple(f"State {n}" for n in range(10))
LONG_MAP = """columns: {motion: [ID, Draft], date: Date, voter: Member State, vote: Vote, outcome: Outcome}
dates: day month year
body: Council
words: {"Yes": for, "No": against, Abstain: abstain}
outcomes: {Adopted by majority: adopted, Not adopted - veto: not adopted}
names: {Russian Federation: Russia, United Kingdom: UnitedKingdom, United States: UnitedStates}
anyone_else: Elected
defaults:
  decision: {matter: enforcement, disputants: nobody}
  votes: {Assembly: did not meet, Ratification: did not meet}
  readings: {substantive: practice}
"""


def long_table(**against: str) -> str:
    rows = [
        f"{n},18/09/2025,S/2025/{n},{outcome},{'No' if name == vetoing else 'Yes'},{name}"
        for n, (vetoing, outcome) in enumerate(
            [("United States", "Not adopted - veto"), ("State 3", "Adopted by majority")]
        )
        for name in (*PERMANENT, *OTHERS)
    ]
    return LONG.format(rows="\n".join(rows) + "\n")
