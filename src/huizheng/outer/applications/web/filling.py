"""One section of the form at a time, kept while it is typed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huizheng.commons.files.api import FileRefused
from huizheng.commons.forms import api as forms
from huizheng.outer.applications.actions import drafting
from huizheng.outer.applications.errors import NotNow, StaleDraft
from huizheng.outer.applications.materials import FIELD
from huizheng.outer.applications.queries import own_copy
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.drafts import DraftView, revision_of


class FillIn(DraftView):
    """One section of the form at a time; what is typed is kept at every step, right or wrong."""

    def get(self, request: HttpRequest, section: str = "") -> HttpResponseBase:
        if elsewhere := self.must_be_draft():
            return elsewhere
        copy = own_copy(self.application)
        sections = forms.progress(self.service.form, copy["answers"], context=self.context)
        if section not in {each.key for each in sections}:
            if section or not sections:
                return redirect("applications:fill" if sections else "applications:materials", self.application.pk)
            todo = next((each for each in sections if not each.is_complete), sections[0])
            return redirect("applications:fill_section", self.application.pk, todo.key)
        return self._page(request, section, copy["answers"], copy, {})

    def post(self, request: HttpRequest, section: str) -> HttpResponseBase:
        if elsewhere := self.must_be_draft():
            return elsewhere
        copy = own_copy(self.application)
        if section not in {each.key for each in self.service.form.sections}:
            raise Http404
        posted = forms.read_post(
            self.service.form,
            request.POST,
            previous=copy["answers"],
            section=section,
            editable=self.open_fields(copy),
        )
        refused = self._keep_files(request, posted.answers)
        checked = forms.validate(self.service.form, posted.answers, context=self.context, section=section)
        try:
            drafting.save_draft(self.application, answers=posted.answers, revision=revision_of(request), at=self.now)
        except StaleDraft as error:
            messages.warning(request, str(error.sentence))
            return self._page(request, section, posted.answers, copy, {}, status=409)
        if posted.is_update:
            self.application.refresh_from_db()
            return self._page(request, section, posted.answers, copy, {}, focus=posted.focus)
        errors = checked.errors | refused
        if errors and "later" not in request.POST:
            self.application.refresh_from_db()
            return self._page(request, section, posted.answers, copy, errors, status=422)
        return redirect(self._onward(request, section, posted.answers))

    def _onward(self, request: HttpRequest, section: str, answers: dict[str, Any]) -> str:
        if "later" in request.POST:
            messages.success(request, _("已保存。您可以随时在任何设备上登录，继续填写。"))
            return reverse("applications:mine")
        sections = forms.progress(self.service.form, answers, context=self.context)
        following = forms.neighbours(sections, section)[1]
        if following:
            return reverse("applications:fill_section", args=[self.application.pk, following.key])
        return reverse("applications:materials", args=[self.application.pk])

    def _keep_files(self, request: HttpRequest, answers: dict[str, Any]) -> dict[str, str]:
        refused: dict[str, str] = {}
        for key, sent in forms.uploads(self.service.form, request.FILES).items():
            for upload in sent:
                try:
                    stored = drafting.attach_material(
                        self.application,
                        key=f"{FIELD}{key}",
                        upload=upload,
                        rule=presenters.FIELD_FILES,
                        by=self.party,
                        at=self.now,
                    )
                except FileRefused as error:
                    refused[key] = str(error)
                else:
                    answers[key] = [*(answers.get(key) or []), stored.sm3]
        return refused

    def _page(
        self,
        request: HttpRequest,
        section: str,
        answers: dict[str, Any],
        copy: dict[str, Any],
        errors: dict[str, str],
        *,
        focus: str = "",
        status: int = 200,
    ) -> HttpResponse:
        page = presenters.fill_page(
            self.application,
            self.service,
            section,
            answers=answers,
            provenance=copy.get("provenance", {}),
            errors=errors,
            context=self.context,
            focus=focus,
        )
        return render(request, "applications/fill.html", page, status=status)


class Autosave(DraftView):
    """Keeps what is typed while it is typed; a newer save from elsewhere is never overwritten."""

    http_method_names = ["post"]

    def handle_no_permission(self) -> JsonResponse:  # type: ignore[override]
        """Say that the session has ended: a script cannot read a sign-in page."""
        return JsonResponse({"error": _("登录已过期，请重新登录。")}, status=401)

    def post(self, request: HttpRequest) -> JsonResponse:
        section = request.POST.get("section", "")
        try:
            form = self.service.form
            known = section in {each.key for each in form.sections}
            copy = own_copy(self.application)
            posted = forms.read_post(
                form,
                request.POST,
                previous=copy.get("answers", {}),
                section=section if known else None,
                editable=self.open_fields(copy),
            )
            drafting.save_draft(self.application, answers=posted.answers, revision=revision_of(request), at=self.now)
        except StaleDraft as error:
            return JsonResponse({"error": str(error.sentence)}, status=409)
        except NotNow as error:
            return JsonResponse({"error": str(error.sentence)}, status=410)
        self.application.refresh_from_db()
        saved_at = date_format(timezone.localtime(self.now), "H:i")
        return JsonResponse({"saved_at": saved_at, "version": str(self.application.revision)})
