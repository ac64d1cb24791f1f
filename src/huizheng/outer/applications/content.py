"""What is handed in, judged against the release: answers, materials, and the document that is sealed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from huizheng.commons.forms.api import Checked, Context, validate
from huizheng.outer.applications.materials import FIELD, waiting
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.services import MaterialRule, OfferedService


class Content:
    """The answers and materials of one application at one moment.

    ``editable`` limits the judgement to what a correction notice marked: fields and materials outside it stand as they
    were accepted at the first submission.
    """

    def __init__(
        self,
        application: Application,
        service: OfferedService,
        answers: dict[str, Any],
        *,
        applicant: dict[str, Any],
        at: dt.datetime,
        promised: set[str] | None = None,
        editable: set[str] | None = None,
        marked_materials: set[str] | None = None,
    ) -> None:
        self.application = application
        self.service = service
        self.answers = answers
        self.applicant = applicant
        self.context = Context(at)
        self.promised = promised or set()
        self.editable = editable
        self.marked_materials = marked_materials

    @cached_property
    def checked(self) -> Checked:
        return validate(self.service.form, self.answers, context=self.context)

    @cached_property
    def materials_asked(self) -> tuple[MaterialRule, ...]:
        return self.service.materials_asked(self.checked.values, context=self.context)

    def errors(self) -> dict[str, str]:
        """Return what is wrong with the answers, field by field."""
        if self.editable is None:
            return self.checked.errors
        return {
            path: text
            for path, text in self.checked.errors.items()
            if any(path == key or path.startswith(f"{key}.") for key in self.editable)
        }

    def missing_materials(self, lying: Collection[str] | None = None) -> dict[str, str]:
        """Return the materials that are still to be handed in, with what to do about each.

        ``lying`` are the keys of the files that wait, when the caller has them at hand.
        """
        fresh = set(waiting(self.application) if lying is None else lying)
        if self.marked_materials is not None:
            return {
                key: _("请按补正要求重新上传：%(name)s") % {"name": self.material_name(key)}
                for key in sorted(self.marked_materials - fresh)
            }
        return {
            rule.key: _("请上传：%(name)s") % {"name": rule.title}
            for rule in self.materials_asked
            if rule.must_be_handed_in and rule.key not in fresh and not self.is_promised(rule)
        }

    def material_name(self, key: str) -> str:
        if key.startswith(FIELD):
            return self.service.form.fields[key.removeprefix(FIELD)].label
        return next((rule.name for rule in self.service.materials if rule.key == key), key)

    def is_promised(self, rule: MaterialRule) -> bool:
        """Say whether the applicant promises to fulfil what the material would prove (告知承诺)."""
        return rule.promise_allowed and rule.key in self.promised

    def describe(self, files: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """Return every material that counts, with where it comes from and the files that travel beside the message."""
        described = [
            {"key": rule.key, "name": rule.name, "origin": self._origin(rule, files), "files": files.get(rule.key, [])}
            for rule in (*self.materials_asked, *(each for each in self.service.materials if each.generated))
            if rule.generated or rule.must_be_handed_in or rule.key in files or rule.asked == "if_not_shared"
        ]
        known = {entry["key"] for entry in described}
        return described + [
            {"key": key, "name": self.material_name(key), "origin": "upload", "files": found}
            for key, found in files.items()
            if key not in known
        ]

    def _origin(self, rule: MaterialRule, files: dict[str, list[dict[str, Any]]]) -> str:
        if rule.key in files:
            return "upload"
        if rule.generated:
            return "form"
        return "promise" if self.is_promised(rule) else "shared"

    def document(self, *, materials: list[dict[str, Any]]) -> dict[str, Any]:
        """Return what the inner zone opens: who applies, the clean answers, and how each file is unsealed."""
        return {
            "applicant": self.applicant["applicant"],
            "agent": self.applicant.get("agent"),
            "answers": self.checked.clean,
            "materials": materials,
            "delivery": {
                key.removeprefix("delivery."): value
                for key, value in self.checked.clean.items()
                if key.startswith("delivery.")
            },
        }
