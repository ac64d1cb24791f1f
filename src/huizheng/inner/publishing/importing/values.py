"""From what was written to the values of a page's fields."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail import blocks

from huizheng.inner.publishing.importing.words import near
from huizheng.inner.publishing.kinds.fields import PartsField

_DAY: Final = re.compile(
    r"(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?(?:[T\s]+(\d{1,2})\s*[:：时]\s*(\d{1,2})分?(?:[:：]\d{1,2})?)?"
)
_COMPACT_DAY: Final = re.compile(r"(\d{4})(\d{2})(\d{2})()()")
_YES, _NO = {"是", "有", "true", "yes", "y", "1", "√"}, {"否", "无", "不是", "false", "no", "n", "0", ""}
_DAY_ADVICE: Final = "读不懂这个日期。请写作 2026-11-24。"
_NUMBER_SIZES: Final = {"亿": 100_000_000, "万": 10_000}


class WrongValue(ValueError):
    """What was written is no value of the field; ``str()`` says what to write."""


def value_of(field: models.Field[Any, Any], given: Any) -> Any:
    """Return the value of a field; raises ``WrongValue``."""
    if isinstance(field, PartsField):
        return _parts(field, given)
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        given = (" " if field.name == "keywords" else "、").join(given)
    if not isinstance(given, str):
        raise WrongValue("这里只能写一项文字。")
    if isinstance(field, models.BooleanField):
        return _yes_or_no(given)
    if given == "":
        return None if field.null else ""
    return _written(field, given)


def _written(field: models.Field[Any, Any], given: str) -> Any:
    if isinstance(field, models.DateTimeField):
        return moment(given)
    if isinstance(field, models.DateField):
        return moment(given).date()
    if isinstance(field, models.DecimalField | models.IntegerField | models.FloatField):
        return _number(field, given)
    return _chosen(field, given) if field.choices else given


def moment(given: str) -> Any:
    """Return the moment that was written, in the province's time; a day alone is nine in the morning of that day."""
    if not given:
        return None
    found = _DAY.fullmatch(given) or _COMPACT_DAY.fullmatch(given)
    if found is None:
        raise WrongValue(_DAY_ADVICE)
    year, month, day, hour, minute = found.groups()
    try:
        naive = dt.datetime(int(year), int(month), int(day), int(hour or 9), int(minute or 0))  # noqa: DTZ001 - made aware next
    except ValueError as error:
        raise WrongValue(f"没有“{given}”这一天。请核对年月日。") from error
    return timezone.make_aware(naive)


def _yes_or_no(given: str) -> bool:
    if given.lower() in _YES:
        return True
    if given.lower() in _NO:
        return False
    raise WrongValue("这里写“是”或者“否”。")


def _number(field: models.Field[Any, Any], given: str) -> Any:
    bare = re.sub(r"[,，\s]|(?:元|人|个|期)$", "", given)
    size = _NUMBER_SIZES.get(bare[-1:], 1)
    try:
        value = field.to_python(bare.rstrip("亿万"))
    except ValidationError as error:
        raise WrongValue(f"“{given}”不是数字。请只写数字，单位看字段说明。") from error
    return value * size


def _chosen(field: models.Field[Any, Any], given: str) -> str:
    """Return the value of a choice, which may be written as it is stored or as it reads."""
    words: dict[str, str] = {}
    for value, label in field.flatchoices:
        text = str(label)
        words |= {str(value): str(value), text: str(value), text.split("：", maxsplit=1)[0]: str(value)}
        words[str(value).replace("|", "/")] = str(value)
    found = words.get(given.strip()) or words.get(re.sub(r"\s*[/>|]\s*", "/", given.strip()))
    if found is None:
        labels = [str(label).split("：", maxsplit=1)[0] for _, label in field.flatchoices]
        few = len(labels) <= 12  # noqa: PLR2004 - what is read at a glance
        advice = f"可以写：{'、'.join(labels)}。" if few else near(given, words) or "请核对分类的名称。"
        raise WrongValue(f"没有“{given}”这个选项。{advice}")
    return found


def _parts(field: PartsField, given: Any) -> list[dict[str, Any]]:
    """Return the raw value of a list of parts: one table of facts a part, its names in English or Chinese."""
    rows = given if isinstance(given, list) else [given] if given else []
    name, part = field.PARTS[0]
    made = []
    for place, row in enumerate(rows, start=1):
        try:
            cleaned = part.clean(part.to_python(_raw(part, row)))
        except ValidationError as error:
            raise WrongValue(f"第{place}项：{_first(error, part)}") from error
        made.append({"type": name, "value": part.get_prep_value(cleaned)})
    return made


def _raw(part: Any, given: Any) -> Any:
    if not isinstance(part, blocks.StructBlock):
        return given
    if not isinstance(given, dict):
        labels = "、".join(str(child.label) for child in part.child_blocks.values())
        raise WrongValue(f"每一项要写明：{labels}。")
    words = {str(child.label): name for name, child in part.child_blocks.items()}
    raw: dict[str, Any] = {}
    for word, value in given.items():
        name = word if word in part.child_blocks else words.get(word)
        if name is None:
            raise WrongValue(f"没有“{word}”这一项。{near(word, words)}")
        raw[name] = _of_child(part.child_blocks[name], value)
    return raw


def _of_child(child: Any, value: Any) -> Any:
    if isinstance(child, blocks.StructBlock):
        return _raw(child, value)
    if isinstance(child, blocks.ListBlock):
        return [_of_child(child.child_block, each) for each in (value if isinstance(value, list) else [value])]
    if isinstance(child, blocks.BooleanBlock):
        return _yes_or_no(str(value))
    if isinstance(child, blocks.DateBlock):
        found = moment(str(value))
        return found.date() if found else None
    return value or None if isinstance(child, blocks.IntegerBlock | blocks.DecimalBlock) else value


def _first(error: Any, part: Any) -> str:
    """Return the first sentence of a part's refusal, with the name of what it is about."""
    inside = getattr(error, "block_errors", None)
    if isinstance(inside, dict) and inside:
        name, nested = next(iter(inside.items()))
        child = getattr(part, "child_blocks", {}).get(name)
        return f"{child.label if child else name}：{_first(nested, child)}"
    return str(error.messages[0]) if error.messages else "请核对内容。"
