"""What an applicant has sealed lies enclosed inside too; in clear are only the columns that lists and papers need."""

from __future__ import annotations

import pytest
from django.db import connection
from psycopg import sql

from huizheng.inner.casework.queries import hand_ins
from huizheng.inner.casework.testing import accepted_case, given_staff
from huizheng.inner.items.testing import given_release

pytestmark = pytest.mark.django_db

# The name is searched for and stands on every paper; the certificate number only with most digits hidden.
MAY_NAME_THE_APPLICANT = {"casework_case", "casework_notice"}


def whole_database() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        names = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(
                sql.SQL("SELECT coalesce(string_agg(t::text, chr(10)), '') FROM {} t").format(sql.Identifier(name))
            )
            found[name] = cursor.fetchone()[0]
    return found


def test_only_the_case_and_its_papers_name_the_applicant_and_nothing_holds_number_mobile_or_answers() -> None:
    given_release("individual-registration")
    case = accepted_case(by=given_staff())
    handed_in = hand_ins(case)[0]
    applicant = handed_in.applicant
    secrets = {str(applicant[key]) for key in ("certificate_number", "mobile", "address") if applicant.get(key)}
    secrets |= {text for text in handed_in.answers.values() if isinstance(text, str) and len(text) > 3}
    assert len(secrets) > 1

    tables = whole_database()

    assert {name for name, rows in tables.items() if applicant["name"] in rows} <= MAY_NAME_THE_APPLICANT
    assert [f"{name}: {secret}" for name, rows in tables.items() for secret in secrets if secret in rows] == []
