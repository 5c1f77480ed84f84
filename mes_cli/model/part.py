"""The base class of all models: frozen, and unknown fields are refused."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A piece of a record.

    Where a field has another canonical name than its attribute (``from`` is a word of Python),
    the name is its ``validation_alias``; Python code may use either.
    """

    #: The fields, by attribute, that tell one element of a list of these from another one. Two
    #: states of a list are compared by them, whatever the order; without any, by all fields.
    natural_key: ClassVar[tuple[str, ...]] = ()

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,  # most commands need few of the models
        hide_input_in_errors=True,  # what a record says of people is repeated nowhere
        validate_by_name=True,
        validate_by_alias=True,
    )
