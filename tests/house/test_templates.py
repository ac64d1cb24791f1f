"""Every template is used, and every model that may be listed says in what order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

HOUSE = Path(__file__).parents[2] / "src" / "huizheng"
TEMPLATES = {
    str(path.relative_to(folder)): path
    for folder in HOUSE.rglob("templates")
    if folder.is_dir()
    for path in folder.rglob("*.html")
}
SOURCES = [
    path.read_text()
    for pattern in ("*.py", "*.html")
    for path in HOUSE.rglob(pattern)
    if "tests" not in path.parts and "migrations" not in path.parts
]
OURS = [model for model in apps.get_models() if model.__module__.startswith("huizheng.")]
# Django asks for these by name when a page fails.
ASKED_BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}


def test_every_template_is_named_somewhere() -> None:
    everything = "\n".join(SOURCES)
    # A frame or a component may be named with a part that is filled in: design/{zone}.html.
    made_up = {re.sub(r"\{[^}]*\}|%s", "*", name) for name in re.findall(r"[\w/{}.%]+\.html", everything)}
    wild = [
        re.compile(re.escape(name).replace(r"\*", r"[\w-]+"))
        for name in made_up
        if "*" in name and not name.startswith("*")
    ]
    unused = [
        name
        for name in TEMPLATES
        if name not in ASKED_BY_DJANGO
        and f'{name}"' not in everything
        and f"{name}'" not in everything
        and not any(pattern.fullmatch(name) for pattern in wild)
    ]
    assert unused == []


def is_alone(model: type[models.Model]) -> bool:
    """Say whether there is never a list of it: one belongs to one other thing, or to the whole zone."""
    key = model._meta.pk
    return any(isinstance(field, models.OneToOneField) for field in model._meta.fields) or isinstance(key.default, int)


LISTED = [model for model in OURS if not is_alone(model)]


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model._meta.label)
def test_a_model_has_an_order(model: type[models.Model]) -> None:
    assert model._meta.ordering, "a list without an order shows a page twice and another never"
