from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from huizheng.outer.accounts.actions.codes import claim_code
from huizheng.outer.accounts.actions.passwords import ask_to_reset, reset_password
from huizheng.outer.accounts.actions.sign_up import ask_to_sign_up, sign_up
from huizheng.outer.accounts.api import Account, Level
from huizheng.outer.accounts.contacts import read_contact
from huizheng.outer.accounts.models import OneTimeCode, SignIn
from huizheng.outer.accounts.queries import account_of_login, has_consent
from huizheng.outer.accounts.rules import ContactTaken, InvalidContact, TooManyCodes, WeakPassword, WrongCode
from huizheng.outer.accounts.sealed import person_of
from huizheng.outer.accounts.states import CodePurpose, ConsentKind
from huizheng.outer.accounts.testing import given_account

from .conftest import Post

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
GOOD = "Ginkgo-Leaf-77"
MOBILE = "13912345678"

pytestmark = pytest.mark.django_db(transaction=True)


def asked(post: Post, text: str = MOBILE, at: dt.datetime = NOON) -> str:
    ask_to_sign_up(contact=read_contact(text), at=at)
    return post.last_code()


class TestSignUp:
    @pytest.mark.parametrize("text", [MOBILE, "+86 139-1234-5678", "Some.One@Example.CN"])
    def test_opens_an_account_for_who_holds_the_contact(self, post: Post, text: str) -> None:
        contact = read_contact(text)
        account = sign_up(contact=contact, code=asked(post, text), password=GOOD, at=NOON + MINUTE)

        assert account.level == Level.NONE
        assert account_of_login(text) == account
        assert getattr(person_of(account), contact.kind) == contact.value
        assert has_consent(account, ConsentKind.PRIVACY)

    @pytest.mark.parametrize("text", ["12345", "139123456789", "someone@", "", "张三"])
    def test_needs_a_contact(self, text: str) -> None:
        with pytest.raises(InvalidContact):
            read_contact(text)

    def test_stores_no_contact_in_clear(self, post: Post) -> None:
        sign_up(contact=read_contact(MOBILE), code=asked(post), password=GOOD, at=NOON)
        with connection.cursor() as cursor:
            for table in ("accounts_account", "accounts_onetimecode", "accounts_consent"):
                cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608
                assert MOBILE not in str(cursor.fetchall())

    def test_with_a_taken_contact_sends_a_hint_and_no_code(self, post: Post) -> None:
        sign_up(contact=read_contact(MOBILE), code=asked(post), password=GOOD, at=NOON)
        later = NOON + 5 * MINUTE
        ask_to_sign_up(contact=read_contact(MOBILE), at=later)

        assert "已经有徽政账号" in post.messages()[-1]
        with pytest.raises(WrongCode):
            sign_up(contact=read_contact(MOBILE), code="000000", password=GOOD, at=later)
        assert Account.objects.count() == 1

    @pytest.mark.parametrize("password", ["short", "1234567890", "password123"])
    def test_refuses_a_weak_password_and_keeps_the_code_for_a_better_one(self, post: Post, password: str) -> None:
        code = asked(post)
        with pytest.raises(WeakPassword) as refused:
            sign_up(contact=read_contact(MOBILE), code=code, password=password, at=NOON)

        assert "密码" in refused.value.sentence
        assert sign_up(contact=read_contact(MOBILE), code=code, password=GOOD, at=NOON).is_active

    def test_twice_with_one_code_makes_one_account(self, post: Post) -> None:
        code = asked(post)
        sign_up(contact=read_contact(MOBILE), code=code, password=GOOD, at=NOON)
        with pytest.raises((WrongCode, ContactTaken)):
            sign_up(contact=read_contact(MOBILE), code=code, password=GOOD, at=NOON)


class TestACode:
    def test_runs_out_after_ten_minutes(self, post: Post) -> None:
        code = asked(post)
        with pytest.raises(WrongCode):
            claim_code(contact=read_contact(MOBILE), purpose=CodePurpose.SIGN_UP, code=code, at=NOON + 10 * MINUTE)

    def test_may_be_tried_five_times(self, post: Post) -> None:
        code = asked(post)
        wrong = f"{(int(code) + 1) % 1_000_000:06d}"
        for _ in range(5):
            with pytest.raises(WrongCode):
                claim_code(contact=read_contact(MOBILE), purpose=CodePurpose.SIGN_UP, code=wrong, at=NOON)
        with pytest.raises(WrongCode):
            claim_code(contact=read_contact(MOBILE), purpose=CodePurpose.SIGN_UP, code=code, at=NOON)

    def test_serves_one_purpose(self, post: Post) -> None:
        code = asked(post)
        with pytest.raises(WrongCode):
            claim_code(contact=read_contact(MOBILE), purpose=CodePurpose.RESET, code=code, at=NOON)

    def test_is_sent_once_a_minute_and_five_times_an_hour(self, post: Post) -> None:
        asked(post)
        with pytest.raises(TooManyCodes):
            asked(post, at=NOON + MINUTE / 2)
        for minutes in (2, 4, 6, 8):
            asked(post, at=NOON + minutes * MINUTE)
        with pytest.raises(TooManyCodes):
            asked(post, at=NOON + 10 * MINUTE)
        assert asked(post, at=NOON + 65 * MINUTE)

    def test_is_not_kept_in_clear(self, post: Post) -> None:
        code = asked(post)
        assert code not in OneTimeCode.objects.get().digest


class TestAReset:
    def test_sets_a_new_password_and_ends_every_sign_in(self, post: Post) -> None:
        account = given_account()
        contact = read_contact(person_of(account).mobile)
        SignIn.objects.create(account=account, session_key="s1", device="Firefox", began_at=NOON)
        ask_to_reset(contact=contact, at=NOON)

        reset_password(contact=contact, code=post.last_code(), password=GOOD, at=NOON)

        account.refresh_from_db()
        assert account.check_password(GOOD)
        assert not SignIn.objects.filter(ended_at__isnull=True).exists()

    def test_of_an_unknown_contact_looks_the_same_from_outside(self, post: Post) -> None:
        ask_to_reset(contact=read_contact(MOBILE), at=NOON)

        assert "还没有注册" in post.messages()[-1]
        assert OneTimeCode.objects.count() == 1
        with pytest.raises(TooManyCodes):
            ask_to_reset(contact=read_contact(MOBILE), at=NOON)
        with pytest.raises(WrongCode):
            reset_password(contact=read_contact(MOBILE), code="123456", password=GOOD, at=NOON)
