"""What the gate brings becomes visible, once, and never changes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from huizheng.gate.api import Rejected
from huizheng.gate.contracts import ServiceWithdrawn
from huizheng.gate.testing import deliver
from huizheng.outer.guides.api import UnknownService, service, service_version, services
from huizheng.outer.guides.models import Service, ServiceVersion
from huizheng.outer.guides.testing import THEN, given_service, released_message, sample_document

pytestmark = pytest.mark.django_db
SLUG = "individual-registration"


class TestRelease:
    def test_arrives_through_the_gate_and_is_offered(self) -> None:
        deliver(released_message(sample_document()))
        assert service(SLUG).name == "个体工商户登记注册"
        assert service_version(SLUG, 1).document == sample_document()

    def test_that_arrives_twice_is_one(self) -> None:
        for _ in range(2):
            deliver(released_message(sample_document()))
        assert ServiceVersion.objects.count() == Service.objects.count() == 1

    def test_whose_digest_is_wrong_is_rejected(self) -> None:
        message = released_message(sample_document())
        altered = type(message)(**{**message.__dict__, "release": {**message.release, "summary": "改过"}})
        with pytest.raises(Rejected, match="DIGEST"):
            deliver(altered)
        assert not Service.objects.exists()

    def test_of_another_content_under_a_known_version_is_rejected(self) -> None:
        deliver(released_message(sample_document()))
        with pytest.raises(Rejected, match="DIGEST"):
            deliver(released_message(sample_document(summary="另一个内容")))

    def test_that_is_older_than_what_is_shown_is_only_kept(self) -> None:
        given_service(version=2, name="新名称")
        given_service(version=1)
        assert service(SLUG).name == "新名称"
        assert service_version(SLUG, 1).document["name"] == "个体工商户登记注册"


class TestWithdrawal:
    def test_takes_the_service_off_the_lists_and_keeps_pinned_versions(self) -> None:
        given_service()
        deliver(ServiceWithdrawn(slug=SLUG, reason="并入企业开办一件事", at=THEN + dt.timedelta(days=9)))
        assert not services().exists()
        assert (service(SLUG).is_offered, service(SLUG).withdrawal_reason) == (False, "并入企业开办一件事")
        assert service_version(SLUG, 1).document["slug"] == SLUG

    def test_of_something_never_shown_is_rejected(self) -> None:
        with pytest.raises(Rejected, match="UNKNOWN_SERVICE"):
            deliver(ServiceWithdrawn(slug="ghost", reason="停办", at=THEN))

    def test_ends_with_the_next_release(self) -> None:
        given_service()
        deliver(ServiceWithdrawn(slug=SLUG, reason="暂停", at=THEN))
        given_service(version=2)
        assert services().get().version == 2


class TestVersion:
    def test_cannot_be_changed_or_deleted_even_by_sql(self) -> None:
        given_service()
        for act in (
            lambda: ServiceVersion.objects.update(digest="0" * 64),
            lambda: ServiceVersion.objects.all().delete(),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                act()

    def test_costs_one_small_question_once_known(self, django_assert_num_queries) -> None:
        given_service()
        with django_assert_num_queries(1):
            service_version(SLUG, 1)
        with pytest.raises(UnknownService):
            service_version(SLUG, 7)
