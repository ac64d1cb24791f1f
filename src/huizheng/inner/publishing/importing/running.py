"""The import as a whole: one file after the other, each judged, entered or refused, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.inner.publishing.columns import remembering
from huizheng.inner.publishing.events import SecrecyMarkInImport
from huizheng.inner.publishing.importing import listed
from huizheng.inner.publishing.importing.composing import Composer, Draft, Terms
from huizheng.inner.publishing.importing.decoding import MOST_BYTES, decode, read_bytes
from huizheng.inner.publishing.importing.entering import enter
from huizheng.inner.publishing.importing.folder import DEFAULTS, Entry, Folder
from huizheng.inner.publishing.importing.front_matter import read_facts
from huizheng.inner.publishing.importing.judging import Fate, judge
from huizheng.inner.publishing.importing.problems import Note, Unfit
from huizheng.inner.publishing.importing.reading import Source, read
from huizheng.inner.publishing.importing.words import COMMON

_BATCH: Final = ("batch", "批次")


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    name: str
    fate: Fate
    number: int | None = None
    title: str = ""
    notes: tuple[Note, ...] = ()


# A draft, made when its turn comes.
_Made = tuple[str, Callable[[], Draft]]


def import_folder(path: Path, terms: Terms, *, dry_run: bool = False) -> Iterator[Outcome]:
    """This function will import a folder's pages into review, telling of each; with ``dry_run`` it only tells.

    Memory does not grow with the folder. Raises ``Unfit`` when the folder's own ``import.yaml`` can't be read.
    """
    folder = Folder(path)
    settled = _with_defaults(folder, terms)
    composer = Composer(settled, folder)

    def made(entry: Entry) -> _Made:
        return entry.name, lambda: composer.compose(read(folder, entry, strip_active=settled.strip_active), entry)

    return _run((made(entry) for entry in folder.entries()), composer, dry_run=dry_run)


def import_list(path: Path, terms: Terms, *, dry_run: bool = False) -> Iterator[Outcome]:
    """This function will import a list of documents without texts into review, telling of each row.

    Raises ``Unfit`` when the file is no such list.
    """
    composer = Composer(replace(terms, batch=terms.batch or path.stem, kind="document"))
    rows = listed.rows_of(path)
    first = next(rows, None)

    def made(name: str, row: dict[str, str], line: int) -> _Made:
        source: Source = listed.source_of(name, row, line)
        return name, lambda: composer.compose(source)

    every = chain([first] if first else [], rows)
    return _run((made(*each) for each in every), composer, dry_run=dry_run)


def count_of(path: Path) -> int:
    """Return how many files (or rows) there are, for whoever waits."""
    if path.is_dir():
        return sum(1 for _ in Folder(path).entries())
    return sum(1 for _ in listed.rows_of(path))


def _run(drafts: Iterator[_Made], composer: Composer, *, dry_run: bool) -> Iterator[Outcome]:
    terms = composer.terms
    seen: dict[bytes, str] = {}
    for name, make in drafts:
        draft: Draft | None = None
        try:
            draft = make()
            _check_once(draft, seen)
            yield _one(draft, composer, dry_run=dry_run)
        except Unfit as unfit:
            if not dry_run:
                _record_refusal(unfit, draft, terms)
            yield Outcome(name, Fate.REFUSED, title=draft.title if draft else "", notes=unfit.notes)


def _check_once(draft: Draft, seen: dict[bytes, str]) -> None:
    """Raise ``Unfit`` when an earlier file of this import was the same page."""
    key = bytes.fromhex(draft.identity) + draft.where.site.encode()
    if key in seen:
        raise Unfit(f"和“{seen[key]}”是同一份稿件（标识或者机关、文号相同）。请删去一个，或者写不同的 id。")
    seen[key] = draft.name


def _one(draft: Draft, composer: Composer, *, dry_run: bool) -> Outcome:
    with composer.remembering():
        judgement = judge(draft, composer.terms)
    number = judgement.record.manuscript_id if judgement.record else None
    if judgement.fate is not Fate.SAME and not dry_run:
        with remembering({}):
            number = enter(draft, judgement, composer.terms)
    notes = () if judgement.fate is Fate.SAME else tuple(draft.notes)
    return Outcome(draft.name, judgement.fate, number, draft.title, notes)


@transaction.atomic
def _record_refusal(unfit: Unfit, draft: Draft | None, terms: Terms) -> None:
    """Leave a line in the audit chain when a file bore a mark of secrecy, and tell who answers for secrecy.

    The file's words are not kept, the fact is (保守国家秘密法 art 31).
    """
    codes = sorted({note.code for note in unfit.notes if note.code.startswith("secrecy.")})
    if not codes or draft is None:
        return
    actor = terms.official.as_actor()
    record(
        actor=actor,
        action="publishing:import:refuse_secrecy",
        target=("official", actor.id),
        facts={"codes": codes},
        at=terms.at,
    )
    publish(SecrecyMarkInImport(official=terms.official.pk, organ=draft.where.organ, codes=codes, at=terms.at))


def _with_defaults(folder: Folder, terms: Terms) -> Terms:
    """Return the terms with what the folder says for all its files; what was typed has the last word."""
    batch = terms.batch or folder.root.name
    path = folder.root / DEFAULTS
    if not path.is_file() or path.is_symlink():
        return replace(terms, batch=batch)
    facts = read_facts(decode(read_bytes(path, most=MOST_BYTES, advice="")))
    said = {
        name: str(next((facts[word].value for word in words if word in facts), ""))
        for name, words in {**COMMON, "batch": _BATCH}.items()
    }
    return replace(
        terms,
        site=terms.site or said["site"],
        column=terms.column or said["class"],
        kind=terms.kind or said["kind"],
        batch=terms.batch or said["batch"] or batch,
    )
