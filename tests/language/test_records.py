"""The data classes of `policy_dsl.records` mean what the standard library's mean."""

import copy
import dataclasses
import pickle
from types import ModuleType
from typing import Any, ClassVar

import pytest

from policy_dsl import records

BOTH = pytest.mark.parametrize("of", [dataclasses, records], ids=["standard", "ours"])


def declared(of: ModuleType) -> Any:
    """One class with all that is used, a class that derives from it, and one that may change."""

    @of.dataclass(frozen=True)
    class Base:
        name: str
        parts: tuple[int, ...] = ()
        note: str = of.field(default="", compare=False, repr=False)
        kinds: ClassVar[tuple[str, ...]] = ("a",)

    @of.dataclass(frozen=True)
    class Derived(Base):
        more: dict[str, int] = of.field(default_factory=dict)
        length: int = of.field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.name))

    @of.dataclass
    class Open:
        count: int = 0
        seen: list[int] = of.field(default_factory=list)
        _steps: int = of.field(default=0, init=False)

    return Base, Derived, Open


@BOTH
def test_values_and_defaults(of: ModuleType) -> None:
    base, derived, changing = declared(of)
    it = derived("abc", more={"x": 1})
    assert (it.name, it.parts, it.note, it.more, it.length) == ("abc", (), "", {"x": 1}, 3)
    assert base(name="n", parts=(1,)) == base("n", (1,))
    assert changing().seen is not changing().seen
    assert changing(3)._steps == 0
    assert [each.name for each in of.fields(it)] == ["name", "parts", "note", "more", "length"]
    assert derived.__match_args__ == ("name", "parts", "note", "more")
    assert base.kinds == ("a",)


def test_classes_with_many_instances_mean_the_same() -> None:
    _, derived, changing = declared(records)
    few = [derived("abc", (1,), more={"x": 1}), derived("abc", (1,)), changing(2)]
    for _ in range(200):
        derived("a")
        changing()
    many = [derived("abc", (1,), more={"x": 1}), derived("abc", (1,)), changing(2)]
    assert many == few
    assert [it.length for it in many[:2]] == [3, 3]
    assert changing().seen is not changing().seen
    assert changing()._steps == 0
    for values, named in WRONG:
        with pytest.raises(TypeError):
            derived(*values, **named)


WRONG: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((), {}),
    (("a", (), "", {}, 5), {}),
    (("a",), {"name": "b"}),
    (("a",), {"x": 1}),
]


@BOTH
@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (("a", (), "", 4), {}), (("a",), {"name": "b"}), (("a",), {"x": 1})],
)
def test_wrong_arguments(of: ModuleType, values: tuple[Any, ...], named: dict[str, Any]) -> None:
    base, _, _ = declared(of)
    with pytest.raises(TypeError):
        base(*values, **named)


@BOTH
def test_equality_and_hashes(of: ModuleType) -> None:
    base, derived, changing = declared(of)
    assert base("a", note="one") == base("a", note="two")
    assert hash(base("a", note="one")) == hash(base("a", note="two"))
    assert base("a") != base("b")
    assert base("a") != derived("a")
    assert base("a") != "a"
    assert changing(1, [2]) == changing(1, [2])
    with pytest.raises(TypeError):
        hash(changing())


@BOTH
def test_frozen_and_not(of: ModuleType) -> None:
    base, _, changing = declared(of)
    it = base("a")
    with pytest.raises(AttributeError):
        it.name = "b"
    with pytest.raises(AttributeError):
        del it.name
    open_one = changing()
    open_one.count = 5
    assert open_one.count == 5


@BOTH
def test_replacing(of: ModuleType) -> None:
    base, derived, _ = declared(of)
    assert of.replace(base("a", (1,), "n"), name="b") == base("b", (1,))
    assert of.replace(base("a", (1,), "n"), name="b").note == "n"
    assert of.replace(derived("a"), name="bcd").length == 3
    with pytest.raises((TypeError, ValueError)):
        of.replace(base("a"), other=1)


@BOTH
def test_shown(of: ModuleType) -> None:
    base, _, _ = declared(of)
    assert repr(base("a", (1,), "n")).endswith("Base(name='a', parts=(1,))")


@BOTH
def test_positions_in_patterns(of: ModuleType) -> None:
    _, derived, _ = declared(of)
    match derived("a", (1,), more={"x": 2}):
        case derived(name, parts, _, more):
            assert (name, parts, more) == ("a", (1,), {"x": 2})
        case _:
            pytest.fail("no match")


@BOTH
def test_refused_declarations(of: ModuleType) -> None:
    with pytest.raises(TypeError):

        @of.dataclass(frozen=True)
        class Late:
            first: int = 0
            second: str

    with pytest.raises(ValueError, match="mutable default"):

        @of.dataclass(frozen=True)
        class Shared:
            values: list[int] = []  # noqa: RUF012


@records.dataclass(frozen=True)
class Kept:
    """At the top of a module, as pickling needs it."""

    name: str
    parts: tuple[int, ...] = ()


def test_copied_and_sent_to_another_process() -> None:
    it = Kept("a", (1,))
    assert pickle.loads(pickle.dumps(it)) == it  # our own
    assert copy.deepcopy(it) == it


def test_the_standard_librarys_functions_take_them() -> None:
    it = Kept("a", (1,))
    assert dataclasses.is_dataclass(it)
    assert dataclasses.asdict(it) == {"name": "a", "parts": (1,)}
    assert dataclasses.replace(it, name="b") == Kept("b", (1,))
    assert not dataclasses.is_dataclass(records)
    assert not records.is_dataclass("a")
