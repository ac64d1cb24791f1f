"""The first people of a new site: who writes, and the three who review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huizheng.commons.audit.api import record
from huizheng.inner.organs.api import (
    Duty,
    Official,
    Post,
    appoint,
    create_official,
    create_post,
    create_unit,
    first_password,
    official_by_login,
    posts_of,
    units_of,
)
from huizheng.inner.sites.rules import NameTaken, Refused
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from huizheng.lib.actors import Actor

UNIT = "网站编辑部"
# Role -> the post and its one duty. Writing, and each of the three reviews, is another person's.
ROLES: dict[str, tuple[str, Duty]] = {
    "writer": ("信息员", Duty.PUBLISH_WRITE),
    "first": ("初审岗", Duty.PUBLISH_REVIEW),
    "second": ("复审岗", Duty.PUBLISH_REVIEW),
    "chief": ("终审岗", Duty.PUBLISH_RELEASE),
}


@dataclass(frozen=True)
class FirstPerson:
    """Somebody's role; without a display name, an official of the organ who has that login name already."""

    role: str
    login_name: str
    display_name: str = ""


def appoint_first_people(
    organ_key: str, people: Iterable[FirstPerson], *, by: Actor, at: dt.datetime
) -> list[tuple[str, str, str]]:
    """This function will give a new site's organ its first writer and reviewers, within ``open_site``.

    Posts are made by the system, which sets the house up, and carry duties of publishing only; every later post is
    the organ's administrator's. It returns the login name, name and first password of each new account. Raises
    ``Refused``, ``NameTaken``, and what the verbs of organs raise.
    """
    chosen = [each for each in people if each.login_name.strip()]
    logins = [each.login_name.strip().lower() for each in chosen]
    if len(set(logins)) != len(logins):
        raise Refused("采编和三级审核应当是不同的人，请填写不同的登录名。", field="people")
    passwords = []
    for each in chosen:
        person, password = _person(organ_key, each, at=at)
        if password:
            passwords.append((person.login_name, person.display_name, password))
        post = _post(organ_key, each.role, at=at)
        if not person.appointments.filter(post=post).exists():
            appoint(official=person, post=post, valid_from=at, by=SYSTEM, at=at)
        record(
            actor=by,
            action="sites:site:appoint",
            target=("official", str(person.pk)),
            facts={"organ": organ_key, "role": each.role, "new": bool(password)},
            at=at,
        )
    return passwords


def _person(organ_key: str, wanted: FirstPerson, *, at: dt.datetime) -> tuple[Official, str]:
    known = official_by_login(wanted.login_name)
    if known is not None:
        if known.home_organ_id != organ_key:
            raise NameTaken(f"登录名“{known.login_name}”属于其他单位的工作人员，请换一个。", field=wanted.role)
        if not known.is_active:
            raise Refused(f"账号“{known.login_name}”已停用，请先恢复或者另选他人。", field=wanted.role)
        return known, ""
    if not wanted.display_name.strip():
        raise Refused(f"没有登录名为“{wanted.login_name}”的工作人员；新开账号请同时填写姓名。", field=wanted.role)
    password = first_password()
    person = create_official(
        organ_key=organ_key,
        login_name=wanted.login_name,
        display_name=wanted.display_name,
        password=password,
        by=SYSTEM,
        at=at,
    )
    return person, password


def _post(organ_key: str, role: str, *, at: dt.datetime) -> Post:
    name, duty = ROLES[role]
    found = posts_of(organ_key).filter(unit__name=UNIT, name=name).first()
    if found is not None:
        return found
    unit = units_of(organ_key).filter(name=UNIT).first() or create_unit(
        organ_key=organ_key, name=UNIT, by=SYSTEM, at=at
    )
    return create_post(unit=unit, name=name, duties=[duty], by=SYSTEM, at=at)
