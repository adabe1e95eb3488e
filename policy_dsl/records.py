"""Data classes that cost next to nothing to declare.

`dataclasses` writes, compiles and runs several functions for each class, a third of a millisecond each time: with
the hundreds of small classes here that was a good part of the time in which the command starts. The classes
declared by this module share their functions instead. They mean the same as far as they go: `frozen`, defaults,
`field(default_factory=…, init=…, repr=…, compare=…)`, `__post_init__`, inheritance, `replace` and `fields`. To a
type checker they are the standard library's, and its own functions (`dataclasses.asdict` …) take them as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["FrozenInstanceError", "dataclass", "field", "fields", "is_dataclass", "replace"]

if TYPE_CHECKING:
    from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
else:
    from collections.abc import Callable, Iterable
    from operator import attrgetter
    from typing import cast

    _NOTHING = object()
    _OWN = object()
    _SHAPE = "__record__"
    # From so many instances on, code of its own pays for a class.
    OFTEN = 60
    _STANDARD = "__dataclass_fields__"
    _MUTABLE = (list, dict, set)
    _OF_THE_CLASS = ("ClassVar", "typing.ClassVar")

    class FrozenInstanceError(AttributeError):
        """An attempt to change what does not change."""

    class Field:
        """What is said of one field."""

        __slots__ = ("compare", "default", "default_factory", "init", "name", "repr")

        def __init__(
            self,
            name="",
            default=_NOTHING,
            default_factory=None,
            init=True,
            repr=True,
            compare=True,
        ):
            self.name = name
            self.default = default
            self.default_factory = default_factory
            self.init = init
            self.repr = repr
            self.compare = compare

        @property
        def required(self) -> bool:
            """It has no default."""
            return self.default is _NOTHING and self.default_factory is None

        def value(self):
            """Its default."""
            return self.default if self.default_factory is None else self.default_factory()

    def field(*, default=_NOTHING, default_factory=None, init=True, repr=True, compare=True):
        """As `dataclasses.field`."""
        return Field("", default, default_factory, init, repr, compare)

    class _Shape:
        """The fields of a class, and those that its `__init__` takes."""

        __slots__ = ("asked", "fields", "taken")

        def __init__(self, found: Iterable[Field]) -> None:
            self.fields = tuple(found)
            self.taken = tuple([each for each in self.fields if each.init])
            # Of each that is taken its name, and what stands for it: a value, or what makes one.
            self.asked = tuple(
                [(each.name, each.default, each.default_factory) for each in self.taken]
            )

    class _StandardFields:
        """What the standard library goes by; made when somebody asks for it."""

        def __get__(self, instance, cls):
            import dataclasses

            kept = cls.__dict__.get("__standard_fields__")
            if kept is None:
                made = dataclasses.make_dataclass(
                    cls.__name__,
                    [
                        (each.name, object, dataclasses.field(**_standard(each)))
                        for each in getattr(cls, _SHAPE).fields
                    ],
                    kw_only=True,
                )
                kept = getattr(made, _STANDARD)
                cls.__standard_fields__ = kept
            return kept

    def _standard(it: Field) -> dict[str, object]:
        said = {"init": it.init, "repr": it.repr, "compare": it.compare}
        if it.default_factory is not None:
            return {**said, "default_factory": it.default_factory}
        return said if it.default is _NOTHING else {**said, "default": it.default}

    def dataclass(cls=None, /, *, frozen=False, repr=True):
        """As `dataclasses.dataclass`."""

        def declared(declared_class):
            return _declare(declared_class, frozen, repr)

        return declared if cls is None else declared(cls)

    def fields(it):
        """As `dataclasses.fields`, as far as names go."""
        return getattr(it, _SHAPE).fields

    def is_dataclass(it) -> bool:
        """Whether it is one of these, or an instance of one."""
        return hasattr(it, _SHAPE)

    def replace(it, /, **changes):
        """As `dataclasses.replace`."""
        values = [
            changes.pop(each.name) if each.name in changes else getattr(it, each.name)
            for each in getattr(it, _SHAPE).taken
        ]
        if changes:
            raise TypeError(f"{type(it).__name__} has no field {', '.join(changes)}")
        return type(it)(*values)

    def _declare(cls, frozen: bool, with_repr: bool):
        found: dict[str, Field] = {}
        for base in reversed(cls.__mro__[1:]):
            shape = base.__dict__.get(_SHAPE)
            if shape is not None:
                found.update((each.name, each) for each in shape.fields)
        own = cls.__dict__
        for name, annotation in _annotations(cls).items():
            if not str(annotation).startswith(_OF_THE_CLASS):
                said = own.get(name, _NOTHING)
                found[name] = Field(name) if said is _NOTHING else _field(cls, name, said)
        shape = _Shape(found.values())
        optional = False
        for name, default, factory in shape.asked:
            if default is not _NOTHING or factory is not None:
                optional = True
            elif optional:
                raise TypeError(f"{cls.__name__}.{name} has no default but follows one that has")
        setattr(cls, _SHAPE, shape)
        setattr(cls, _STANDARD, _StandardFields())
        made = {
            "__match_args__": tuple([name for name, _, _ in shape.asked]),
            "__init__": _init(cls, shape, hasattr(cls, "__post_init__")),
            **_comparing(shape, frozen, "__hash__" in own or "__eq__" in own),
        }
        if with_repr:
            made["__repr__"] = _repr
        if frozen:
            made["__setattr__"] = _refuse
            made["__delattr__"] = _refuse
        for name, value in made.items():
            if name not in own or (name == "__hash__" and own[name] is None and frozen):
                setattr(cls, name, value)
        return cls

    def _annotations(cls) -> dict[str, object]:
        """What is annotated in the class itself."""
        found = vars(cls).get("__annotations__")
        if found is None:  # there is nothing, or it is made when it is asked for
            from inspect import get_annotations

            found = get_annotations(cls)
        return found

    def _field(cls, name: str, said: object) -> Field:
        if not isinstance(said, Field):
            if isinstance(said, _MUTABLE):
                raise ValueError(f"{cls.__name__}.{name}: a mutable default; use default_factory")
            return Field(name, said)
        said.name = name
        if said.default is _NOTHING:
            delattr(cls, name)
        else:
            setattr(cls, name, said.default)
        return said

    def _init(cls, shape: _Shape, settles: bool) -> Callable[..., None]:
        names = tuple([name for name, _, _ in shape.asked])
        count = len(names)
        inner = (
            ()
            if len(shape.fields) == count
            else tuple(each for each in shape.fields if not each.init and not each.required)
        )
        put = object.__setattr__
        calls = 0

        def __init__(self, *values, **named):
            nonlocal calls
            calls += 1
            if calls == OFTEN:
                cls.__init__ = _written(shape, settles)
            if named or len(values) != count:
                values = _completed(type(self).__name__, shape.asked, values, named)
            for name, value in zip(names, values, strict=True):
                put(self, name, value)
            if inner:
                for each in inner:
                    put(self, each.name, each.value())
            if settles:
                self.__post_init__()

        return __init__

    def _written(shape: _Shape, settles: bool) -> Callable[..., None]:
        """The same `__init__` as code of its own, three times as quick: for classes with many instances."""
        known: dict[str, object] = {"put": object.__setattr__, "own": _OWN}
        taken: list[str] = []
        lines: list[str] = []
        for index, each in enumerate(shape.fields):
            value = each.name
            if each.default_factory is not None:
                known[f"made_{index}"] = each.default_factory
                made = f"made_{index}()"
                value = f"{each.name} if {each.name} is not own else {made}" if each.init else made
                default = " = own"
            else:
                known[f"default_{index}"] = each.default
                default = "" if each.required else f" = default_{index}"
                if not each.init:
                    value = f"default_{index}"
            if each.init:
                taken.append(f"{each.name}{default}")
            if each.init or not each.required:
                lines.append(f"put(self, {each.name!r}, {value})")
        if settles:
            lines.append("self.__post_init__()")
        body = "\n    ".join(lines) or "pass"
        exec(
            f"def __init__({', '.join(['self', *taken])}):\n    {body}", known
        )  # names of fields only
        return cast("Callable[..., None]", known["__init__"])

    def _completed(name: str, asked, values, named):
        """What is given by position or by name, and defaults for the rest."""
        whole = list(values)
        for its, default, factory in asked[len(values) :]:
            if its in named:
                whole.append(named.pop(its))
            elif factory is not None:
                whole.append(factory())
            elif default is _NOTHING:
                raise TypeError(f"{name} needs {its}")
            else:
                whole.append(default)
        if named or len(whole) > len(asked):
            raise TypeError(f"{name} takes {', '.join(its for its, _, _ in asked)}, each once")
        return whole

    def _comparing(shape: _Shape, frozen: bool, own: bool) -> dict[str, object]:
        names = [each.name for each in shape.fields if each.compare]
        content = attrgetter(*names) if names else lambda it: ()

        def __eq__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return self is other or content(self) == content(other)

        def __hash__(self):
            return hash(content(self))

        if frozen:
            return {"__eq__": __eq__, "__hash__": __hash__}
        return {"__eq__": __eq__} if own else {"__eq__": __eq__, "__hash__": None}

    def _repr(self) -> str:
        said = ", ".join(
            f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr
        )
        return f"{type(self).__qualname__}({said})"

    def _refuse(self, name: str, value: object = None) -> None:
        raise FrozenInstanceError(f"{type(self).__name__} is frozen: {name} stays as it is")
