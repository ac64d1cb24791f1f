"""For other rooms' tests: residents and enterprises as far as a test needs them."""

from __future__ import annotations

import datetime as dt
import itertools

from huizheng.commons.keys.testing import make_both_zones_keys
from huizheng.commons.reference.api import demonstration_uscc
from huizheng.outer.accounts.actions.data import give_consent
from huizheng.outer.accounts.actions.sign_up import open_account
from huizheng.outer.accounts.models import Account, Agency, Enterprise
from huizheng.outer.accounts.parties import Party, PartyKind
from huizheng.outer.accounts.sealed import Person, blind_index, person_of, seal_person
from huizheng.outer.accounts.states import AgencyRole, ConsentKind, Level

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
PASSWORD = "Correct-Horse-9"  # noqa: S105 - of test residents
_numbers = itertools.count(1)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def given_account(*, name: str = "", level: Level = Level.CHECKED, language: str = "zh-hans") -> Account:
    """Return a new account, by default of a person whose name is checked and who lets forms be prefilled."""
    make_both_zones_keys()
    number = next(_numbers)
    account = open_account(
        person=Person(mobile=f"138{number:08d}", email=f"r{number}@example.cn"),
        password=PASSWORD,
        language=language,
        at=LONG_AGO,
    )
    if level > Level.NONE:
        certificate = citizen_number(number)
        known = person_of(account)
        seal_person(
            account,
            Person(
                mobile=known.mobile,
                email=known.email,
                name=name or f"测试{number}",
                certificate_type="111",
                certificate_number=certificate,
                address="安徽省合肥市瑶海区示范街道9号",
            ),
        )
        account.certificate_index = blind_index("certificate", f"111:{certificate}")
        account.level, account.declared_at = level, LONG_AGO
        account.checked_at = LONG_AGO if level == Level.CHECKED else None
        account.save()
    give_consent(account=account, kind=ConsentKind.PREFILL, by=account.as_actor(), at=LONG_AGO)
    return account


def given_enterprise(*, representative: Account | None = None) -> Enterprise:
    """Return a new enterprise with its legal representative."""
    head = representative or given_account()
    number = next(_numbers)
    enterprise = Enterprise.objects.create(
        uscc=demonstration_uscc("340102", 800_000 + number, first_two="91"),
        name=f"测试企业{number}有限公司",
        legal_representative=person_of(head).name,
        address="安徽省合肥市瑶海区示范路8号",
        checked_at=LONG_AGO,
    )
    Agency.objects.create(
        enterprise=enterprise,
        account=head,
        role=AgencyRole.REPRESENTATIVE,
        valid_from=LONG_AGO,
        invited_at=LONG_AGO,
        accepted_at=LONG_AGO,
    )
    return enterprise


def given_agent(enterprise: Enterprise, *, themes: list[str] | None = None) -> Account:
    """Return a new account that may act for the enterprise."""
    agent = given_account()
    Agency.objects.create(
        enterprise=enterprise,
        account=agent,
        role=AgencyRole.AGENT,
        themes=themes or [],
        valid_from=LONG_AGO,
        invited_at=LONG_AGO,
        accepted_at=LONG_AGO,
    )
    return agent


def given_party(*, enterprise: bool = False) -> Party:
    """Return a party: a person, or an enterprise with its representative."""
    account = given_account()
    if not enterprise:
        return Party(PartyKind.PERSON, account)
    return Party(PartyKind.ENTERPRISE, account, given_enterprise(representative=account))


def citizen_number(number: int) -> str:
    """Return an invented citizen number with a valid check character, another for each ``number``."""
    born = dt.date(1950, 1, 1) + dt.timedelta(days=number)
    body = f"340100{born:%Y%m%d}{number % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]
