"""From what a file says to the page it wants to be: where it stands, what kind it is, the values of its fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.core.exceptions import ValidationError

from huizheng.inner.organs.api import Official
from huizheng.inner.publishing.cleaning import clean, fits_the_editor
from huizheng.inner.publishing.columns import Place, Places, column_choices, place_for_pages, remembering
from huizheng.inner.publishing.errors import NoSuchColumn, NotAllowed
from huizheng.inner.publishing.importing.assets import Asset, asset_of, is_picture
from huizheng.inner.publishing.importing.folder import Entry, Folder
from huizheng.inner.publishing.importing.front_matter import Facts, Given
from huizheng.inner.publishing.importing.problems import Note, Unfit, raise_faults
from huizheng.inner.publishing.importing.reading import Source
from huizheng.inner.publishing.importing.values import WrongValue, moment, value_of
from huizheng.inner.publishing.importing.words import common, fields_of, files_fields_of, kind_word, named, near
from huizheng.inner.publishing.kinds import ContentPage, kind_choices, kind_of, kinds
from huizheng.inner.publishing.kinds.catalogue import CataloguePage
from huizheng.inner.publishing.kinds.fields import ROLES
from huizheng.inner.publishing.openness.classes import kind_of_number
from huizheng.inner.publishing.policies import Standing, check_write
from huizheng.inner.sites.api import all_sites
from huizheng.lib.canonical import canonical
from huizheng.lib.sm import sm3_hex

_TITLE_LONGEST: Final = 255


@dataclass(frozen=True)
class Terms:
    """What holds for a whole import: who imports, when, and what a file need not say itself."""

    official: Official
    standing: Standing
    at: dt.datetime
    site: str = ""
    column: str = ""
    kind: str = ""
    batch: str = ""
    strip_active: bool = False
    overwrite: bool = False


@dataclass
class Draft:
    """A page as a file wants it; files are not kept yet."""

    name: str
    identity: str
    digest: str
    where: Place
    kind: str
    title: str
    values: dict[str, Any]
    pictures: dict[str, Asset] = field(default_factory=dict)
    attachments: list[Asset] = field(default_factory=list)
    image: Asset | None = None
    held: dict[str, Asset] = field(default_factory=dict)  # by field of the kind
    notes: list[Note] = field(default_factory=list)

    @property
    def page_type(self) -> type[ContentPage]:
        return kind_of(self.kind)

    @property
    def assets(self) -> dict[str, Asset]:
        """Return all files, once each, by digest."""
        given = [*self.attachments, *self.held.values(), *([self.image] if self.image else [])]
        return {**{each.sm3: each for each in given}, **self.pictures}


class Composer:
    """Makes drafts, remembering what the sites look like."""

    def __init__(self, terms: Terms, folder: Folder | None = None) -> None:
        self.terms, self.folder = terms, folder
        self._sites = {each.slug: each.name for each in all_sites()}
        self._columns: dict[str, list[tuple[str, str]]] = {}
        self._places: Places = {}

    def compose(self, source: Source, entry: Entry | None = None) -> Draft:
        """Return the page that a file wants to be; raises ``Unfit`` with everything that is wrong."""
        facts, notes = source.facts, list(source.notes)
        where = self._where(facts)
        kind = self._kind(facts)
        page_type = kind_of(kind)
        title = _one_line(common(facts, "title"))
        if not title:
            notes.append(Note("没有标题。请在文件开头写“title: 标题”。", field="标题", line=1))
        elif len(title) > _TITLE_LONGEST:
            notes.append(Note(f"标题超过{_TITLE_LONGEST}字。请缩短。", field="标题", line=_line(facts, "title")))
        own, strange = named(facts, page_type)
        for word, given in strange:
            message = f"“{page_type._meta.verbose_name}”没有这一项，没有导入。{near(word, _field_words(page_type))}"  # noqa: SLF001 - Django's own door
            notes.append(Note(message, field=word, line=given.line, is_fault=False))
        values = self._values(page_type, own, notes)
        self._everywhere(facts, page_type, where, values, notes)
        held = self._held(page_type, own, entry, notes)
        attachments = [*self._attachments(facts, entry, notes)]
        attachments += [each for sm3, each in source.linked.items() if sm3 not in {one.sm3 for one in attachments}]
        image = self._image(facts, values, entry, notes)
        values["body"] = source_body(source.html)
        raise_faults(notes)
        number = str(values.get("document_number") or "")
        draft = Draft(
            name=source.name,
            identity=self._identity(facts, source.name, number, values),
            digest="",
            where=where,
            kind=kind,
            title=title,
            values=values,
            pictures=source.pictures,
            attachments=attachments,
            image=image,
            held=held,
            notes=notes,
        )
        files = sorted((each.sm3, each.label, each.alt) for each in draft.assets.values())
        inputs = {"file": source.sm3, "site": where.site, "column": where.column, "kind": kind, "files": files}
        draft.digest = sm3_hex(canonical({**inputs, "files": [list(each) for each in files]}))
        return draft

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Look up columns once an import; what is entered asks anew (``running``)."""
        with remembering(self._places):
            yield

    def _where(self, facts: Facts) -> Place:
        said, column = common(facts, "site"), common(facts, "class")
        site = _one_line(said) or self.terms.site
        slug = site if site in self._sites else next((key for key, name in self._sites.items() if name == site), "")
        if not slug:
            advice = near(site, [*self._sites, *self._sites.values()]) if site else ""
            message = f"没有网站“{site}”。{advice}" if site else "没有写是哪个网站。请写“site: hefei”，或者用 --site。"
            raise Unfit(Note(message, field="网站", line=said.line if said else None))
        path = self._column(slug, _one_line(column) or self.terms.column, column.line if column else None)
        try:
            with self.remembering():
                found = place_for_pages(slug, path)
            check_write(found.organ, found.owner, self.terms.standing)
        except (NoSuchColumn, NotAllowed) as error:
            raise Unfit(Note(str(error), field="栏目", line=column.line if column else None)) from error
        return found

    def _column(self, site: str, word: str, line: int | None) -> str:
        """Return the path of a column that may be written as a path, as a way of names, or as one name."""
        if not word:
            raise Unfit(
                Note("没有写是哪个栏目。请写“class: news/government”，或者用 --column。", field="栏目", line=line)
            )
        if site not in self._columns:
            self._columns[site] = column_choices(site)
        choices = self._columns[site]
        bare = word.strip("/ ")
        way = " / ".join(part.strip() for part in bare.replace(">", "/").split("/"))
        fitting = [path for path, name in choices if bare == path or way == name]
        fitting = fitting or [path for path, name in choices if name.rpartition(" / ")[2] == bare]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            message = f"有{len(fitting)}个栏目叫“{word}”：{'、'.join(fitting[:5])}。请写其中一个路径。"
        else:
            known = [*(path for path, _ in choices), *(name.rpartition(" / ")[2] for _, name in choices)]
            message = f"{self._sites[site]}没有栏目“{word}”。{near(bare, known)}"
        raise Unfit(Note(message, field="栏目", line=line))

    def _kind(self, facts: Facts) -> str:
        said = kind_word(facts)
        word = _one_line(said) or self.terms.kind
        if not word:
            return "document" if common(facts, "number") else "article"
        known = {**{name: name for name in kinds()}, **{label: name for name, label in kind_choices()}}
        if word not in known:
            message = (
                f"没有“{word}”这种稿件。{near(word, known) or '可以写：' + '、'.join(dict(kind_choices()).values())}"
            )
            raise Unfit(Note(message, field="稿件类型", line=said.line if said else None))
        return known[word]

    def _values(self, page_type: type[ContentPage], own: dict[str, Given], notes: list[Note]) -> dict[str, Any]:
        """Return a value for every field: what is no longer said is empty again when a file comes back."""
        values: dict[str, Any] = {}
        files = files_fields_of(page_type)
        for name, of in fields_of(page_type).items():
            if name in files:
                continue
            values[name] = of.get_default()
            if name in own:
                try:
                    values[name] = value_of(of, own[name].value)
                except WrongValue as wrong:
                    notes.append(Note(str(wrong), field=str(of.verbose_name), line=own[name].line))
        return values

    def _everywhere(
        self, facts: Facts, page_type: type[ContentPage], where: Place, values: dict[str, Any], notes: list[Note]
    ) -> None:
        """Fill in what is called the same for every kind: number, organ, date."""
        organ = _one_line(common(facts, "organ"))
        values["source"] = values.get("source") or organ or where.organ_name
        values["dated_at"] = self._moment(facts, "published", notes)
        date = self._moment(facts, "date", notes)
        number = common(facts, "number")
        if issubclass(page_type, CataloguePage):
            values["document_number"] = _one_line(number)
            if date and not values.get("formed_on"):
                values["formed_on"] = date.date()
            if not values.get("document_kind"):
                guessed = kind_of_number(_one_line(number), _one_line(common(facts, "title")))
                values["document_kind"] = guessed if page_type.KIND == "document" else page_type.DOCUMENT_KIND
        else:
            values["dated_at"] = values["dated_at"] or date
            if number:
                message = f"“{page_type._meta.verbose_name}”没有文号。请改用政策文件等类型，或者删去这一项。"  # noqa: SLF001 - Django's own door
                notes.append(Note(message, field="文号", line=number.line))
        if page_type.KIND == "document" and not values.get("issued_by"):
            values["issued_by"] = organ or where.organ_name
        values["related"] = self._related(facts, notes)

    def _moment(self, facts: Facts, name: str, notes: list[Note]) -> dt.datetime | None:
        given = common(facts, name)
        try:
            return moment(_one_line(given)) if given else None
        except WrongValue as wrong:
            notes.append(Note(str(wrong), field="日期", line=given.line if given else None))
            return None

    def _related(self, facts: Facts, notes: list[Note]) -> list[dict[str, Any]]:
        given = common(facts, "related")
        rows = given.value if given and isinstance(given.value, list) else [given.value] if given else []
        roles = {**{word: word for word, _ in ROLES}, **{label: word for word, label in ROLES}}
        made = []
        for row in rows:
            role, number = (
                (row.get("role") or row.get("关系"), row.get("number") or row.get("编号"))
                if isinstance(row, dict)
                else ("", "")
            )
            if roles.get(str(role)) is None or not str(number).isdecimal():
                known = "、".join(label for _, label in ROLES)
                message = f"每一项写明关系（{known}）和页面编号，如“- {{关系: 解读, 编号: 100234}}”。"
                notes.append(Note(message, field="相关页面", line=given.line if given else None))
                break
            made.append({"type": "related", "value": {"role": roles[str(role)], "number": int(str(number))}})
        return made

    def _attachments(self, facts: Facts, entry: Entry | None, notes: list[Note]) -> list[Asset]:
        given = common(facts, "attachments")
        rows = given.value if given and isinstance(given.value, list) else [given.value] if given else []
        found = []
        for row in rows:
            path, label = (
                (row.get("file") or row.get("文件"), row.get("label") or row.get("名称") or "")
                if isinstance(row, dict)
                else (row, "")
            )
            asset = self._asset(str(path or ""), entry, "附件", given, notes, label=str(label))
            found += [asset] if asset else []
        return found

    def _image(self, facts: Facts, values: dict[str, Any], entry: Entry | None, notes: list[Note]) -> Asset | None:
        given = common(facts, "image")
        if given is None:
            return None
        path, alt = given.value, values.get("image_alt", "")
        if isinstance(path, dict):
            alt = path.get("alt") or path.get("替代文字") or alt
            path = path.get("file") or path.get("文件") or ""
        if not alt:
            notes.append(Note("题图没有替代文字。请写“image_alt: 图片的内容”。", field="题图", line=given.line))
            return None
        asset = self._asset(str(path), entry, "题图", given, notes, alt=str(alt))
        if asset and not is_picture(asset):
            notes.append(Note("题图应当是 JPG、PNG 或者 WebP 图片。", field="题图", line=given.line))
            return None
        values["image_alt"] = alt
        return asset

    def _held(
        self, page_type: type[ContentPage], own: dict[str, Given], entry: Entry | None, notes: list[Note]
    ) -> dict[str, Asset]:
        found = {}
        for name in files_fields_of(page_type) & set(own):
            label = str(fields_of(page_type)[name].verbose_name)
            if asset := self._asset(str(own[name].value), entry, label, own[name], notes):
                found[name] = asset
        return found

    def _asset(
        self,
        reference: str,
        entry: Entry | None,
        field_name: str,
        given: Given | None,
        notes: list[Note],
        *,
        label: str = "",
        alt: str = "",
    ) -> Asset | None:
        if self.folder is None or entry is None:
            notes.append(Note("清单导入不带文件，请用文件夹导入。", field=field_name))
            return None
        try:
            return asset_of(self.folder.asset(entry, reference), label=label, alt=alt)
        except Unfit as unfit:
            line = given.line if given else None
            notes += [replace(note, field=field_name, line=line) for note in unfit.notes]
            return None

    def _identity(self, facts: Facts, name: str, number: str, values: dict[str, Any]) -> str:
        """Return by what a page is known again: its own mark, its organ and number, or its place in the folder."""
        if mark := _one_line(common(facts, "id")):
            said = f"id:{mark}"
        elif number:
            said = f"number:{values.get('issued_by') or values['source']}:{number}"
        else:
            said = f"path:{self.terms.batch}/{name}"
        return sm3_hex(said.encode())


def checked_values(page_type: type[ContentPage], page: ContentPage) -> list[Note]:
    """Return what the kind itself finds wrong with its fields."""
    notes: list[Note] = []
    exclude = {each.name for each in page_type._meta.fields} - set(fields_of(page_type))  # noqa: SLF001 - Django's own door
    for look in (lambda: page.clean_fields(exclude=exclude), page.clean):
        try:
            look()
        except ValidationError as error:
            for name, messages in _by_field(error).items():
                notes += [Note(message, field=_label(page_type, name)) for message in messages]
    return list(dict.fromkeys(notes))


def source_body(html: str) -> list[dict[str, Any]]:
    """Return the body of a page: text for the editor, or markup where tables and pictures stand inside."""
    cleaned = clean(html)
    if not cleaned:
        return []
    return [{"type": "text" if fits_the_editor(cleaned) else "markup", "value": cleaned}]


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"": list(error.messages)}


def _label(page_type: type[ContentPage], name: str) -> str:
    known = {each.name: str(each.verbose_name) for each in page_type._meta.fields}  # noqa: SLF001 - Django's own door
    return known.get(name, "" if name == "__all__" else name)


def _field_words(page_type: type[ContentPage]) -> list[str]:
    return [word for name, each in fields_of(page_type).items() for word in (name, str(each.verbose_name))]


def _one_line(given: Given | None) -> str:
    return (
        ""
        if given is None
        else " ".join(
            str(given.value if not isinstance(given.value, list) else "、".join(map(str, given.value))).split()
        )
    )


def _line(facts: Facts, name: str) -> int | None:
    given = common(facts, name)
    return given.line if given else None
