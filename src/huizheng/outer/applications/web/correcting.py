"""The correction in place: only what the office marked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from huizheng.commons.files.api import FileRefused
from huizheng.commons.forms import api as forms
from huizheng.outer.applications.actions import drafting, submitting
from huizheng.outer.applications.errors import ApplicationError, Incomplete, StaleDraft
from huizheng.outer.applications.queries import open_correction, own_copy
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.drafts import DraftView, revision_of


class Correct(DraftView):
    """Only what the office marked may be changed; the rest stands as it was handed in."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        asked = open_correction(self.application)
        if not asked:
            return redirect("applications:follow", self.application.pk)
        copy = own_copy(self.application)
        return self._page(request, asked, copy.get("corrected") or copy["answers"], {}, {})

    def post(self, request: HttpRequest) -> HttpResponseBase:
        asked = open_correction(self.application)
        if not asked:
            return redirect("applications:follow", self.application.pk)
        copy = own_copy(self.application)
        form, old = self.service.form, copy["answers"]
        editable = self._editable(asked, old)
        posted = forms.read_post(form, request.POST, previous=copy.get("corrected") or old, editable=editable)
        answers = forms.merge_correction(form, old, posted.answers, editable)
        refused = self._keep_files(request, asked)
        try:
            drafting.save_draft(self.application, answers=answers, revision=revision_of(request), at=self.now)
        except StaleDraft as error:
            messages.warning(request, str(error.sentence))
            return self._page(request, asked, answers, {}, {}, status=409)
        self.application.refresh_from_db()
        if posted.is_update or refused or "submit" not in request.POST:
            return self._page(request, asked, answers, {}, refused, focus=posted.focus, status=422 if refused else 200)
        content = self.content(
            answers, editable=set(editable), marked_materials={each["key"] for each in asked.get("materials", [])}
        )
        try:
            submitting.correct(self.application, content=content, by=self.party, at=self.now)
        except Incomplete as error:
            return self._page(request, asked, answers, error.errors, error.materials, status=422)
        except ApplicationError as error:
            messages.error(request, str(error.sentence))
            return redirect("applications:follow", self.application.pk)
        messages.success(request, _("补正已提交。部门收到后会继续办理。"))
        return redirect("applications:follow", self.application.pk)

    def _editable(self, asked: dict[str, Any], answers: dict[str, Any]) -> frozenset[str]:
        marked = [each["key"] for each in asked.get("fields", [])]
        return forms.correction_fields(self.service.form, marked, answers, context=self.context)

    def _keep_files(self, request: HttpRequest, asked: dict[str, Any]) -> dict[str, str]:
        rules = {rule.key: rule.files for rule in self.service.materials}
        refused: dict[str, str] = {}
        for each in asked.get("materials", []):
            key = each["key"]
            for upload in request.FILES.getlist(f"material-{key}"):
                try:
                    drafting.attach_material(
                        self.application,
                        key=key,
                        upload=upload,
                        rule=rules.get(key, presenters.FIELD_FILES),
                        by=self.party,
                        at=self.now,
                    )
                except FileRefused as error:
                    refused[key] = str(error)
        return refused

    def _page(
        self,
        request: HttpRequest,
        asked: dict[str, Any],
        answers: dict[str, Any],
        errors: dict[str, str],
        refused: dict[str, str],
        *,
        focus: str = "",
        status: int = 200,
    ) -> HttpResponse:
        page = presenters.correction_page(
            request,
            self.application,
            self.service,
            asked=asked,
            answers=answers,
            errors=errors,
            refused=refused,
            party=self.party,
            editable=self._editable(asked, own_copy(self.application)["answers"]),
            context=self.context,
            focus=focus,
            at=self.now,
        )
        return render(request, "applications/correct.html", page, status=status)
