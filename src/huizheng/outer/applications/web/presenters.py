"""Ready words, links and pieces for the pages of an application."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huizheng.commons.files import api as files
from huizheng.commons.forms import api as forms
from huizheng.commons.reference.api import UnknownPlace, current_division, organs
from huizheng.outer.accounts.api import Party
from huizheng.outer.applications.content import Content
from huizheng.outer.applications.materials import handed_in, owner_of, waiting
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.rules import draft_kept_until
from huizheng.outer.applications.services import MaterialRule, OfferedService
from huizheng.outer.applications.wording import STATE_KINDS, STATE_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable

# What a file asked for in the form itself may be.
FIELD_FILES = files.FileRule.of(("pdf", "jpg", "png"), max_megabytes=20, max_files=5)
KILOBYTE = 1024
STEPS = ("fill", "materials", "check", "submitted")


def english() -> bool:
    return (get_language() or "").startswith("en")


def moment(at: dt.datetime | None) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def day(on: dt.date | None) -> str:
    return date_format(on, "DATE_FORMAT") if on else ""


def size(number: int) -> str:
    return (
        f"{number / KILOBYTE / KILOBYTE:.1f} MB"
        if number >= KILOBYTE * KILOBYTE
        else f"{max(1, number // KILOBYTE)} KB"
    )


def title_of(application: Application) -> str:
    return application.item_name_en if english() and application.item_name_en else application.item_name


def organ_words(names: Iterable[str]) -> dict[str, str]:
    """Return what the organs are called in the reader's language, by the name that is kept; one query for all."""
    kept = set(names)
    found = {each.name: each.english_name for each in organs().filter(name__in=kept)} if english() else {}
    return {name: found.get(name) or name for name in kept}


def organ_word(name: str) -> str:
    return organ_words([name])[name]


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("首页"), "/"), (_("我的申请"), reverse("applications:mine")), *more]


def head(application: Application) -> dict[str, Any]:
    """Return what every page of one application begins with."""
    return {
        "application": application,
        "title": title_of(application),
        "crumbs": crumbs((title_of(application), "")),
        "organ_name": organ_word(application.organ_name),
        "state_label": STATE_LABELS[application.state],
        "state_tone": STATE_KINDS[application.state],
        "follow_url": reverse("applications:follow", args=[application.pk]),
    }


def stages(current: int) -> dict[str, Any]:
    return {"stages": [_("填写"), _("申请材料"), _("核对提交"), _("完成")], "stage": current}


def fill_page(
    application: Application,
    service: OfferedService,
    section: str,
    *,
    answers: dict[str, Any],
    provenance: dict[str, Any],
    errors: dict[str, str],
    context: forms.Context,
    focus: str = "",
) -> dict[str, Any]:
    form = service.form
    sections = forms.progress(form, answers, context=context)
    known = {key: forms.Provenance.from_json(key, each) for key, each in provenance.items()}
    locked = {key for key, each in known.items() if each.locked}
    before, after = forms.neighbours(sections, section)
    drawn = forms.render(
        form,
        answers,
        errors,
        context=context,
        section=section,
        editable=set(form.fields) - locked if locked else None,
        sources=forms.sources_still_true(known, answers, english=english()),
        files=_field_files(application),
        focus=focus,
        autosave_url=reverse("applications:autosave", args=[application.pk]),
        version=str(application.revision),
    )
    now = next(each for each in sections if each.key == section)
    return (
        head(application)
        | stages(1)
        | {
            "drawn": drawn,
            "section": now,
            "sections": [
                {
                    "title": each.title,
                    "url": reverse("applications:fill_section", args=[application.pk, each.key]),
                    "current": each.key == section,
                    "done": each.is_complete,
                    "to_do": each.to_do,
                }
                for each in sections
            ],
            "before_url": reverse("applications:fill_section", args=[application.pk, before.key]) if before else "",
            "is_last": after is None,
            "revision": application.revision,
            "saved_at": moment(application.saved_at) if application.revision else "",
            "kept_until": day(draft_kept_until(application.saved_at)),
        }
    )


def _field_files(application: Application) -> dict[str, forms.FileLink]:
    return {
        stored.sm3: forms.FileLink(stored.name, "", size(stored.size))
        for found in waiting(application).values()
        for stored in found
    }


def materials_page(
    request: HttpRequest, content: Content, party: Party, *, refused: dict[str, str], at: dt.datetime
) -> dict[str, Any]:
    application = content.application
    lying = waiting(application)
    rows = [
        _material_row(
            request,
            application,
            rule,
            lying=lying.get(rule.key, []),
            party=party,
            content=content,
            refused=refused,
            at=at,
        )
        for rule in content.materials_asked
    ]
    return (
        head(application)
        | stages(2)
        | {
            "rows": rows,
            "generated": [rule.title for rule in content.service.materials if rule.generated],
            "errors": [{"text": text, "id": f"material-{key}"} for key, text in refused.items()],
            "back_url": reverse("applications:fill", args=[application.pk]),
        }
    )


def _material_row(
    request: HttpRequest,
    application: Application,
    rule: MaterialRule,
    *,
    lying: list[files.StoredFile],
    party: Party,
    content: Content | None,
    refused: dict[str, str],
    at: dt.datetime,
) -> dict[str, Any]:
    promised = bool(content and content.is_promised(rule))
    full = len(lying) >= rule.files.max_files
    ticket = files.grant_upload(
        holder=files.holder_of(request),
        owner=owner_of(application),
        purpose=rule.key,
        rule=rule.files,
        by=party.as_actor(),
        at=at,
    )
    return {
        "key": rule.key,
        "id": f"material-{rule.key}",
        "title": rule.title,
        "hint": rule.hint,
        "condition": "" if english() else rule.condition_text,
        "is_required": rule.must_be_handed_in and not promised,
        "is_shared": rule.asked == "if_not_shared",
        "may_promise": rule.promise_allowed and not lying,
        "is_promised": promised,
        "takes": _("%(types)s，每个不超过 %(size)s，最多 %(count)d 个")
        % {
            "types": _("、").join(ending.upper() for ending in rule.files.endings),
            "size": size(rule.files.max_bytes),
            "count": rule.files.max_files,
        },
        "accept": rule.files.accept,
        "many": rule.files.max_files > 1,
        "is_full": full,
        "upload": files.upload_attributes(ticket=ticket, rule=rule.files),
        "error": refused.get(rule.key, ""),
        "files": [
            {
                "name": stored.name,
                "size": size(stored.size),
                "checking": stored.state == files.FileState.QUARANTINED,
                "view_url": reverse("applications:view_material", args=[application.pk, stored.pk]),
                "remove_url": reverse("applications:remove_material", args=[application.pk, stored.pk]),
            }
            for stored in lying
        ],
    }


def check_page(content: Content, *, judged: bool) -> dict[str, Any]:
    application = content.application
    errors, missing = content.errors(), content.missing_materials()
    form = content.service.form
    change_urls = {
        section.key: reverse("applications:fill_section", args=[application.pk, section.key])
        for section in form.sections
    }
    to_mend = [
        *(
            {**link, "href": f"{change_urls[form.section_of[_field_of(form, path)].key]}{link['href']}"}
            for path, link in zip(errors, forms.error_links(form, errors), strict=False)
        ),
        *(
            {"text": text, "href": f"{reverse('applications:materials', args=[application.pk])}#material-{key}"}
            for key, text in missing.items()
        ),
    ]
    lying = waiting(application)
    rows = [
        (
            rule.title,
            [stored.name for stored in lying[rule.key]] if rule.key in lying else _without_file(content, rule),
        )
        for rule in content.materials_asked
        if rule.key in lying or rule.must_be_handed_in or rule.asked == "if_not_shared"
    ]
    return (
        head(application)
        | stages(3)
        | {
            "answers": forms.render_summary(
                forms.summary(form, content.checked.clean, files=_field_files(application)), change_urls=change_urls
            ),
            "materials": rows,
            "materials_url": reverse("applications:materials", args=[application.pk]),
            "to_mend": to_mend,
            "judged": judged,
            "place": _place(application),
        }
    )


def _field_of(form: forms.Form, path: str) -> str:
    while path not in form.fields:
        path = path.rpartition(".")[0]
    return path


def _without_file(content: Content, rule: MaterialRule) -> str:
    if content.is_promised(rule):
        return _("您已书面承诺，无需上传")
    if rule.asked == "if_not_shared":
        return _("由部门通过数据共享核验，无需上传")
    return _("还没有上传")


def _place(application: Application) -> str:
    try:
        found = current_division(application.division_code)
    except UnknownPlace:
        return application.division_code
    return found.english_name if english() and found.english_name else found.name


def correction_page(
    request: HttpRequest,
    application: Application,
    service: OfferedService,
    *,
    asked: dict[str, Any],
    answers: dict[str, Any],
    errors: dict[str, str],
    refused: dict[str, str],
    party: Party,
    editable: frozenset[str],
    context: forms.Context,
    at: dt.datetime,
    focus: str = "",
) -> dict[str, Any]:
    form = service.form
    reasons = {each["key"]: each.get("reason", "") for each in asked.get("fields", [])}
    lying, rules = waiting(application), {rule.key: rule for rule in service.materials}
    before = handed_in(application)
    rows = []
    for each in asked.get("materials", []):
        rule = rules.get(each["key"])
        if rule is None:
            continue
        row = _material_row(
            request,
            application,
            rule,
            lying=lying.get(rule.key, []),
            party=party,
            content=None,
            refused=refused,
            at=at,
        )
        rows.append(
            row | {"reason": each.get("reason", ""), "before": [old["name"] for old in before.get(rule.key, [])]}
        )
    return head(application) | {
        "note": asked.get("note", ""),
        "reasons": [
            {
                "label": form.fields[key].title if key in form.fields else key,
                "reason": reason,
                "url": f"#{forms.control_id(key)}",
            }
            for key, reason in reasons.items()
        ],
        "drawn": forms.render(
            form,
            answers,
            errors,
            context=context,
            editable=editable,
            files=_field_files(application),
            focus=focus,
            autosave_url=reverse("applications:autosave", args=[application.pk]),
            version=str(application.revision),
        )
        if reasons
        else "",
        "rows": rows,
        "errors": [{"text": text, "id": f"material-{key}"} for key, text in refused.items()],
        "revision": application.revision,
    }
