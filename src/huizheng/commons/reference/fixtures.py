"""The fixtures as rows of the models, ready to be written."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from pathlib import Path

from huizheng.commons.reference import naming
from huizheng.commons.reference.demonstration_codes import demonstration_uscc
from huizheng.commons.reference.models import Division, Organ, Site
from huizheng.commons.reference.states import Precision, SiteKind, Tier

FOLDER = Path(__file__).parent / "fixtures"
Row = dict[str, str]
PLACES = ("divisions.csv", "divisions_history.csv", "organisations.csv", "sites.csv")
TOWN_KIND = "town-government"
# Bodies that are no administrative organs; a matter can only be passed on to them.
_OTHER_BODIES = {"cpc-discipline", "court", "public-utility"}


def rows(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest() -> str:
    """Return the digest of all that a load depends on: the fixtures, and this room's own reading of them."""
    seal = hashlib.sha256()
    here = Path(__file__).parent
    for path in [
        *(FOLDER / name for name in PLACES),
        here / "naming.py",
        here / "fixtures.py",
        here / "demonstration_codes.py",
    ]:
        seal.update(path.read_bytes())
    return seal.hexdigest()


# --- divisions ---


def divisions() -> list[Division]:
    """Return every division, parents before children and successors before the codes that became them."""
    history = rows("divisions_history.csv")
    begun = _first_days(history)
    current = [_current_division(row, begun) for row in rows("divisions.csv")]
    towns = [_town(division) for division in current if division.tier == Tier.COUNTY]
    old = {row["old_code"]: _old_division(row, begun) for row in history}
    return [*current, *towns, *_successors_first(old)]


def _current_division(row: Row, begun: dict[str, tuple[dt.date, str]]) -> Division:
    since, precision = begun.get(row["code"], (None, Precision.DAY.value))
    return Division(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        english_name=row["english_name"],
        tier=row["tier"],
        division_type=row["division_type"],
        parent_id=row["parent_code"] or None,
        pinyin=row["pinyin"],
        initials=row["initials"],
        valid_from=since,
        validity_precision=precision,
        labour_outflow=row["labour_outflow"] == "1",
        document_abbreviation=row["doc_abbr"],
        source="GB/T 2260",
        source_status="verified",
        note=row["note"],
    )


def _town(county: Division) -> Division:
    """Return the one demonstration town of a county; real towns are not among the facts."""
    name, _ = naming.town_names(_place(county))
    return Division(
        code=f"{county.code}100",
        name=f"{name}（演示）",
        short_name=name,
        tier=Tier.TOWN,
        english_name=f"Demonstration Town of {county.english_name}",
        division_type="街道" if county.division_type == naming.DISTRICT else "镇",
        parent_id=county.code,
        pinyin=f"{county.pinyin}shifan",
        initials=f"{county.initials}sf",
        source="演示数据",
        source_status="demo",
        is_demonstration=True,
    )


def _old_division(row: Row, begun: dict[str, tuple[dt.date, str]]) -> Division:
    until, precision = _day(row["valid_to"])
    since, _ = begun.get(row["old_code"], (None, ""))
    tier = Tier.CITY if row["old_code"].endswith("00") else Tier.COUNTY
    return Division(
        code=row["old_code"],
        name=row["old_name"],
        short_name=row["old_name"],
        tier=tier,
        division_type=row["division_type"],
        parent_id=row["old_parent_code"],
        pinyin=row["pinyin"],
        valid_from=since,
        valid_until=until,
        validity_precision=precision,
        successor_id=row["successor_code"] or None,
        change=row["change"],
        source=row["source"],
        source_status=row["status"],
    )


def _first_days(history: list[Row]) -> dict[str, tuple[dt.date, str]]:
    """Return when each successor code began: the day the first code that became it ended."""
    begun: dict[str, tuple[dt.date, str]] = {}
    for row in history:
        if not row["successor_code"]:
            continue
        found = _day(row["valid_to"])
        begun[row["successor_code"]] = min(found, begun.get(row["successor_code"], found))
    return begun


def _successors_first(old: dict[str, Division]) -> list[Division]:
    """Return dissolved divisions so that parent and successor of each stand before it."""
    ordered: dict[str, Division] = {}

    def place(division: Division) -> None:
        for needed in (division.parent_id, division.successor_id):
            if needed in old and needed not in ordered:
                place(old[needed])
        ordered[division.code] = division

    for division in old.values():
        place(division)
    return list(ordered.values())


def _day(text: str) -> tuple[dt.date, str]:
    """Read ``2011-08`` as the first day of that month, known to the month."""
    parts = [int(part) for part in text.split("-")]
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1].value
    return dt.date(*[*parts, 1, 1][:3]), precision


# --- organs ---


def organs(known: list[Division]) -> list[Organ]:
    """Return every organ, superiors first: the province's, then one of each kind in each city and county."""
    by_code = {division.code: division for division in known}
    kinds = rows("organisations.csv")
    province = next(division for division in known if division.tier == Tier.PROVINCE)
    provincial = {
        row["slug"]: _provincial_organ(row, province, number)
        for number, row in enumerate(kinds)
        if row["tier"] == Tier.PROVINCE
    }
    found = list(provincial.values())
    for tier in (Tier.CITY, Tier.COUNTY):
        merged = merged_kinds(kinds, tier)
        for division in known:
            if division.tier != tier or division.valid_until is not None:
                continue
            city = by_code[division.parent_id] if tier == Tier.COUNTY and division.parent_id else None
            for number, row in enumerate(kinds):
                if row["tier"] == tier and row["kind"] not in merged and row["kind"] != TOWN_KIND:
                    found.append(_local_organ(row, division, city, number, provincial))
    towns = next(row for row in kinds if row["kind"] == TOWN_KIND)
    found += [_town_organ(towns, division, by_code) for division in known if division.tier == Tier.TOWN]
    return found


def merged_kinds(kinds: list[Row], tier: Tier) -> dict[str, str]:
    """Return kinds that share a body with another kind of that tier: county sports with education."""
    owner: dict[str, str] = {}
    merged: dict[str, str] = {}
    for row in kinds:
        if row["tier"] == tier and owner.setdefault(row["name"], row["kind"]) != row["kind"]:
            merged[row["kind"]] = owner[row["name"]]
    return merged


def _provincial_organ(row: Row, province: Division, number: int) -> Organ:
    return _organ(
        row,
        province,
        number,
        name=row["name"],
        short_name=row["short_name"],
        english=row["english_name"],
        document_prefix=row["doc_prefix"],
        superior=None,
    )


def _local_organ(
    row: Row, division: Division, city: Division | None, number: int, provincial: dict[str, Organ]
) -> Organ:
    place = _place(division, city)
    if city is None:
        name = naming.city_organ_name(row["name"], place)
        above = provincial.get(row["provincial_parent"])
        short, superior = name, above.key if above else None
    else:
        name = naming.county_organ_name(row["name"], place)
        short, superior = naming.county_organ_short_name(name, place), f"{city.code}-{row['kind']}"
    return _organ(
        row,
        division,
        number,
        name=name,
        short_name=short,
        english=naming.english_organ_name(row["english_name"], place),
        document_prefix="",
        superior=superior,
    )


def _town_organ(row: Row, town: Division, by_code: dict[str, Division]) -> Organ:
    county = by_code[town.parent_id or ""]
    _, name = naming.town_names(_place(county, by_code.get(county.parent_id or "")))
    city = by_code[county.parent_id or ""]
    full = f"{city.name}{name}" if county.division_type == naming.DISTRICT else name
    made = _organ(
        row,
        town,
        0,
        name=full,
        short_name=name,
        english=f"{town.english_name}, Government Office",
        document_prefix="",
        superior=None,
    )
    made.tier, made.is_demonstration = Tier.TOWN, True
    made.superior_id = f"{county.code}-general-office"
    return made


def _organ(
    row: Row,
    division: Division,
    number: int,
    *,
    name: str,
    short_name: str,
    english: str,
    document_prefix: str,
    superior: str | None,
) -> Organ:
    # The town's three digits go into the sequence, so that no two codes of a county agree.
    sequence = int(division.code[6:] or 0) * 1000 + number + 1
    return Organ(
        key=f"{division.code}-{row['kind']}",
        division_id=division.code,
        kind=row["kind"],
        tier=row["tier"],
        name=name,
        short_name=short_name,
        english_name=english,
        category=row["category"],
        superior_id=superior,
        predecessor=row["predecessor_2006"],
        uscc=demonstration_uscc(division.code[:6], sequence),
        uscc_is_demonstration=True,
        document_prefix=document_prefix,
        keywords=[word for word in row["keywords"].split(";") if word],
        is_administrative=row["kind"] not in _OTHER_BODIES,
        note=row["note"],
    )


def _place(division: Division, city: Division | None = None) -> naming.Place:
    return naming.Place(
        name=division.name,
        short_name=division.short_name,
        english_name=division.english_name,
        division_type=division.division_type,
        city_name=city.name if city else "",
    )


# --- sites ---


def sites() -> list[Site]:
    """Return the portal cluster, parents first."""
    hosts = {row["slug"]: (row["domain_hint"], row["domain_status"]) for row in rows("organisations.csv")}
    return [_site(row, hosts) for row in rows("sites.csv")]


def _site(row: Row, hosts: dict[str, tuple[str, str]]) -> Site:
    kind = SiteKind(row["site_type"])
    host, status = hosts[row["organ"]] if kind == SiteKind.DEPARTMENT else ("", "")
    tier = {SiteKind.CITY_PORTAL: Tier.CITY, SiteKind.COUNTY_PORTAL: Tier.COUNTY}.get(kind, Tier.PROVINCE)
    return Site(
        slug=row["site_slug"],
        kind=kind,
        name=row["name"],
        english_name=row["english_name"],
        division_id=row["division"],
        organ_id=f"{row['division']}-{row['organ'].partition('-')[2]}",
        parent_id=row["parent_site"] or None,
        tier=tier,
        site_code=row["site_id_code"],
        site_code_status=row["site_id_status"],
        known_host=host,
        known_host_status=status,
        languages=row["languages"].split(";"),
        channel_tree=row["channel_tree"],
        needs_labour_column=row["labour_column_required"] == "1",
    )
