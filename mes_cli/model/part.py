"""The base class of all models: frozen, and unknown fields are refused."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A piece of a record.

    Where a field has another canonical name than its attribute (``from`` is a word of Python),
    the name is its ``validation_alias``; Python code may use either.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,  # most commands need few of the models
        hide_input_in_errors=True,  # what a record says of people is repeated nowhere
        validate_by_name=True,
        validate_by_alias=True,
    )
