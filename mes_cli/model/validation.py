"""The pydantic models of the records: what judges values that are not plainly right."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model
from pydantic_core import PydanticCustomError
from pydantic_core import core_schema as core

from mes_cli.model.part import Part
from mes_cli.model.scalars import DEFAULT_DAY, Reads, Refusal

P = TypeVar("P", bound=Part)

_CONFIG = ConfigDict(
    frozen=True,
    extra="forbid",
    hide_input_in_errors=True,
    validate_by_name=True,
    validate_by_alias=True,
)


def validate(model: type[P], data: object, context: Mapping[str, object] | None) -> P:
    """Judge values, and make a record of them.

    Raises:
        pydantic.ValidationError: a value is missing, unknown or not what its field takes.
    """
    found: P = _adapter(model).validate_python(data, context=dict(context or {}))
    return found


@cache
def pydantic_model(model: type[Part]) -> type[BaseModel]:
    """Make the pydantic model of a part, of the fields that it declares."""
    fields: dict[str, Any] = {}
    for attribute, declared in model.fields.items():
        said: dict[str, Any] = {} if declared.required else {"default": declared.default}
        if declared.name:
            said["alias"] = declared.name
        if declared.least:
            said["min_length"] = declared.least
        fields[attribute] = (declared.annotation, Field(**said))
    return create_model(model.__name__, __config__=_CONFIG, **fields)


@cache
def _adapter(model: type[Part]) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def core_schema(model: type[Part], handler: Any) -> Any:
    """Give what pydantic's core does with a part."""

    def judge(value: object, inner: Any) -> Part:
        if isinstance(value, model):
            return value
        judged: BaseModel = inner(value)
        said = {name: judged.__dict__[name] for name in judged.model_fields_set}
        return model.made(said)

    return core.no_info_wrap_validator_function(
        judge, handler.generate_schema(pydantic_model(model))
    )


def reading_schema(reads: Reads, inner: Any) -> Any:
    """Give what pydantic's core does before it judges a value: texts are read.

    Where text is expected nothing else is taken; elsewhere a value may have its type already.
    """
    texts = inner["type"] == "str"

    def read(value: object, info: core.ValidationInfo) -> object:
        if not isinstance(value, str):
            if texts:
                raise PydanticCustomError("not_text", "refused")
            return value
        try:
            return reads.function(value, (info.context or {}).get("day_length", DEFAULT_DAY))
        except Refusal as refused:
            code = refused.code.replace("-", "_")
            raise PydanticCustomError(code, "refused", dict(refused.context)) from None

    return core.with_info_before_validator_function(read, inner)
