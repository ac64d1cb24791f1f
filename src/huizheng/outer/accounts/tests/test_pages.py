from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huizheng.commons.keys.testing import make_both_zones_keys
from huizheng.outer.accounts.actions.data import record_access, request_erasure
from huizheng.outer.accounts.api import Account, Level
from huizheng.outer.accounts.contacts import Contact
from huizheng.outer.accounts.models import Agency, SignIn
from huizheng.outer.accounts.queries import account_of_login
from huizheng.outer.accounts.sealed import person_of
from huizheng.outer.accounts.tasks import erase_closed_accounts
from huizheng.outer.accounts.testing import PASSWORD, given_account, given_agent, given_enterprise

from .conftest import Post

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
GOOD = "Ginkgo-Leaf-77"
OWN_PAGES = (
    "",
    "real-name/",
    "password/",
    "contact/",
    "sign-ins/",
    "parties/",
    "enterprises/",
    "accesses/",
    "consents/",
    "erasure/",
)
PUBLIC_PAGES = ("sign-in/", "sign-up/", "reset/", "privacy/")

pytestmark = pytest.mark.django_db


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def enter(client: Client, login: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/account/sign-in/", {"login": login, "password": password, **more})


@pytest.fixture
def resident(client: Client) -> Account:
    account = given_account(name="江小徽")
    client.force_login(account)
    return account


class TestSigningUp:
    def test_goes_from_a_contact_to_the_real_name_page(
        self, client: Client, post: Post, django_capture_on_commit_callbacks: object
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            step = client.post("/account/sign-up/", {"contact": "139 1234 5678", "agree": "on"})
        assert 'name="contact" value="13912345678"' in words(step)
        data = {"contact": "13912345678", "code": post.last_code(), "password": GOOD, "again": GOOD}
        done = client.post("/account/sign-up/confirm/", data)

        assert done["Location"] == "/account/real-name/"
        assert client.get("/account/").status_code == 200
        assert SignIn.objects.get().session_key == client.session.session_key

    def test_answers_alike_for_a_contact_that_has_an_account(
        self, client: Client, post: Post, django_capture_on_commit_callbacks: object
    ) -> None:
        known = person_of(given_account()).mobile
        answers = []
        for contact in (known, "13900000000"):
            with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
                answers.append(client.post("/account/sign-up/", {"contact": contact, "agree": "on"}))
        strip = [words(answer).replace(known, "x").replace("13900000000", "x") for answer in answers]
        tokens = [text.partition("csrfmiddlewaretoken")[0] for text in strip]
        assert answers[0].status_code == answers[1].status_code == 200
        assert tokens[0] == tokens[1]
        assert post.last_code() != ""

    def test_needs_consent_and_says_so(self, client: Client) -> None:
        answer = client.post("/account/sign-up/", {"contact": "13912345678"})
        assert answer.status_code == 422
        assert "同意后再继续" in words(answer)


class TestSigningIn:
    def test_takes_mobile_e_mail_or_user_name(self) -> None:
        account = given_account()
        Account.objects.filter(pk=account.pk).update(user_name="jiang")
        person = person_of(account)
        for login in (person.mobile, person.email.upper(), "Jiang"):
            assert enter(Client(), login)["Location"] == "/account/"

    def test_answers_alike_whatever_was_wrong_and_hashes_either_way(self, client: Client) -> None:
        account = given_account()
        answers = [enter(client, person_of(account).mobile, "wrong"), enter(client, "13800009999", "wrong")]
        errors = [words(answer).count("账号或密码不正确") for answer in answers]
        assert errors == [1, 1]
        assert {answer.status_code for answer in answers} == {422}

    def test_hashes_a_password_for_a_stranger_too(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        make_both_zones_keys()
        hashed: list[str] = []
        monkeypatch.setattr(Account, "set_password", lambda _, raw: hashed.append(raw))
        enter(client, "nobody", "some password")
        assert hashed == ["some password"]

    def test_is_locked_after_five_failures_and_opens_again(self, client: Client) -> None:
        mobile = person_of(given_account()).mobile
        with time_machine.travel(NOON, tick=False):
            for _ in range(5):
                enter(client, mobile, "wrong")
            assert "已暂时锁定" in words(enter(client, mobile))
        with time_machine.travel(NOON + dt.timedelta(minutes=16), tick=False):
            assert enter(client, mobile).status_code == 302

    def test_is_locked_however_the_number_is_typed(self, client: Client) -> None:
        mobile = person_of(given_account()).mobile
        ways = [f" {mobile}", f"+86{mobile}", f"0086 {mobile}", f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}", mobile]
        with time_machine.travel(NOON, tick=False):
            for way in ways:
                enter(client, way, "wrong")
            assert "已暂时锁定" in words(enter(client, f"+86 {mobile[:3]} {mobile[3:]}"))

    def test_changes_the_session_key_and_goes_to_no_other_site(self, client: Client) -> None:
        mobile = person_of(given_account()).mobile
        client.get("/account/sign-in/")
        session = client.session
        session["before"] = 1
        session.save()
        client.cookies["hz_outer_session"] = session.session_key
        answer = enter(client, mobile, next="https://example.com/")
        assert answer["Location"] == "/account/"
        assert client.session.session_key != session.session_key

    def test_greets_in_the_language_of_the_account(self, client: Client) -> None:
        account = given_account(language="en")
        answer = enter(client, person_of(account).mobile)
        assert answer.cookies["hz_outer_language"].value == "en"

    def test_of_an_erased_account_fails(self, client: Client) -> None:
        account = given_account()
        mobile = person_of(account).mobile
        long_ago = timezone.now() - dt.timedelta(days=16)
        request_erasure(account=account, password=PASSWORD, by=account.as_actor(), at=long_ago)
        erase_closed_accounts(timestamp=0)
        assert enter(client, mobile).status_code == 422

    def test_out_is_a_post_and_ends_the_record(self, client: Client) -> None:
        enter(client, person_of(given_account()).mobile)
        assert client.get("/account/sign-out/").status_code == 405
        client.post("/account/sign-out/")
        assert client.get("/account/").status_code == 302
        assert SignIn.objects.get().ended_at is not None


def test_a_forgotten_password_is_reset_by_a_code(
    client: Client, post: Post, django_capture_on_commit_callbacks: object
) -> None:
    account = given_account()
    email = person_of(account).email
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post("/account/reset/", {"contact": email})
    data = {"contact": email, "code": post.last_code(), "password": GOOD, "again": GOOD}
    assert client.post("/account/reset/confirm/", {**data, "code": "1"}).status_code == 422
    assert client.post("/account/reset/confirm/", data)["Location"] == "/account/sign-in/"
    assert enter(client, email, GOOD).status_code == 302


class TestEveryPage:
    @pytest.mark.parametrize("page", OWN_PAGES)
    def test_shows_numbers_and_names_masked_only(self, client: Client, resident: Account, page: str) -> None:
        person = person_of(resident)
        text = words(client.get(f"/account/{page}"))

        for secret in (person.certificate_number, person.mobile, person.email, person.name, person.address):
            assert secret not in text

    @pytest.mark.parametrize("page", OWN_PAGES)
    def test_of_ones_own_is_for_who_is_signed_in_and_stays_in_no_cache(self, client: Client, page: str) -> None:
        asked = client.get(f"/account/{page}")
        assert asked["Location"] == f"/account/sign-in/?next=/account/{page}"
        client.force_login(given_account())
        assert "no-store" in client.get(f"/account/{page}")["Cache-Control"]

    @pytest.mark.parametrize("page", [*OWN_PAGES, *PUBLIC_PAGES])
    def test_writes_nothing_when_it_is_read(self, client: Client, page: str) -> None:
        account = given_account()
        if page in OWN_PAGES:
            client.force_login(account)
        client.get(f"/account/{page}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/account/{page}").status_code == 200
        written = [query["sql"] for query in asked if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
        assert written == []
        assert len(asked) <= 8

    def test_needs_a_token_against_forged_posts(self) -> None:
        client = Client(enforce_csrf_checks=True)
        account = given_account()
        assert enter(client, person_of(account).mobile).status_code == 403


class TestTheRealNamePage:
    def test_declares_and_has_it_checked(self, client: Client) -> None:
        account = given_account(level=Level.NONE)
        client.force_login(account)
        data = {"name": "胡新安", "certificate_type": "111", "number": "340102197208203018"}
        wrong = client.post("/account/real-name/", data)
        assert wrong.status_code == 422
        assert "身份证号码不正确" in words(wrong)
        client.post("/account/real-name/", {**data, "number": "340102197208203017"})
        client.post("/account/real-name/check/")

        account.refresh_from_db()
        assert account.level == Level.CHECKED
        assert "您已通过实名核验" in words(client.get("/account/real-name/"))

    def test_says_that_the_demonstrations_register_is_invented(self, client: Client) -> None:
        client.force_login(given_account(level=Level.NONE))
        assert "虚构的登记册" in words(client.get("/account/real-name/"))


class TestThePassword:
    def test_is_changed_and_this_session_stays(self, client: Client) -> None:
        account = given_account()
        mobile, elsewhere = person_of(account).mobile, Client()
        for each in (client, elsewhere):
            enter(each, mobile)
        client.post("/account/password/", {"current": PASSWORD, "new": GOOD, "again": GOOD})

        assert client.get("/account/").status_code == 200
        assert elsewhere.get("/account/").status_code == 302
        assert SignIn.objects.get(ended_at__isnull=True).session_key == client.session.session_key


class TestSignedInDevices:
    def test_are_listed_in_words_and_ended_from_here(self, client: Client) -> None:
        account = given_account()
        mobile, phone = person_of(account).mobile, Client(headers={"User-Agent": "Mozilla (Android 14) Chrome/120"})
        enter(client, mobile)
        enter(phone, mobile)
        assert "Chrome · Android" in words(client.get("/account/sign-ins/"))
        there = SignIn.objects.get(device="Chrome · Android")
        client.post(f"/account/sign-ins/{there.pk}/end/")

        assert phone.get("/account/").status_code == 302
        assert client.get("/account/").status_code == 200

    def test_whose_session_has_run_out_are_not_listed(self, client: Client) -> None:
        account = given_account()
        mobile, phone = person_of(account).mobile, Client(headers={"User-Agent": "Mozilla (Android 14) Chrome/120"})
        enter(phone, mobile)
        Session.objects.update(expire_date=timezone.now())
        enter(client, mobile)
        assert "Chrome · Android" not in words(client.get("/account/sign-ins/"))

    def test_of_others_are_not_there(self, client: Client, resident: Account) -> None:
        other = Client()
        enter(other, person_of(given_account()).mobile)
        assert client.post(f"/account/sign-ins/{SignIn.objects.get().pk}/end/").status_code == 404


class TestActingForAnEnterprise:
    def test_is_chosen_by_post_and_shown_in_the_frame(self, client: Client) -> None:
        enterprise = given_enterprise()
        client.force_login(given_agent(enterprise))
        answer = client.post("/account/parties/", {"party": str(enterprise.pk), "next": "/account/consents/"})
        assert answer["Location"] == "/account/consents/"
        assert f"正在为{enterprise.name}办事" in words(client.get("/account/"))
        client.post("/account/parties/", {"party": ""})
        assert "正在为" not in words(client.get("/account/consents/"))

    def test_of_an_enterprise_without_its_consent_is_not_possible(self, client: Client, resident: Account) -> None:
        assert client.post("/account/parties/", {"party": str(given_enterprise().pk)}).status_code == 404
        assert client.post("/account/parties/", {"party": "nonsense"}).status_code == 404

    def test_falls_back_to_oneself_when_the_agency_ends(self, client: Client) -> None:
        enterprise = given_enterprise()
        agent = given_agent(enterprise)
        client.force_login(agent)
        client.post("/account/parties/", {"party": str(enterprise.pk)})
        Agency.objects.filter(account=agent).update(revoked_at=timezone.now())
        assert "正在为" not in words(client.get("/account/consents/"))

    def test_goes_from_invitation_to_revocation(self, client: Client) -> None:
        enterprise, guest = given_enterprise(), given_account()
        head = Agency.objects.get(enterprise=enterprise).account
        client.force_login(head)
        page = f"/account/enterprises/{enterprise.pk}/agents/"
        data = {
            "contact": person_of(guest).mobile,
            "valid_until": f"{timezone.localdate() + dt.timedelta(days=30)}",
            "themes": ["010"],
        }
        assert client.post(page, data)["Location"] == page
        agency = Agency.objects.get(enterprise=enterprise, role="agent")
        assert Contact("mobile", person_of(guest).mobile).masked in words(client.get(page))
        assert person_of(guest).mobile not in words(client.get(page))

        client.force_login(guest)
        assert "有企业邀请您为经办人" in words(client.get("/account/"))
        client.post(f"/account/invitations/{agency.pk}/", {"answer": "accept"})
        assert client.post("/account/parties/", {"party": str(enterprise.pk)}).status_code == 302
        assert client.get(page).status_code == 404

        client.force_login(head)
        client.post(f"/account/agencies/{agency.pk}/revoke/")
        client.force_login(guest)
        assert client.post("/account/parties/", {"party": str(enterprise.pk)}).status_code == 404

    def test_is_registered_by_the_representative_on_the_page(self, client: Client) -> None:
        account = given_account(level=Level.NONE)
        client.force_login(account)
        assert "法定代表人完成实名核验后" in words(client.get("/account/enterprises/"))
        client.post(
            "/account/real-name/", {"name": "胡新安", "certificate_type": "111", "number": "340102197208203017"}
        )
        client.post("/account/real-name/check/")
        company = {"uscc": "91340121DD9000025J", "name": "长丰示范农业科技有限公司（演示）"}
        assert client.post("/account/enterprises/", {**company, "name": "别的公司"}).status_code == 422
        assert client.post("/account/enterprises/", company).status_code == 302
        assert "管理经办人" in words(client.get("/account/enterprises/"))


def test_who_read_my_data_is_paged_from_the_newest(client: Client, resident: Account) -> None:
    for number in range(25):
        record_access(
            account=resident,
            reader="合肥市瑶海区市场监督管理局",
            purpose="审核申请材料",
            matter=f"办件{number:02d}",
            by=resident.as_actor(),
            at=NOON + dt.timedelta(minutes=number),
        )
    first = words(client.get("/account/accesses/"))
    assert "办件24" in first
    assert "办件04" not in first
    link = first.split('href="?before=')[1].split('"')[0]
    second = words(client.get(f"/account/accesses/?before={link}"))
    assert "办件04" in second
    assert "办件05" not in second
    assert client.get("/account/accesses/?before=nonsense").status_code == 200


def test_a_consent_is_withdrawn_and_given_again(client: Client, resident: Account) -> None:
    client.post("/account/consents/prefill/", {"decision": "withdraw"})
    assert words(client.get("/account/consents/")).count("未同意") == 2
    client.post("/account/consents/prefill/", {"decision": "give"})
    assert words(client.get("/account/consents/")).count("未同意") == 1
    assert client.post("/account/consents/nonsense/").status_code == 404


def test_closing_an_account_is_asked_for_and_taken_back(client: Client, resident: Account) -> None:
    assert client.post("/account/erasure/", {"password": "wrong"}).status_code == 422
    client.post("/account/erasure/", {"password": PASSWORD})
    assert "账号正在注销" in words(client.get("/account/"))
    client.post("/account/erasure/cancel/")
    assert "账号正在注销" not in words(client.get("/account/"))


def test_a_contact_is_changed_on_two_pages(
    client: Client, resident: Account, post: Post, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post("/account/contact/", {"contact": "13700000009", "password": PASSWORD})
    answer = client.post("/account/contact/confirm/", {"contact": "13700000009", "code": post.last_code()})
    assert answer["Location"] == "/account/"
    assert account_of_login("13700000009") == resident
