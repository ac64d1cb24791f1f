"""Which documents there are. A template never changes once it has been used: a change is a new version beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huizheng.commons.paper.errors import FactsRefused, UnknownTemplate

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

FOLDER = Path(__file__).parent / "notices"


@dataclass(frozen=True)
class Kind:
    """One kind of document: its key, what people call it, and the law that asks for it."""

    key: str
    title: str
    law: str


KINDS = {
    kind.key: kind
    for kind in (
        Kind("submission_receipt", "申请材料接收凭证", "行政许可法 第三十二条第一款第四项（收到申请材料之日）"),
        Kind("statement_receipt", "陈述申辩、听证申请接收凭证", "行政许可法 第三十六条、第四十七条"),
        Kind("acceptance", "受理通知书", "行政许可法 第三十二条第一款第五项、第二款"),
        Kind("non_acceptance", "不予受理通知书", "行政许可法 第三十二条第一款第二项、第二款"),
        Kind("not_needed", "不需受理告知书", "行政许可法 第三十二条第一款第一项"),
        Kind("correction", "补正材料通知书", "行政许可法 第三十二条第一款第四项"),
        Kind("special_procedure", "特别程序告知书", "行政许可法 第四十五条"),
        Kind("extension", "延期告知书", "行政许可法 第四十二条"),
        Kind("hearing_rights", "听证权利告知书", "行政许可法 第三十六条、第四十七条"),
        Kind("party_notice", "利害关系人告知书", "行政许可法 第三十六条、第四十七条"),
        Kind("grant", "准予决定书", "行政许可法 第三十八条第一款"),
        Kind("deemed_renewal", "视为准予延续告知书", "行政许可法 第五十条第二款"),
        Kind("refusal", "不予决定书", "行政许可法 第三十八条第二款"),
        Kind("delivery_receipt", "送达回证", "行政许可法 第四十四条"),
        Kind("termination", "终止办理通知书", "行政许可法 第三十二条、第三十八条"),
        Kind("certificate", "结果证照", "行政许可法 第三十九条"),
        Kind("licence_ending", "撤回、撤销、注销行政许可文书", "行政许可法 第八条第二款、第六十九条、第七十条"),
    )
}


def folder_of(template: str, version: int) -> Path:
    """Return where a version of a template lies; raises ``UnknownTemplate``."""
    folder = FOLDER / template / f"v{version}"
    if template not in KINDS or not (folder / "notice.typ").is_file():
        raise UnknownTemplate(f"{template} v{version}")
    return folder


def versions_of(template: str) -> list[int]:
    """Return the versions there are, the newest last."""
    if template not in KINDS:
        raise UnknownTemplate(template)
    return sorted(int(folder.name[1:]) for folder in (FOLDER / template).glob("v*"))


def check_facts(template: str, version: int, facts: dict[str, Any]) -> None:
    """Raise ``FactsRefused`` with every problem when the facts do not fit the template's schema."""
    problems = [
        f"{'/'.join(str(step) for step in error.absolute_path) or template}: {error.message}"
        for error in _validator(template, version).iter_errors(facts)
    ]
    if problems:
        raise FactsRefused(template, sorted(problems))


def schema_of(template: str, version: int) -> dict[str, Any]:
    """Return the JSON Schema of a template's facts; ``urn:huizheng:paper:common:v1`` holds what all share."""
    schema: dict[str, Any] = json.loads((folder_of(template, version) / "facts.schema.json").read_text())
    return schema


@cache
def _validator(template: str, version: int) -> Draft202012Validator:
    # Every process of both zones loads this module, few ever judge a document's facts.
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415
    from referencing import Registry, Resource  # noqa: PLC0415

    common = json.loads((FOLDER / "common_v1.schema.json").read_text())
    registry: Registry[Any] = Registry().with_resource(common["$id"], Resource.from_contents(common))
    return Draft202012Validator(schema_of(template, version), registry=registry, format_checker=FormatChecker())
