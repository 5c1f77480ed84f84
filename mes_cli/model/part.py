"""The ground of all records: frozen, light, and made without asking any library.

A record says its fields as a pydantic model does. The pydantic model itself is made of them
in ``model.validation``, and only when values have to be judged that are not plainly right: a
register in which nothing is wrong, or nothing new, is read without it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, dataclass_transform, get_origin

#: What a field has that must be there.
REQUIRED: Any = object()
#: What a table of the user's own words is where there is none.
EMPTY: Any = {}


class Declared:
    """What a model declares of one field."""

    __slots__ = ("annotation", "default", "least", "name")

    def __init__(self, default: Any, name: str = "", least: int = 0) -> None:
        self.default = default
        #: The canonical name, where Python could not read it or something else has it.
        self.name = name
        #: How many values a list must have.
        self.least = least
        self.annotation: Any = None

    @property
    def required(self) -> bool:
        """Tell whether every record must have it."""
        return self.default is REQUIRED


def field(*, default: Any = REQUIRED, name: str = "", least: int = 0) -> Any:
    """Declare a field that has another canonical *name*, or *least* values."""
    return Declared(default, name, least)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Model(type):
    """The type of the classes below: it tells type checkers what they are made with."""


class Part(metaclass=Model):
    """A piece of a record: frozen, and without a place for unknown fields.

    An instance holds what was said; what was not has its default from the class.
    """

    #: All fields, by the attribute that Python code reads.
    fields: ClassVar[Mapping[str, Declared]] = MappingProxyType({})
    required: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        """Read the fields of a class from its annotations."""
        found = dict(cls.fields)
        for attribute, annotation in cls.__annotations__.items():
            origin: object = get_origin(annotation)
            if origin is ClassVar:
                continue
            said = cls.__dict__.get(attribute, REQUIRED)
            declared = said if isinstance(said, Declared) else Declared(said)
            declared.annotation = annotation
            found[attribute] = declared
            if not declared.required:
                setattr(cls, attribute, declared.default)
            elif attribute in cls.__dict__:
                delattr(cls, attribute)
        cls.fields = MappingProxyType(found)
        cls.required = frozenset(name for name, one in found.items() if one.required)

    def __init__(self, **values: Any) -> None:
        if values.keys() - self.fields.keys() or self.required - values.keys():
            message = f"{type(self).__name__} takes {', '.join(self.fields)}"
            raise TypeError(message)
        object.__setattr__(self, "__dict__", values)

    def but(self, **values: Any) -> Self:
        """Give the same with other *values*, which are not judged."""
        return self.made({**self.__dict__, **values})

    @classmethod
    def made(cls, values: dict[str, Any]) -> Self:
        """Make an instance of values that were judged already; it keeps the dictionary."""
        part = object.__new__(cls)
        object.__setattr__(part, "__dict__", values)
        return part

    @classmethod
    def model_validate(cls, data: object, *, context: Mapping[str, object] | None = None) -> Self:
        """Judge values by the pydantic model of this class.

        Raises:
            pydantic.ValidationError: a value is missing, unknown or not what its field takes.
        """
        from mes_cli.model.validation import validate

        return validate(cls, data, context)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: Any) -> Any:
        """Tell pydantic what a part is: its own model's, then one of these."""
        from mes_cli.model.validation import core_schema

        return core_schema(cls, handler)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: records do not change."""
        message = f"{type(self).__name__} is frozen"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse: records do not change."""
        self.__setattr__(name, None)

    def __eq__(self, other: object) -> bool:
        """Tell whether another part says the same."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        if self.__dict__ == other.__dict__:
            return True
        return all(getattr(self, name) == getattr(other, name) for name in self.fields)

    if not TYPE_CHECKING:  # mypy would take the classes themselves for unhashable

        def __hash__(self) -> int:
            """Give equal parts one number."""
            return hash(tuple(getattr(self, name) for name in self.fields))

    def __repr__(self) -> str:
        """Name what was said."""
        said = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({said})"
