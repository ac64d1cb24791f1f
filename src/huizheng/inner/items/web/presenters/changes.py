"""What changed between two releases, in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from huizheng.inner.items.diff import Change, differences
from huizheng.inner.items.web.presenters.release import heading

if TYPE_CHECKING:
    from huizheng.inner.items.models import Release

_TONES: Final = {Change.ADDED: "success", Change.REMOVED: "danger", Change.CHANGED: "info"}
_LONGEST: Final = 400


def changes_page(before: Release | None, after: Release) -> dict[str, Any]:
    found = differences(before.document, after.document) if before else []
    return {
        **heading(after),
        "before": before.version if before else None,
        "columns": [("part", "部分"), ("change", "变化"), ("before", "修改前"), ("after", "修改后")],
        "rows": [
            {
                "part": {"text": each.label, "note": each.path},
                "change": {"text": each.change.label, "tone": _TONES[each.change]},
                "before": _words(each.before),
                "after": _words(each.after),
            }
            for each in found
        ],
    }


def _words(value: Any) -> str:
    """Return a value as people can compare it: texts as they are, parts by their name, the rest as data."""
    if value is None or value == "":
        return "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        text = value
    elif isinstance(value, dict) and (value.get("name") or value.get("label")):
        text = str(value.get("name") or value["label"])
    elif isinstance(value, list) and all(isinstance(each, dict) and ("text" in each or "q" in each) for each in value):
        text = "；".join(each.get("text") or f"{each['q']} {each['a']}" for each in value)
    else:
        text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
