"""What has to be handed in, in words: what is reused, made or promised comes before what is asked for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from huizheng.outer.guides.web.presenters.words import NECESSITY, SOURCES, Texts, is_english

Row = dict[str, Any]
_MEGABYTE = 1024 * 1024


def material_rows(document: Row, texts: Texts) -> list[Row]:
    return [_row(material, texts) for material in document["materials"]]


def _row(material: Row, texts: Texts) -> Row:
    return {
        "name": texts.of(material, "name"),
        "necessity": _necessity(material, texts),
        "source": SOURCES[material["source"]],
        "marks": _marks(material),
        "note": texts.of(material, "note") or (texts.of(material, "asked_reason") if material["asked_reason"] else ""),
        "files": _files(material),
    }


def _necessity(material: Row, texts: Texts) -> str:
    plain = str(NECESSITY[material["necessity"]])
    when = texts.of(material, "condition_text")
    return gettext("%(necessity)s（%(when)s）") % {"necessity": plain, "when": when} if when else plain


def _marks(material: Row) -> list[Row]:
    found = []
    if material["generated_from_form"]:
        found.append({"text": gettext("自动生成"), "tone": "success"})
    elif material["reuse_from"]:
        shared = gettext("免交：由证照库核验") if material["reuse_from"]["licence"] else gettext("免交：由共享数据核验")
        found.append({"text": shared, "tone": "success"})
    if material["promise_allowed"]:
        found.append({"text": gettext("可以书面承诺"), "tone": "info"})
    if material["necessity"] == "later":
        found.append({"text": gettext("可以后补"), "tone": "info"})
    return found


def _files(material: Row) -> str:
    if material["asked"] == "never":
        return ""
    kinds = " ".join(media.upper() for media in material["media"])
    size = material["max_bytes"] // _MEGABYTE
    text = gettext("%(kinds)s，每个不超过 %(size)s MB") % {"kinds": kinds, "size": size}
    if material["form"] == "either" and not is_english():
        return f"{text}；也可以交纸质 {material['copies']} 份"
    return text
