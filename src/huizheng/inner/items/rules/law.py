"""The legal basis."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from huizheng.inner.items.rules.finding import Document, rule

_ARTICLE: Final = re.compile(r"^第[一二三四五六七八九十百千零]+条(之[一二三四五六七八九十]+)?")
_VAGUE: Final = ("有关规定", "相关规定", "有关法律")
_POWERS: Final = frozenset({"01", "02", "03", "04", "05", "06", "07", "08", "09", "10"})


@rule("intermediary_basis", "中介服务有法律、法规或者国务院决定依据", law="优化营商环境条例第四十三条")
def intermediary_basis(document: Document) -> Iterable[tuple[str, str]]:
    for number, service in enumerate(document.get("intermediaries", ()), 1):
        basis = service["basis"]
        if basis is None or basis.get("policy") or not _ARTICLE.match(basis["article"]):
            yield f"intermediaries.{number}", f"“{service['name']}”没有法律、法规或者国务院决定的条款依据，不得要求"


@rule("legal_basis", "设定依据写到法律名称和条款", law="政务服务事项质量规则；优化营商环境条例第三十五条")
def legal_basis(document: Document) -> Iterable[tuple[str, str]]:
    for number, basis in enumerate(document["legal_basis"], 1):
        part = f"legal_basis.{number}"
        if basis.get("policy"):
            if document["item_type"]["code"] in _POWERS:
                yield part, f"“{basis['law']}”是政策文件，不能设定行政权力，请改为法律、法规、规章的条款"
        elif not _ARTICLE.match(basis["article"]):
            yield part, f"“{basis['law']}”没有写到条，请写明第几条"
        if any(word in basis["law"] + basis["article"] for word in _VAGUE):
            yield part, "不能写“有关规定”，请写明法律名称和条款"
