"""Before the submission: choose, fill in, hand in, check, submit; and the correction in place."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huizheng.commons.files.api import FileRefused
from huizheng.commons.files.api import NotVisible as FileNotVisible
from huizheng.commons.forms import api as forms
from huizheng.lib.row_keys import row_key
from huizheng.outer.accounts.api import Refused, applicant_facts
from huizheng.outer.applications.actions import drafting, submitting
from huizheng.outer.applications.content import Content
from huizheng.outer.applications.errors import ApplicationError, Incomplete, NotNow, StaleDraft
from huizheng.outer.applications.materials import FIELD
from huizheng.outer.applications.queries import open_correction, own_copy
from huizheng.outer.applications.services import OfferedService, pinned_service
from huizheng.outer.applications.states import ApplicationState
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.access import ApplicationView

PHONES = ("Mobile", "Android", "iPhone")


def channel_of(request: HttpRequest) -> str:
    """Return the code of GB/T 39046 A.5: 2 电脑端, 3 移动端."""
    agent = request.headers.get("User-Agent", "")
    return "3" if any(phone in agent for phone in PHONES) else "2"


class DraftView(ApplicationView):
    """A page of a draft: the pinned release, what is kept, and the moment."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def service(self) -> OfferedService:
        return pinned_service(self.application.item_slug, self.application.release_version)

    @property
    def context(self) -> forms.Context:
        return forms.Context(self.now)

    def content(self, answers: dict[str, Any], **limits: Any) -> Content:
        promised = set(own_copy(self.application).get("promised", []))
        return Content(
            self.application,
            self.service,
            answers,
            applicant=applicant_facts(self.party),
            at=self.now,
            promised=promised,
            **limits,
        )

    def open_fields(self, copy: dict[str, Any]) -> set[str]:
        """Return the fields that a post may change: all but those whose source is the authority for them."""
        locked = {key for key, each in copy.get("provenance", {}).items() if each["locked"]}
        return set(self.service.form.fields) - locked

    def must_be_draft(self) -> HttpResponseBase | None:
        if self.application.state == ApplicationState.DRAFT:
            return None
        return redirect("applications:follow", self.application.pk)


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
            drafting.save_draft(self.application, answers=posted.answers, revision=_revision(request), at=self.now)
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
            drafting.save_draft(self.application, answers=posted.answers, revision=_revision(request), at=self.now)
        except StaleDraft as error:
            return JsonResponse({"error": str(error.sentence)}, status=409)
        except NotNow as error:
            return JsonResponse({"error": str(error.sentence)}, status=410)
        self.application.refresh_from_db()
        saved_at = date_format(timezone.localtime(self.now), "H:i")
        return JsonResponse({"saved_at": saved_at, "version": str(self.application.revision)})


class HandInMaterials(DraftView):
    """Every material the answers call for, each with its own upload, promise or the words why nothing is needed."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if elsewhere := self.must_be_draft():
            return elsewhere
        return self._page(request)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        if elsewhere := self.must_be_draft():
            return elsewhere
        if key := request.POST.get("promise") or request.POST.get("unpromise"):
            drafting.promise_material(
                self.application, key=key, promised="promise" in request.POST, by=self.party, at=self.now
            )
            return redirect(f"{request.path}#material-{key}")
        rules = {rule.key: rule for rule in self.service.materials}
        refused: dict[str, str] = {}
        for name in request.FILES:
            key = name.removeprefix("material-")
            for upload in request.FILES.getlist(name) if key in rules else []:
                try:
                    drafting.attach_material(
                        self.application, key=key, upload=upload, rule=rules[key].files, by=self.party, at=self.now
                    )
                except FileRefused as error:
                    refused[key] = str(error)
        if refused:
            return self._page(request, refused=refused, status=422)
        if "next" in request.POST:
            missing = self.content(own_copy(self.application)["answers"]).missing_materials()
            if missing:
                return self._page(request, refused=missing, status=422)
            return redirect("applications:check", self.application.pk)
        return redirect("applications:materials", self.application.pk)

    def _page(self, request: HttpRequest, *, refused: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
        content = self.content(own_copy(self.application)["answers"])
        page = presenters.materials_page(request, content, self.party, refused=refused or {}, at=self.now)
        return render(request, "applications/materials.html", page, status=status)


class RemoveMaterial(DraftView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, file_id: UUID) -> HttpResponseBase:
        try:
            drafting.remove_material(self.application, file=file_id, by=self.party, at=self.now)
        except FileNotVisible:
            raise Http404 from None
        except NotNow as error:
            messages.error(request, str(error.sentence))
            return redirect("applications:follow", self.application.pk)
        messages.success(request, _("文件已移除。"))
        if self.application.state == ApplicationState.CORRECTION_REQUESTED:
            return redirect("applications:correct", self.application.pk)
        return redirect("applications:materials", self.application.pk)


class CheckAndSubmit(DraftView):
    """Everything once more on one page; then it is handed in, once, however often the button is pressed."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if elsewhere := self.must_be_draft():
            return elsewhere
        return self._page(request)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        if self.application.state != ApplicationState.DRAFT:
            return redirect("applications:submitted", self.application.pk)
        content = self.content(own_copy(self.application)["answers"])
        try:
            submitting.submit(
                self.application,
                service=self.service,
                content=content,
                channel=channel_of(request),
                by=self.party,
                at=self.now,
            )
        except Incomplete:
            return self._page(request, judged=True, status=422)
        except (ApplicationError, Refused) as error:
            messages.error(request, str(error.sentence))
            return self._page(request, status=409)
        return redirect("applications:submitted", self.application.pk)

    def _page(self, request: HttpRequest, *, judged: bool = False, status: int = 200) -> HttpResponse:
        content = self.content(own_copy(self.application)["answers"])
        return render(request, "applications/check.html", presenters.check_page(content, judged=judged), status=status)


class DiscardDraft(DraftView):
    def get(self, request: HttpRequest) -> HttpResponseBase:
        if elsewhere := self.must_be_draft():
            return elsewhere
        return render(request, "applications/discard.html", presenters.head(self.application))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        try:
            drafting.discard_draft(self.application, by=self.party, at=self.now)
        except NotNow as error:
            messages.error(request, str(error.sentence))
            return redirect("applications:follow", self.application.pk)
        messages.success(request, _("草稿已删除。"))
        return redirect("applications:mine")


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
            drafting.save_draft(self.application, answers=answers, revision=_revision(request), at=self.now)
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


def _revision(request: HttpRequest) -> int | None:
    """Return the revision that the page was built from; a page without one saves over whatever is there."""
    text = request.POST.get("__version") or request.POST.get("version") or ""
    return row_key(text)
