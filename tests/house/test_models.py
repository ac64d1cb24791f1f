"""What every noun owes the house."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from huizheng.config import rooms

OURS = [model for model in apps.get_models() if model.__module__.startswith("huizheng.")]
INNER_FROM_BOTTOM = (
    "organs",
    "items",
    "licences",
    "sites",
    "casework",
    "publishing",
    "journeys",
    "assessment",
    "network",
    "desk",
)
OUTER_FROM_BOTTOM = ("accounts", "guides", "applications", "portal")


def floor(label: str) -> int:
    if label in rooms.COMMONS:
        return 0
    if label == "gate":
        return 1
    order = OUTER_FROM_BOTTOM if settings.ZONE == "outer" else INNER_FROM_BOTTOM
    return 2 + order.index(label) if label in order else -1


def folder_of(model: type[models.Model]) -> Path:
    return Path(apps.get_app_config(model._meta.app_label).path)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
class TestEveryModel:
    def test_says_what_personal_data_it_holds(self, model: type[models.Model]) -> None:
        fields = {field.name for field in model._meta.get_fields()}
        assert isinstance(model.__dict__.get("PERSONAL_DATA"), tuple), "PERSONAL_DATA is missing"
        assert set(model.PERSONAL_DATA) <= fields

    def test_is_called_what_the_glossary_calls_it(self, model: type[models.Model]) -> None:
        terms = tomllib.loads((folder_of(model) / "terms.toml").read_text())
        assert terms[model.__name__]["zh"] == str(model._meta.verbose_name)

    def test_points_downstairs_and_protects(self, model: type[models.Model]) -> None:
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            if not field.model.__module__.startswith("huizheng."):
                continue  # a third party's field on a model that builds upon its own
            target, own = field.related_model._meta.app_label, model._meta.app_label
            if target != own:
                assert floor(target) < floor(own), f"{field} climbs"
                if isinstance(field, models.ForeignKey):
                    assert field.remote_field.on_delete in {models.PROTECT, models.SET_NULL}, f"{field} cascades"
