"""Emergencies: one act opens a banner and a page on every site of a tier and below; another person checks later."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.commons.numbering.api import next_number
from huizheng.gate.api import send
from huizheng.gate.contracts.publishing import EmergencyChanged
from huizheng.inner.organs.api import official_of
from huizheng.inner.sites.emergency_templates import BLANK
from huizheng.inner.sites.events import EmergencyAnnounced
from huizheng.inner.sites.models import Emergency, EmergencyEntry, Site
from huizheng.inner.sites.policies import check_announce, check_emergency
from huizheng.inner.sites.queries import below, site
from huizheng.inner.sites.rules import ChangedMeanwhile, NotNow, NotVisible, NotYours, Refused
from huizheng.inner.sites.states import NEXT, EmergencyKind, EmergencyLevel, EmergencyState, Language

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from huizheng.inner.organs.api import Official
    from huizheng.lib.actors import Actor

_MOST_MEASURES = 10
_LONGEST = {"title": 80, "english_title": 160, "summary": 500, "area": 120, "phone": 60}


def open_emergency(
    *,
    site_slug: str,
    kind: str,
    level: str,
    title: str,
    summary: str,
    area: str,
    measures: Sequence[str] = (),
    english_title: str = "",
    phone: str = "",
    scope: str | Sequence[str] = "below",
    by: Actor,
    at: dt.datetime,
) -> Emergency:
    """This function will open an emergency on a site and all below it, on it alone, or on named ones below.

    It crosses the gate at once, with one signature (green channel): 有关人民政府和部门应当及时向社会公布信息
    (突发事件应对法 art 7); a warning names kind, level, beginning, area, measures and issuer (art 64). Another person
    checks afterwards. Raises ``NotYours``, and ``Refused`` with the field at fault.
    """
    with transaction.atomic():
        announcing = site(site_slug)
        check_announce(announcing, by=by, at=at)
        signer = _official(by)
        reached = reached_sites(announcing, scope)
        facts = _checked(
            {"title": title, "english_title": english_title, "summary": summary, "area": area, "phone": phone}
        )
        _check_english(facts["english_title"], reached)
        if kind not in EmergencyKind.values or level not in EmergencyLevel.values:
            raise Refused("请选择事件类别和级别。", field="level")
        year = timezone.localdate(at).year
        region = announcing.division_id
        emergency = Emergency.objects.create(
            number=f"{region}-{year}-{next_number(series='emergency', scope=f'{region}:{year}', at=at):03d}",
            kind=kind,
            level=level,
            measures=_measures(measures),
            organ=announcing.organ,
            sites=reached,
            opened_at=at,
            opened_by=signer,
            **facts,
        )
        _announce(emergency, "open", "", by=by, signer=signer, at=at)
    return emergency


def update_emergency(
    number: str, *, note: str = "", by: Actor, at: dt.datetime, seen: int | None = None, **facts: Any
) -> Emergency:
    """This function will change ``level title english_title summary area phone measures`` of an open emergency.

    发布警报的人民政府应当根据事态的发展，适时调整预警级别并重新发布 (突发事件应对法 art 70). Raises ``NotYours``,
    ``NotNow``, ``ChangedMeanwhile``, and ``Refused`` with the field at fault.
    """
    with _changing(number, by=by, at=at, seen=seen) as emergency:
        words = {key: value for key, value in facts.items() if key in _LONGEST}
        for key, value in _checked(words).items():
            setattr(emergency, key, value)
        if "measures" in facts:
            emergency.measures = _measures(facts["measures"])
        if "level" in facts:
            if facts["level"] not in EmergencyLevel.values:
                raise Refused("请选择级别。", field="level")
            emergency.level = facts["level"]
        _check_english(emergency.english_title, emergency.sites)
        emergency.version += 1
        emergency.save()
        _announce(emergency, "update", note, by=by, signer=_official(by), at=at)
    return emergency


def close_emergency(number: str, *, note: str, by: Actor, at: dt.datetime, seen: int | None = None) -> Emergency:
    """This function will close an emergency: the banner leaves every site, its page stays as a record.

    有事实证明不可能发生突发事件或者危险已经解除的，应当立即宣布解除警报 (突发事件应对法 art 70). Raises ``NotYours``,
    ``NotNow``, ``ChangedMeanwhile``, ``Refused`` without a word of how it ended.
    """
    with _changing(number, by=by, at=at, seen=seen) as emergency:
        if not note.strip():
            raise Refused("请写明解除的情况，公众会看到。", field="note")
        emergency.state = EmergencyState.CLOSED
        emergency.closed_at = at
        emergency.version += 1
        emergency.save()
        _announce(emergency, "close", note, by=by, signer=_official(by), at=at)
    return emergency


def confirm_emergency(number: str, *, note: str, by: Actor, at: dt.datetime) -> Emergency:
    """This function will record that another competent person has looked at what went out through the green channel.

    Raises ``NotYours`` (also for who opened it: four eyes), ``NotNow`` when it has been checked, ``Refused``.
    """
    with transaction.atomic():
        emergency = _locked(number)
        check_emergency(emergency, by=by, at=at)
        checker = _official(by)
        if checker.pk == emergency.opened_by_id:
            raise NotYours("签发人不能自己复核，请由另一位负责人复核。")
        if emergency.checked_at is not None:
            raise NotNow("这条信息已经复核。")
        if not note.strip():
            raise Refused("请写明复核意见。", field="check_note")
        emergency.checked_at, emergency.checked_by, emergency.check_note = at, checker, note.strip()[:300]
        emergency.version += 1
        emergency.save()
        EmergencyEntry.objects.create(
            emergency=emergency, version=emergency.version, act="check", text=note.strip()[:500], at=at, by=checker
        )
        record(
            actor=by,
            action="sites:emergency:check",
            target=("emergency", emergency.number),
            facts={"version": emergency.version},
            at=at,
        )
    return emergency


def reached_sites(announcing: Site, scope: str | Sequence[str]) -> list[str]:
    """Return the slugs an emergency reaches; raises ``Refused`` for a site that does not stand below."""
    if scope == "this":
        return [announcing.slug]
    everything = [announcing.slug, *below(announcing)]
    if scope == "below":
        return everything
    named = list(dict.fromkeys([scope] if isinstance(scope, str) else scope))
    if not named or (foreign := [slug for slug in named if slug not in everything]):
        raise Refused(
            f"这些站点不在本级范围内：{'、'.join(foreign)}。" if named else "请选择至少一个站点。", field="sites"
        )
    return named


def _check_english(english_title: str, reached: Sequence[str]) -> None:
    if not english_title and Site.objects.filter(slug__in=reached, language=Language.ENGLISH).exists():
        raise Refused("发布范围包括英文网站，请填写英文标题。", field="english_title")


def _official(by: Actor) -> Official:
    found = official_of(by)
    if found is None:
        raise NotYours("突发事件信息由工作人员签发。")
    return found


def _checked(words: dict[str, str]) -> dict[str, str]:
    found = {}
    for field, text in words.items():
        kept = " ".join(text.split())
        if not kept and field in {"title", "summary", "area"}:
            raise Refused("请填写这一项。", field=field)
        if any(mark in kept for mark in BLANK):
            raise Refused("请把【】里的内容换成实际情况。", field=field)
        if len(kept) > _LONGEST[field]:
            raise Refused(f"最多 {_LONGEST[field]} 字，请写短一些。", field=field)
        found[field] = kept
    return found


def _measures(texts: Sequence[str]) -> list[str]:
    kept = [" ".join(text.split())[:200] for text in texts if text.strip()]
    if any(mark in text for text in kept for mark in BLANK):
        raise Refused("请把【】里的内容换成实际情况。", field="measures")
    if len(kept) > _MOST_MEASURES:
        raise Refused(f"应对措施最多 {_MOST_MEASURES} 条，请合并。", field="measures")
    return kept


def _locked(number: str) -> Emergency:
    found = Emergency.objects.select_for_update(of=("self",)).select_related("organ").filter(number=number).first()
    if found is None:
        raise NotVisible("没有这条突发事件信息。")
    return found


@contextmanager
def _changing(number: str, *, by: Actor, at: dt.datetime, seen: int | None) -> Iterator[Emergency]:
    with transaction.atomic():
        emergency = _locked(number)
        check_emergency(emergency, by=by, at=at)
        if seen is not None and seen != emergency.version:
            raise ChangedMeanwhile("这条信息刚刚被别人更新过，请看过现在的内容再改。")
        if not NEXT[EmergencyState(emergency.state)]:
            raise NotNow("这条突发事件信息已经解除。")
        yield emergency


def _announce(emergency: Emergency, act: str, note: str, *, by: Actor, signer: Official, at: dt.datetime) -> UUID:
    """Send it as it stands, keep the entry with its envelope, write the audit line, tell the house."""
    envelope = send(
        EmergencyChanged(
            emergency=emergency.id,
            number=emergency.number,
            state=emergency.state,
            level=emergency.level,
            title=emergency.title,
            english_title=emergency.english_title,
            summary=_public_summary(emergency, note),
            measures=list(emergency.measures),
            area=emergency.area,
            sites=list(emergency.sites),
            address=f"/emergencies/{emergency.number}/",
            opened_at=emergency.opened_at,
            at=at,
        ),
        at=at,
    )
    EmergencyEntry.objects.create(
        emergency=emergency,
        version=emergency.version,
        act=act,
        text=note.strip()[:500],
        at=at,
        by=signer,
        envelope=envelope,
    )
    record(
        actor=by,
        action=f"sites:emergency:{act}",
        target=("emergency", emergency.number),
        facts={"version": emergency.version, "level": emergency.level, "sites": len(emergency.sites)},
        at=at,
    )
    publish(
        EmergencyAnnounced(
            number=emergency.number, state=emergency.state, organ=emergency.organ_id, version=emergency.version
        )
    )
    return envelope


def _public_summary(emergency: Emergency, note: str) -> str:
    """Return what people read: how it stands, how it ended, whom to call, who says so."""
    parts = [emergency.summary]
    if emergency.state == EmergencyState.CLOSED:
        parts.append(f"解除情况：{note.strip()}")
    if emergency.phone:
        parts.append(f"咨询求助电话：{emergency.phone}")
    parts.append(f"发布单位：{emergency.organ.name}")
    return "\n".join(parts)
