"""One field as a page shows it: everything its template needs, in words and attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext as _

from huizheng.commons.forms.checking import Checked
from huizheng.commons.forms.divisions import division_options
from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.evaluation import is_empty
from huizheng.commons.forms.fields.choices import Chosen
from huizheng.commons.forms.fields.composite import least_rows, most_rows
from huizheng.commons.forms.fields.numbers import Money
from huizheng.commons.forms.fields.places import MAX_DETAIL, Division
from huizheng.commons.forms.fields.registry import type_of
from huizheng.commons.forms.names import control_id, control_name
from huizheng.commons.forms.parts import Field, Option

_FEW: Final = 6
_WIDTHS: Final = {"short": "xs", "medium": "s", "long": "m"}


@dataclass(frozen=True)
class FileLink:
    """A stored file as the page names it."""

    name: str
    url: str = ""
    size: str = ""


@dataclass(frozen=True)
class Page:
    """What all fields of one page share."""

    raw: Mapping[str, Any]
    checked: Checked
    errors: Mapping[str, str]
    prefix: str = ""
    editable: frozenset[str] | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileLink] = field(default_factory=dict)
    focus: str = ""

    @cached_property
    def divisions(self) -> Sequence[Option]:
        return division_options()


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    chosen: bool
    id: str
    group: str = ""


@dataclass(frozen=True)
class Row:
    number: int
    title: str
    cells: tuple[ShownField, ...]
    remove: str


@dataclass(frozen=True)
class ShownField:
    """A field, or a cell of a row, ready to be drawn."""

    page: Page
    field: Field
    path: str
    raw: Any
    clean: Any
    is_shown: bool
    is_required: bool

    @property
    def id(self) -> str:
        return control_id(self.path, self.page.prefix)

    @property
    def name(self) -> str:
        return control_name(self.path, self.page.prefix)

    @property
    def label(self) -> str:
        return self.field.title

    @property
    def hint(self) -> str:
        return self.field.hint

    @property
    def error(self) -> str:
        return self.page.errors.get(self.path, "")

    @property
    def required(self) -> bool:
        return self.is_required

    @property
    def can_be_changed(self) -> bool:
        return self.page.editable is None or (self.field.repeat or self.field.key) in self.page.editable

    @property
    def template(self) -> str:
        widget = type_of(self.field).widget
        if not self.can_be_changed and type_of(self.field).answered and not self.field.columns:
            return "forms/fields/fixed.html"
        if widget == "choice":
            widget = "radios" if self.as_radios else "select"
        return f"forms/fields/{widget}.html"

    @property
    def as_radios(self) -> bool:
        display = self.field.settings.get("display")
        return display == "radios" or (display is None and len(self.field.options) in range(1, _FEW + 1))

    @property
    def source(self) -> str:
        """Where a filled-in answer came from, in words."""
        return self.page.sources.get(self.path, "")

    @property
    def described(self) -> str:
        notes = [
            f"{self.id}-{part}"
            for part, there in (
                ("hint", self.hint),
                ("source", self.source),
                ("error", self.error),
                ("count", self.limit),
            )
            if there
        ]
        return " ".join(notes)

    @property
    def typed(self) -> str:
        """Return what stands in the box: as it was typed, or as it is kept."""
        if self.raw is None or isinstance(self.raw, bool | list | dict):
            return ""
        return str(self.raw)

    @property
    def control(self) -> str:
        """Return the input's type; a date that a date picker would drop is shown as text instead."""
        control = type_of(self.field).control
        picked = control in {"date", "month", "datetime-local"}
        return "text" if picked and self.typed and self.clean != self.typed else control

    @property
    def width(self) -> str:
        kind = type_of(self.field)
        return _WIDTHS.get(self.field.settings.get("width", kind.width), "")

    @property
    def inputmode(self) -> str:
        return type_of(self.field).inputmode

    @property
    def autocomplete(self) -> str:
        """Return the browser's token for what is asked; in rows it would fill in one person everywhere."""
        return "" if self.field.repeat else self.field.settings.get("autocomplete", type_of(self.field).autocomplete)

    @property
    def maxlength(self) -> int:
        rule = self.field.rule("length")
        return max(type_of(self.field).maxlength, rule.args.get("max", 0) if rule else 0)

    @property
    def is_picked(self) -> bool:
        """Say whether the browser offers a picker for it: such a control knows no greatest length."""
        return type_of(self.field).control in {"date", "month", "datetime-local"}

    @property
    def limit(self) -> int:
        """Return the greatest number of characters of a long text, to be counted while typing."""
        rule = self.field.rule("length")
        told = rule.args.get("max") if rule else None
        return told or self.maxlength if type_of(self.field).widget == "textarea" else 0

    @property
    def lines(self) -> int:
        return int(self.field.settings.get("lines", 4))

    @property
    def placeholder(self) -> str:
        return str(self.field.settings.get("placeholder", ""))

    @property
    def tone(self) -> str:
        return str(self.field.settings.get("tone", "info"))

    @property
    def unit(self) -> str:
        unit = str(self.field.settings.get("unit", "元" if self.field.type == "money" else ""))
        return _(unit) if unit and self.field.type != "computed" else ""

    @property
    def words(self) -> str:
        """Return an amount in capital numerals."""
        kind = type_of(self.field)
        if not isinstance(kind, Money) or self.clean is None:
            return ""
        return kind.words(self.field, Decimal(self.clean))

    @property
    def shown(self) -> str:
        """Return the answer in words, for what cannot be changed here."""
        if is_empty(self.clean):
            return self.typed
        return type_of(self.field).present(self.field, self.clean)

    @property
    def choices(self) -> list[Choice]:
        kind = type_of(self.field)
        assert isinstance(kind, Chosen)
        chosen = set(self.raw) if isinstance(self.raw, list | tuple) else {self.typed}
        return [
            Choice(option.value, option.text, option.value in chosen, self.id if not place else f"{self.id}-{place}")
            for place, option in enumerate(kind.options(self.field))
        ]

    @property
    def answer(self) -> str:
        """Return yes or no as the radio buttons send it."""
        try:
            found = type_of(self.field).parse(self.field, self.raw)
        except Unfit:
            return ""
        return "" if found is None else str(found).lower()

    @property
    def statement(self) -> str:
        settings = self.field.settings
        return Option("", settings.get("statement", ""), settings.get("statement_en", "")).text

    # Places

    @property
    def division_choices(self) -> list[Choice]:
        chosen = self.raw.get("division", "") if isinstance(self.raw, dict) else self._division_of_text()
        return [
            Choice(option.value, option.text, option.value == str(chosen)[:6], "", _(option.group))
            for option in self.page.divisions
        ]

    def _division_of_text(self) -> str:
        return self.typed if self.typed.isdigit() else ""

    @property
    def detail(self) -> str:
        if isinstance(self.raw, dict):
            return str(self.raw.get("detail", "") or "")
        return "" if self.typed.isdigit() else self.typed

    @property
    def has_detail(self) -> bool:
        kind = type_of(self.field)
        return not isinstance(kind, Division) or kind.digits(self.field) > _FEW

    @property
    def has_division(self) -> bool:
        return bool(self.field.settings.get("division", True))

    @property
    def detail_label(self) -> str:
        if self.field.type == "address":
            return _("详细地址（街道、门牌）")
        return _("乡镇（街道）、村（社区）")

    @property
    def detail_maxlength(self) -> int:
        return MAX_DETAIL

    # Files

    @property
    def file_links(self) -> list[tuple[str, FileLink]]:
        digests = self.raw if isinstance(self.raw, list | tuple) else []
        return [(str(one), self.page.files.get(str(one), FileLink(name=str(one)[:12]))) for one in digests if one]

    @property
    def accept(self) -> str:
        return ",".join(f".{ending}" for ending in self.field.settings.get("accept", ()))

    # Rows

    @property
    def most(self) -> int:
        return most_rows(self.field)

    @property
    def can_add(self) -> bool:
        return self.can_be_changed and len(self.rows) < self.most

    @property
    def row_label(self) -> str:
        settings = self.field.settings
        return Option("", settings.get("row_label", ""), settings.get("row_label_en", "")).text or self.label

    @cached_property
    def rows(self) -> list[Row]:
        typed: list[Any] = list(self.raw) if isinstance(self.raw, list | tuple) else []
        wanted = max(least_rows(self.field), 1 if self.is_required else 0) if self.can_be_changed else 0
        typed += [{} for _missing in range(wanted - len(typed))]
        return [self._row(place, cells if isinstance(cells, dict) else {}) for place, cells in enumerate(typed)]

    def _is_offered(self, number: str) -> bool:
        """Say whether a row is a blank one that nobody has typed in, so that nothing is known of its conditions."""
        typed = len(self.raw) if isinstance(self.raw, list | tuple) else 0
        return int(number) >= typed

    @property
    def blank_row(self) -> Row:
        """Return the row that the browser copies when one is added."""
        return self._row(-1, {})

    def _row(self, place: int, cells: Mapping[str, Any]) -> Row:
        # The copied row's number is put in by the browser.
        number = str(place) if place >= 0 else "987654"
        made = tuple(self._cell(number, column, cells.get(column.key)) for column in self.field.columns)
        title = f"{self.row_label} {place + 1}" if place >= 0 else f"{self.row_label} 987655"
        return Row(number=int(number), title=title, cells=made, remove=f"remove:{self.field.key}:{number}")

    def _cell(self, number: str, column: Field, raw: Any) -> ShownField:
        path = f"{self.path}.{number}.{column.key}"
        clean = _clean(column, raw)
        is_shown = path in self.page.checked.visible or (self._is_offered(number) and column.visible_if is None)
        return ShownField(self.page, column, path, raw, clean, is_shown, column.required is True)


def _clean(one: Field, raw: Any) -> Any:
    try:
        return type_of(one).parse(one, raw)
    except Unfit:
        return None


def shown_field(page: Page, one: Field, *, is_required: bool) -> ShownField:
    kind = type_of(one)
    clean = page.checked.clean.get(one.key)
    if clean is None and kind.answered and not one.columns and not kind.companion_of(one):
        clean = _clean(one, page.raw.get(one.key))
    raw = page.raw.get(one.key) if kind.answered else clean
    return ShownField(page, one, one.key, raw, clean, one.key in page.checked.visible, is_required)
