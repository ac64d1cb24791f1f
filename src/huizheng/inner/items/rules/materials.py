"""Materials: nothing unrelated, nothing the state already has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from huizheng.inner.items.rules.finding import Document, Severity, rule

_OPEN_ENDED: Final = re.compile(r"(其他|其它|有关|相关)(的)?(申请)?(材料|资料|证明)$")
_PROOF: Final = "证明"


@rule("material_keys", "材料标识和名称不重复")
def material_keys(document: Document) -> Iterable[tuple[str, str]]:
    for member in ("key", "name"):
        for value, times in Counter(material[member] for material in document["materials"]).items():
            if times > 1:
                yield "materials", f"材料“{value}”出现了 {times} 次，请合并"


@rule("open_ended_material", "不要求兜底材料", law="行政许可法第三十一条；优化营商环境条例第三十五条")
def open_ended_material(document: Document) -> Iterable[tuple[str, str]]:
    for material in document["materials"]:
        if _OPEN_ENDED.search(material["name"]):
            yield f"materials.{material['key']}", f"“{material['name']}”不具体，请写明是哪一种材料"


@rule("shared_material", "能共享取得的材料不向申请人要", law="国务院关于在线政务服务的若干规定第七条")
def shared_material(document: Document) -> Iterable[tuple[str, str]]:
    for material in document["materials"]:
        part = f"materials.{material['key']}"
        if material["reuse_from"] and material["asked"] == "always":
            yield part, f"“{material['name']}”可以共享取得，应先核验，取不到时才请申请人提供"
        if material["generated_from_form"] and material["asked"] != "never":
            yield part, f"“{material['name']}”由表单生成，不能再向申请人要"
        if material["source"] == "government" and material["asked"] == "always" and not material["asked_reason"]:
            yield part, f"“{material['name']}”由政府部门核发，请接通共享，或者写明暂由申请人提供的原因"


@rule(
    "government_material",
    "政府部门核发的材料已接通共享",
    law="国务院关于在线政务服务的若干规定第七条",
    severity=Severity.WARNING,
)
def government_material(document: Document) -> Iterable[tuple[str, str]]:
    for material in document["materials"]:
        if material["source"] == "government" and material["asked"] == "always" and material["asked_reason"]:
            yield (
                f"materials.{material['key']}",
                f"“{material['name']}”由政府部门核发，{material['asked_reason']}，请尽快接通",
            )


def _proofs_without_basis(document: Document) -> Iterable[tuple[str, str, bool]]:
    for material in document["materials"]:
        if _PROOF in material["name"] and material["asked"] == "always" and material["basis"] is None:
            yield f"materials.{material['key']}", material["name"], material["status"] == "typical"


@rule("proof_basis", "证明事项有法律、法规或者国务院决定依据", law="优化营商环境条例第四十四条")
def proof_basis(document: Document) -> Iterable[tuple[str, str]]:
    for part, name, typical in _proofs_without_basis(document):
        if not typical:
            yield part, f"“{name}”没有写明依据，没有依据的证明不得要求"


@rule("proof_basis_unverified", "证明材料的依据已核实", law="优化营商环境条例第四十四条", severity=Severity.WARNING)
def proof_basis_unverified(document: Document) -> Iterable[tuple[str, str]]:
    for part, name, typical in _proofs_without_basis(document):
        if typical:
            yield part, f"“{name}”的设定依据未核实，核实不到的应当取消"
