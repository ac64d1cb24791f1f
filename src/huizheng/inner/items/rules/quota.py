"""A limited number (行政许可法 art 57): of licences only, and with the article that limits it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from huizheng.inner.items.rules.finding import Document, rule

_LICENCE: Final = "01"
_ARTICLE: Final = re.compile(r"^第[一二三四五六七八九十百千零]+条")


@rule("quota", "数量限制有法律依据", law="行政许可法第十二条、第三十条、第五十七条")
def quota(document: Document) -> Iterable[tuple[str, str]]:
    limited = document.get("quota")
    if limited is None:
        return
    if document["item_type"]["code"] != _LICENCE:
        yield "quota", "只有行政许可可以有数量限制，请删去"
    if not _ARTICLE.match(limited["article"]):
        yield "quota", "请写明规定数量限制的法律、法规名称和第几条；没有依据的，不得限制数量"
