"""What a resident seals, nobody reads who holds a copy of the outer database: not the tables, not the jobs."""

from __future__ import annotations

import pytest
from django.db import connection
from psycopg import sql

from huizheng.outer.accounts.api import applicant_facts
from huizheng.outer.applications import testing
from huizheng.outer.applications.queries import own_copy

pytestmark = pytest.mark.django_db


def whole_database() -> dict[str, str]:
    """Return every row of every table as text, as a dump would hold it."""
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


def test_after_a_submission_no_table_of_the_outer_zone_names_the_applicant_or_an_answer() -> None:
    application, party = testing.given_submitted()
    person, copy = applicant_facts(party)["applicant"], own_copy(application)
    secrets = {person["name"], person["certificate_number"], person["mobile"], copy["query_code"]}
    secrets |= {text for text in copy["answers"].values() if isinstance(text, str) and len(text) > 3}
    secrets -= {""}
    assert len(secrets) > 4

    tables = whole_database()

    assert application.case_number in tables["applications_application"], "the rows are really looked at"
    leaks = [f"{name}: {secret}" for name, rows in tables.items() for secret in secrets if secret in rows]
    assert leaks == []
