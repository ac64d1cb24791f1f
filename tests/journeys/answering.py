"""Answering a form in the browser by the keys of its questions, whatever their kind."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from tests.journeys.person import Person

Answers = dict[str, Any]


def answers(one: Person, given: Answers) -> Person:
    """Answer every question of this page that ``given`` knows; questions that an answer brings up are answered too."""
    done: set[str] = set()
    for _ in range(40):
        question = _next(one, given, done)
        if question is None:
            return one
        done.add(question)
        place = one.page.locator(f'[data-hz-field="{question}"]')
        if isinstance(given[question], list) and given[question] and isinstance(given[question][0], dict):
            _fill_rows(one, question, place, given[question])
        else:
            _fill(place, given[question])
    raise AssertionError("the form brings up questions for ever")


def _next(one: Person, given: Answers, done: set[str]) -> str | None:
    for question in one.page.locator("[data-hz-field]:not([hidden])").all():
        key = question.get_attribute("data-hz-field") or ""
        if key in given and key not in done and question.is_visible():
            return key
    return None


def _fill_rows(one: Person, key: str, place: Locator, rows: list[Answers]) -> None:
    for number, row in enumerate(rows):
        if place.locator("[data-hz-row]").count() <= number:
            place.locator("[data-hz-add]").click()
            place.locator(f'[data-hz-row="{number}"]').wait_for()
        for column, value in row.items():
            cell = one.page.locator(f'[data-hz-field="{key}.{number}.{column}"]')
            if cell.is_visible():
                _fill(cell, value)


def _fill(place: Locator, value: Any) -> None:
    if isinstance(value, dict):  # an address
        place.locator("select").first.select_option(value["division"])
        if "detail" in value:
            place.locator("input[type=text]").first.fill(value["detail"])
    elif isinstance(value, bool):
        if place.locator("input[type=radio]").count():
            place.locator(f'input[type=radio][value="{str(value).lower()}"]').check()
        else:
            place.locator("input[type=checkbox]").set_checked(value)
    elif isinstance(value, list):
        for each in value:
            place.locator(f'input[type=checkbox][value="{each}"]').check()
    elif place.locator(f'input[type=radio][value="{value}"]').count():
        place.locator(f'input[type=radio][value="{value}"]').check()
    elif place.locator("select").count():
        place.locator("select").first.select_option(value)
    else:
        place.locator("input:not([type=hidden]), textarea").first.fill(str(value))
