from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import override_settings

from huizheng.commons.events.testing import deliver_all
from huizheng.outer.accounts import vault
from huizheng.outer.accounts.actions.data import (
    cancel_erasure,
    erase_account,
    give_consent,
    record_access,
    request_erasure,
    withdraw_consent,
)
from huizheng.outer.accounts.actions.passwords import change_password
from huizheng.outer.accounts.actions.person import ask_to_change_contact, change_contact, check_person, declare_person
from huizheng.outer.accounts.actions.sign_ins import begin_sign_in, end_sign_in
from huizheng.outer.accounts.api import CannotOpen, Level, Party, PartyKind, applicant_facts, masked_person, profile
from huizheng.outer.accounts.contacts import mask_certificate, mask_email, mask_name, read_contact
from huizheng.outer.accounts.models import Account, SignIn
from huizheng.outer.accounts.queries import accesses_of, account_of_login
from huizheng.outer.accounts.rules import (
    AlreadyChecked,
    AuthorityUnavailable,
    ConsentNeeded,
    Erased,
    InvalidCertificate,
    MattersOpen,
    NameNotConfirmed,
    NotChecked,
    NotVisible,
    PersonHasAccount,
    Refused,
    WrongCode,
    WrongPassword,
)
from huizheng.outer.accounts.sealed import person_of
from huizheng.outer.accounts.states import ConsentKind
from huizheng.outer.accounts.testing import PASSWORD, given_account

from .conftest import Post

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
NUMBER = "340100199001010011"

pytestmark = pytest.mark.django_db


def declare(account: Account, name: str = "江小徽", kind: str = "111", number: str = NUMBER) -> None:
    declare_person(account=account, name=name, certificate_type=kind, number=number, by=account.as_actor(), at=NOON)
    account.refresh_from_db()


class TestAName:
    def test_is_declared_and_then_confirmed_by_the_authority(self) -> None:
        account = given_account(level=Level.NONE)
        declare(account)
        assert account.level == Level.DECLARED

        check_person(account=account, by=account.as_actor(), at=NOON)
        account.refresh_from_db()
        assert account.level == Level.CHECKED
        with pytest.raises(AlreadyChecked):
            declare(account, "江大徽")
        with pytest.raises(AlreadyChecked):
            check_person(account=account, by=account.as_actor(), at=NOON)

    @pytest.mark.parametrize(
        ("kind", "number"),
        [("111", "340100199001010012"), ("111", "340100199013010011"), ("414", "x"), ("516", "A1234"), ("999", NUMBER)],
    )
    def test_needs_a_certificate_number_of_the_right_shape(self, kind: str, number: str) -> None:
        with pytest.raises(InvalidCertificate):
            declare(given_account(level=Level.NONE), kind=kind, number=number)

    def test_that_the_register_does_not_know_is_not_confirmed(self) -> None:
        account = given_account(level=Level.NONE)
        declare(account, name="别的名字")
        with pytest.raises(NameNotConfirmed):
            check_person(account=account, by=account.as_actor(), at=NOON)

    def test_is_not_checked_before_it_is_declared(self) -> None:
        account = given_account(level=Level.NONE)
        with pytest.raises(NotChecked):
            check_person(account=account, by=account.as_actor(), at=NOON)

    def test_may_be_declared_by_two_but_is_confirmed_for_one(self) -> None:
        first, second = given_account(level=Level.NONE), given_account(level=Level.NONE)
        for account in (first, second):
            declare(account)
        check_person(account=first, by=first.as_actor(), at=NOON)
        with pytest.raises(PersonHasAccount):
            check_person(account=second, by=second.as_actor(), at=NOON)
        second.refresh_from_db()
        assert second.level == Level.DECLARED

    def test_is_confirmed_by_nobody_where_no_authority_is_connected(self) -> None:
        account = given_account(level=Level.NONE)
        declare(account)
        with (
            override_settings(REAL_NAME_AUTHORITY="huizheng.outer.accounts.gateways.real_name.NoAuthority"),
            pytest.raises(AuthorityUnavailable),
        ):
            check_person(account=account, by=account.as_actor(), at=NOON)

    def test_is_nobody_elses_to_declare(self) -> None:
        account, other = given_account(level=Level.NONE), given_account()
        with pytest.raises(NotVisible):
            declare_person(
                account=account, name="江小徽", certificate_type="111", number=NUMBER, by=other.as_actor(), at=NOON
            )

    def test_lies_in_the_database_under_the_accounts_key_only(self) -> None:
        account = given_account(level=Level.NONE)
        declare(account)
        with connection.cursor() as cursor:
            cursor.execute("SELECT t::text, encode(t.sealed, 'escape') FROM accounts_account t")
            stored = str(cursor.fetchall())
            cursor.execute("SELECT t::text FROM audit_auditline t")
            stored += str(cursor.fetchall())
        assert NUMBER not in stored
        assert "江小徽" not in stored
        assert person_of(account).certificate_number == NUMBER


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "*三"), ("江小徽", "江*徽"), ("欧阳修文", "欧**文"), ("Anna Lindqvist", "A*** L********"), ("", "")],
)
def test_a_name_is_shown_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [(NUMBER, "3401**********0011"), ("SE1234567", "SE*****67"), ("H12345678", "H1*****78"), ("AB12", "****")],
)
def test_a_certificate_number_is_shown_masked(number: str, masked: str) -> None:
    assert mask_certificate(number) == masked


def test_an_address_of_mail_is_shown_masked() -> None:
    assert mask_email("resident@example.cn") == "r***@example.cn"


class TestAProfile:
    def test_fills_forms_for_a_checked_person(self) -> None:
        account = given_account(level=Level.NONE)
        declare(account)
        check_person(account=account, by=account.as_actor(), at=NOON)
        account.refresh_from_db()
        found = profile(Party(PartyKind.PERSON, account))

        assert found["account.person.name"] == "江小徽"
        assert found["account.person.cert_type"] == "居民身份证"
        assert found["account.person.cert_no"] == NUMBER
        assert found["account.person.birth_date"] == "1990-01-01"
        assert found["resource:population-id.性别"] == "男"
        assert "account.corp.name" not in found

    def test_stays_empty_without_the_persons_consent(self) -> None:
        account = given_account()
        withdraw_consent(account=account, kind=ConsentKind.PREFILL, by=account.as_actor(), at=NOON)

        assert profile(Party(PartyKind.PERSON, account)) == {}
        give_consent(account=account, kind=ConsentKind.PREFILL, by=account.as_actor(), at=NOON)
        assert profile(Party(PartyKind.PERSON, account))["account.person.name"]

    def test_says_who_applies(self) -> None:
        account = given_account(name="方小燕")
        facts = applicant_facts(Party(PartyKind.PERSON, account))

        assert facts["applicant"]["name"] == "方小燕"
        assert facts["agent"] is None
        assert masked_person(account)["name"] == "方*燕"


@pytest.mark.django_db(transaction=True)
class TestAContact:
    def test_is_changed_by_who_holds_the_new_one_and_knows_the_password(self, post: Post) -> None:
        account = given_account()
        contact = read_contact("13700000001")
        with pytest.raises(WrongPassword):
            ask_to_change_contact(account=account, contact=contact, password="no", by=account.as_actor(), at=NOON)
        ask_to_change_contact(account=account, contact=contact, password=PASSWORD, by=account.as_actor(), at=NOON)
        change_contact(account=account, contact=contact, code=post.last_code(), by=account.as_actor(), at=NOON)

        assert account_of_login("13700000001") == account
        account.refresh_from_db()
        assert person_of(account).mobile == "13700000001"

    def test_of_another_account_gets_no_code(self, post: Post) -> None:
        account, other = given_account(), given_account()
        contact = read_contact(person_of(other).mobile)
        ask_to_change_contact(account=account, contact=contact, password=PASSWORD, by=account.as_actor(), at=NOON)

        assert post.last_code() == ""
        with pytest.raises(WrongCode):
            change_contact(account=account, contact=contact, code="123456", by=account.as_actor(), at=NOON)


class TestAPassword:
    def test_change_ends_the_other_sign_ins_and_keeps_this_one(self) -> None:
        account = given_account()
        for key in ("here", "there"):
            begin_sign_in(account=account, session_key=key, device="Firefox · Linux", at=NOON)
        change_password(
            account=account, current=PASSWORD, new="Ginkgo-Leaf-77", session_key="here", by=account.as_actor(), at=NOON
        )

        assert list(SignIn.objects.filter(ended_at__isnull=True).values_list("session_key", flat=True)) == ["here"]

    def test_change_needs_the_current_one(self) -> None:
        account = given_account()
        with pytest.raises(WrongPassword):
            change_password(
                account=account, current="wrong", new="Ginkgo-Leaf-77", session_key=None, by=account.as_actor(), at=NOON
            )


def test_a_sign_in_is_ended_by_its_owner_alone() -> None:
    account, other = given_account(), given_account()
    begun = begin_sign_in(account=account, session_key="k", device="Firefox", at=NOON)
    with pytest.raises(NotVisible):
        end_sign_in(account=other, pk=begun.pk, by=other.as_actor(), at=NOON)
    end_sign_in(account=account, pk=begun.pk, by=account.as_actor(), at=NOON)
    begun.refresh_from_db()
    assert begun.ended_at == NOON


class TestTheVault:
    def test_opens_for_the_account_it_was_locked_for(self) -> None:
        account, other = given_account(), given_account()
        locked = vault.put(account, "申请材料".encode())

        assert vault.open(account, locked).decode() == "申请材料"
        with pytest.raises(CannotOpen):
            vault.open(other, locked)
        with pytest.raises(CannotOpen):
            vault.open(account, locked[:-1] + bytes([locked[-1] ^ 1]))

    def test_forgets_and_stays_closed_while_the_account_lives_on(self) -> None:
        account = given_account(name="方小燕")
        locked = vault.put(account, b"old")
        vault.forget(account)

        with pytest.raises(CannotOpen):
            vault.open(account, locked)
        assert vault.open(account, vault.put(account, b"new")) == b"new"
        assert person_of(Account.objects.get(pk=account.pk)).name == "方小燕"


class TestErasure:
    def test_destroys_the_key_after_fifteen_days(self) -> None:
        account = given_account()
        mobile = person_of(account).mobile
        locked = vault.put(account, b"copy")
        request_erasure(account=account, password=PASSWORD, by=account.as_actor(), at=NOON)
        with pytest.raises(Refused):
            erase_account(account=account, by=account.as_actor(), at=NOON + 14 * DAY)
        erase_account(account=account, by=account.as_actor(), at=NOON + 15 * DAY)

        gone = Account.objects.get(pk=account.pk)
        assert not gone.is_active
        assert account_of_login(mobile) is None
        with pytest.raises(Erased):
            vault.open(gone, locked)
        assert person_of(gone).name == ""
        deliver_all()

    def test_may_be_taken_back(self) -> None:
        account = given_account()
        request_erasure(account=account, password=PASSWORD, by=account.as_actor(), at=NOON)
        cancel_erasure(account=account, by=account.as_actor(), at=NOON + DAY)
        with pytest.raises(Refused):
            erase_account(account=account, by=account.as_actor(), at=NOON + 20 * DAY)

    def test_waits_while_a_room_above_has_something_open(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from huizheng.outer.accounts import objections
        from huizheng.outer.accounts.api import register_objection

        monkeypatch.setattr(objections, "_asked", {})
        register_objection("applications", lambda _: "您有1件申请正在办理。")
        account = given_account()
        with pytest.raises(MattersOpen) as refused:
            request_erasure(account=account, password=PASSWORD, by=account.as_actor(), at=NOON)
        assert refused.value.sentence == "您有1件申请正在办理。"

    def test_needs_the_password(self) -> None:
        account = given_account()
        with pytest.raises(WrongPassword):
            request_erasure(account=account, password="guess", by=account.as_actor(), at=NOON)


def test_the_consent_a_service_rests_on_is_not_withdrawn_alone() -> None:
    account = given_account()
    with pytest.raises(ConsentNeeded):
        withdraw_consent(account=account, kind=ConsentKind.PRIVACY, by=account.as_actor(), at=NOON)


def test_who_read_a_persons_data_is_shown_to_that_person_page_by_page() -> None:
    account, other = given_account(), given_account()
    for number in range(25):
        record_access(
            account=account,
            reader="合肥市瑶海区市场监督管理局",
            purpose="审核申请材料",
            matter=f"办件{number}",
            by=account.as_actor(),
            at=NOON + dt.timedelta(minutes=number),
        )
    first = accesses_of(account)

    assert [each.matter for each in first[:2]] == ["办件24", "办件23"]
    assert len(first) == 21
    rest = accesses_of(account, before=(first[19].read_at, first[19].pk))
    assert [each.matter for each in rest] == ["办件4", "办件3", "办件2", "办件1", "办件0"]
    assert accesses_of(other) == []
