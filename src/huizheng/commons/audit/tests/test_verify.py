"""Somebody with the database's own key tampers; the reading names the first line that suffered."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection

from huizheng.commons.audit.api import AuditLine, Flaw, anchor, record, verify
from huizheng.commons.audit.digests import digest_of
from huizheng.commons.audit.models import Anchor, Chain
from huizheng.lib.actors import SYSTEM

AT = dt.datetime(2026, 3, 9, 9, 30, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[AuditLine]:
    """Six lines; in one test all come from one connection and so stand in one chain."""
    kept = [
        record(
            actor=SYSTEM,
            action="casework:case:accept",
            target=("case", str(number)),
            facts={"n": number},
            at=AT,
        )
        for number in range(1, 7)
    ]
    assert len({line.chain for line in kept}) == 1
    return kept


@contextmanager
def without_trigger():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditline DISABLE TRIGGER ALL; ALTER TABLE audit_anchor DISABLE TRIGGER ALL")
        yield
        cursor.execute("ALTER TABLE audit_auditline ENABLE TRIGGER ALL; ALTER TABLE audit_anchor ENABLE TRIGGER ALL")


def alter(line: AuditLine, **changes) -> None:
    with without_trigger():
        AuditLine.objects.filter(pk=line.pk).update(**changes)


def test_an_untouched_database_is_intact(chain) -> None:
    verdict = verify()
    assert verdict.intact
    assert str(verdict) == "审计链完整：共6行，没有发现改动。"


@pytest.mark.parametrize(
    "change",
    [
        {"action": "casework:case:refuse"},
        {"actor_id": "someone"},
        {"actor_post": "x"},
        {"target_id": "99"},
        {"facts": {"n": 9}},
        {"at": AT + dt.timedelta(seconds=1)},
        {"request_id": "request-9999"},
        {"previous": "0" * 64},
        {"digest": "0" * 64},
    ],
)
def test_names_the_first_altered_line_whatever_was_altered(chain, change) -> None:
    alter(chain[4], **change)
    alter(chain[2], **change)
    verdict = verify()
    assert (verdict.flaw, verdict.line) == (Flaw.ALTERED, chain[2].pk)
    assert f"编号{chain[2].pk}" in str(verdict)


def test_names_a_line_that_was_altered_together_with_its_digest(chain) -> None:
    line = chain[2]
    line.facts = {"n": 33}
    alter(line, facts=line.facts, digest=digest_of(line))
    assert (verify().flaw, verify().line) == (Flaw.ALTERED, line.pk)


def test_names_the_last_line_that_was_altered_together_with_its_digest(chain) -> None:
    line = chain[-1]
    line.facts = {"n": 66}
    alter(line, facts=line.facts, digest=digest_of(line))
    assert (verify().flaw, verify().line) == (Flaw.ALTERED, line.pk)


@pytest.mark.parametrize("index", [0, 3, 5])
def test_names_the_place_of_a_removed_line(chain, index) -> None:
    with without_trigger():
        AuditLine.objects.filter(pk=chain[index].pk).delete()
    verdict = verify()
    assert (verdict.flaw, verdict.place) == (Flaw.REMOVED, (chain[index].chain, index + 1))


def test_names_the_place_of_a_removed_line_even_when_the_rest_moved_up(chain) -> None:
    with without_trigger():
        AuditLine.objects.filter(pk=chain[2].pk).delete()
        for line in chain[3:]:
            AuditLine.objects.filter(pk=line.pk).update(position=line.position - 1)
    assert (verify().flaw, verify().place) == (Flaw.REMOVED, (chain[2].chain, 3))


def test_names_a_line_that_was_pushed_in_between(chain) -> None:
    with without_trigger():
        for line in reversed(chain[2:]):
            AuditLine.objects.filter(pk=line.pk).update(position=line.position + 1)
    forged = AuditLine.objects.get(pk=chain[1].pk)
    forged.pk, forged.position, forged.previous = None, 3, chain[1].digest
    forged.digest = digest_of(forged)
    forged.save(force_insert=True)
    assert (verify().flaw, verify().line) == (Flaw.INSERTED, forged.pk)


def test_names_a_line_that_was_added_past_the_head(chain) -> None:
    forged = AuditLine.objects.get(pk=chain[-1].pk)
    forged.pk, forged.position, forged.previous = None, 7, chain[-1].digest
    forged.digest = digest_of(forged)
    forged.save(force_insert=True)
    assert (verify().flaw, verify().line) == (Flaw.INSERTED, forged.pk)


def rewrite_from(chain, index) -> None:
    """The thorough forger: one line changed, every later digest and the head made to fit."""
    previous = chain[index].previous
    for line in chain[index:]:
        line.previous = previous
        if line is chain[index]:
            line.facts = {"n": 1000}
        line.digest = previous = digest_of(line)
        alter(line, facts=line.facts, previous=line.previous, digest=line.digest)
    Chain.objects.filter(number=chain[0].chain).update(digest=previous)


def test_a_whole_rewriting_shows_at_the_anchor(chain) -> None:
    rewrite_from(chain, 3)
    assert verify().intact, "without an anchor nothing is left to compare with"


def test_a_whole_rewriting_is_bounded_by_the_last_anchor(chain) -> None:
    anchor(at=AT)
    rewrite_from(chain, 3)
    verdict = verify()
    assert (verdict.flaw, verdict.line) == (Flaw.ALTERED, chain[-1].pk)


def test_a_rewriting_of_the_anchors_too_shows_against_a_digest_kept_elsewhere(chain) -> None:
    kept_elsewhere = anchor(at=AT).digest
    assert verify(anchor=kept_elsewhere).intact
    with without_trigger():
        Anchor.objects.all().delete()
    rewrite_from(chain, 3)
    assert verify().intact
    assert verify(anchor=kept_elsewhere).flaw is Flaw.ANCHOR


def test_lines_and_head_cut_off_together_show_at_the_anchor(chain) -> None:
    anchor(at=AT)
    with without_trigger():
        AuditLine.objects.filter(position__gt=4).delete()
    Chain.objects.filter(number=chain[0].chain).update(length=4, digest=chain[3].digest)
    assert (verify().flaw, verify().place) == (Flaw.REMOVED, (chain[0].chain, 5))


def test_an_altered_anchor_shows(chain) -> None:
    kept = anchor(at=AT)
    with without_trigger():
        Anchor.objects.filter(pk=kept.pk).update(heads=[])
    assert verify().flaw is Flaw.ANCHOR


class TestCommand:
    def test_says_that_all_is_well(self, chain, capsys) -> None:
        call_command("audit", "verify")
        assert capsys.readouterr().out.strip() == "审计链完整：共6行，没有发现改动。"

    def test_exits_with_one_and_a_plain_sentence_when_broken(self, chain, capsys) -> None:
        alter(chain[2], facts={})
        with pytest.raises(SystemExit) as ended:
            call_command("audit", "verify")
        assert ended.value.code == 1
        assert "的内容被改动过。请封存数据库并用备份比对。" in capsys.readouterr().out

    def test_gives_an_anchor_to_keep(self, chain, capsys) -> None:
        call_command("audit", "anchor")
        digest = capsys.readouterr().out.strip()
        assert digest == Anchor.objects.get().digest
        call_command("audit", "verify", "--anchor", digest)
        assert "完整" in capsys.readouterr().out
