"""All field types: importing this module makes every one of them known."""

from huizheng.commons.forms.fields import choices, composite, dates, identity, numbers, places, texts
from huizheng.commons.forms.fields.base import FieldType, all_types, type_named, type_of

__all__ = [
    "FieldType",
    "all_types",
    "choices",
    "composite",
    "dates",
    "identity",
    "numbers",
    "places",
    "texts",
    "type_named",
    "type_of",
]
