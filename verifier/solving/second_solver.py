"""A second solver, written by others, is asked what the first one answered."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from policy_dsl.records import dataclass, field
from verifier.results import SecondOpinion, SolversDisagree
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget
from verifier.solving.recording import LOGIC, Answered, QuestionRecord

# What a question may take, in the second solver's own count, so that the same ones are answered on every machine:
# about ten seconds' worth.
RESOURCES = 2_000_000


def installed() -> bool:
    """Whether there is a second solver."""
    return find_spec("cvc5") is not None


def second_opinion(
    record: QuestionRecord, budget: Budget, resources: int = RESOURCES
) -> SecondOpinion:
    """How many of these answers the second solver gives, too, within a budget for all of them.

    Raises SolversDisagree where it gives the other one, or can't read a question.
    """
    confirmed = 0
    second = Second(record)
    try:
        for question in record.answered:
            if budget.spent is not None:
                break
            said = second.ask(question, budget.milliseconds_left, resources)
            first = "sat" if question.found else "unsat"
            if said == first:
                confirmed += 1
            elif not said.startswith("unknown"):
                raise SolversDisagree(first, said, record.question(question))
    except OutOfTime:
        pass  # the first solver's answers stand, and what was not asked is not confirmed
    return SecondOpinion(len(record.answered), confirmed)


@dataclass
class Second:
    """cvc5, and what it has read of a record."""

    record: QuestionRecord
    _terms: Any = field(default=None, repr=False)
    _parser: Any = field(default=None, repr=False)
    _symbols: Any = field(default=None, repr=False)
    _declared: set[str] = field(default_factory=set, repr=False)
    _read: dict[int, Any] = field(default_factory=dict, repr=False)

    def ask(self, question: Answered, milliseconds: int | None, resources: int) -> str:
        """What it says to a question: sat, unsat, unknown and why, or what it finds wrong with it."""
        import cvc5

        try:
            constraints = [self._constraint(place) for place in question.constraints]
            solver = cvc5.Solver(self._terms)
            solver.setLogic(LOGIC)
            solver.setOption("rlimit-per", str(resources))
            if milliseconds is not None:
                solver.setOption("tlimit-per", str(milliseconds))
            for constraint in constraints:
                solver.assertFormula(constraint)
            return str(solver.checkSat())
        except RuntimeError as error:
            return str(error)

    def _constraint(self, place: int) -> Any:
        if place not in self._read:
            constraint = self.record.constraints[place]
            parser = self._reading()
            for declaration in constraint.declarations:
                if declaration not in self._declared:
                    self._declared.add(declaration)
                    parser.appendIncrementalStringInput(declaration)
                    parser.nextCommand().invoke(parser.getSolver(), self._symbols)
            parser.appendIncrementalStringInput(f"{constraint.term}\n")
            self._read[place] = parser.nextTerm()
        return self._read[place]

    def _reading(self) -> Any:
        import cvc5

        if self._parser is None:
            self._terms = cvc5.TermManager()
            self._symbols = cvc5.SymbolManager(self._terms)
            reader = cvc5.Solver(self._terms)
            reader.setLogic(LOGIC)
            self._parser = cvc5.InputParser(reader, self._symbols)
            self._parser.setIncrementalStringInput(cvc5.InputLanguage.SMT_LIB_2_6, "question")
        return self._parser
