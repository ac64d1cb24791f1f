"""Between the form and the number: materials, the check of everything, the one press, or the draft discarded."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from huizheng.commons.files.api import FileRefused
from huizheng.commons.files.api import NotVisible as FileNotVisible
from huizheng.outer.accounts.api import Refused
from huizheng.outer.applications.actions import drafting, submitting
from huizheng.outer.applications.errors import ApplicationError, Incomplete, NotNow
from huizheng.outer.applications.queries import own_copy
from huizheng.outer.applications.states import ApplicationState
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.drafts import DraftView, channel_of


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
