"""What a page of its kind needs to be complete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from huizheng.inner.publishing.checks.finding import Finding, Severity
from huizheng.inner.publishing.checks.subject import Subject

SUMMARY_WANTED_FROM: Final = 200
_TITLE_LONG, _TITLE_SHORT, _SUMMARY_LONG = 60, 4, 300
_SHOULD_HAVE_WORDS: Final = frozenset({"article", "info", "document", "decision", "appointment", "procurement"})
_SHORT_TITLES: Final = frozenset(
    [
        "info",
        "person",
        "region",
        "enterprise",
        "scenic",
        "product",
        "exhibitor",
        "exhibit",
        "price",
        "theme",
        "expo",
        "dataset",
    ]
)

# Kind -> (fact, word, severity): what lists and tables of that kind cannot do without.
_B, _W = Severity.BLOCK, Severity.WARN
NEEDED: Final[dict[str, tuple[tuple[str, str, Severity], ...]]] = {
    "gazette": (("year", "年份", _B), ("issue", "期号", _B)),
    "appointment": (
        ("person", "姓名", _B),
        ("post", "职务", _B),
        ("action", "任免", _B),
        ("decided_on", "决定日期", _B),
    ),
    "conference": (("held_at", "举行时间", _B), ("place", "地点", _W), ("speakers", "发布人", _W)),
    "budget": (("year", "年度", _B), ("organ", "单位", _B), ("type", "类型", _B), ("total", "总额", _W)),
    "procurement": (("stage", "公告类型", _B), ("number", "项目编号", _B), ("buyer", "采购人", _B)),
    "permit": (
        ("grantee", "行政相对人名称", _B),
        ("decision_number", "决定文书号", _B),
        ("decided_on", "决定日期", _B),
        ("authority", "许可机关", _B),
    ),
    "project": (("stage", "阶段", _B), ("owner", "项目单位", _W), ("code", "项目代码", _W)),
    "decision": (("stage", "阶段", _B),),
    "region": (("division", "行政区划", _B), ("year", "数据年份", _W)),
    "enterprise": (("category", "类别", _W), ("place", "所在地", _W)),
    "scenic": (("place", "所在地", _B), ("opening", "开放时间", _W)),
    "product": (("origin", "产地", _B),),
    "investment": (("industry", "行业", _B), ("contact", "联系人", _W)),
    "expo": (("opens_on", "开幕日期", _B), ("closes_on", "闭幕日期", _W)),
    "exhibitor": (("hall", "展馆", _B),),
    "exhibit": (("exhibitor", "参展单位", _B),),
    "price": (("product", "品种", _B), ("market", "市场", _B), ("price", "价格", _B), ("on", "报价日期", _B)),
    "vacancy": (
        ("employer", "用人单位", _B),
        ("place", "工作地点", _B),
        ("until", "截止日期", _W),
        ("wage_from", "工资", _W),
    ),
    "course": (("organiser", "举办单位", _B), ("starts_on", "开课日期", _B), ("place", "地点", _W)),
    "person": (("post", "职务", _B), ("duties", "分工", _W)),
    "dataset": (("provider", "提供单位", _B), ("updated_on", "更新日期", _W)),
}


def complete(subject: Subject) -> Iterator[Finding]:
    """Find what is missing from a page of its kind."""
    document, kind = subject.document, subject.kind
    yield from _title(str(document.get("title") or "").strip(), kind)
    if not str(document.get("source") or "").strip():
        yield Finding(
            "complete.source",
            _B,
            "来源",
            "没有填写信息来源。请写明是哪个单位发布的信息。",
            "网站META标签 ContentSource",
        )
    summary = str(document.get("summary") or "").strip()
    if not summary and subject.length > SUMMARY_WANTED_FROM:
        yield Finding(
            "complete.summary", _W, "摘要", "正文超过200字，还没有摘要。请用一两句话写出要点，列表和搜索结果会显示它。"
        )
    if len(summary) > _SUMMARY_LONG:
        yield Finding("complete.summary", _W, "摘要", f"摘要有{len(summary)}字，太长。请压缩到{_SUMMARY_LONG}字以内。")
    if not document.get("keywords"):
        yield Finding("complete.keywords", Severity.NOTICE, "关键词", "没有关键词。请填2至5个，方便检索。")
    yield from _body(subject)
    facts = subject.facts
    for name, word, severity in NEEDED.get(kind, ()):
        if facts.get(name) in (None, "", [], {}):
            yield Finding(f"complete.{kind}.{name}", severity, word, f"没有填写“{word}”。请补上，列表和检索都要用到。")
    if kind == "document":
        yield from _document(subject)


def _title(title: str, kind: str) -> Iterator[Finding]:
    if not title:
        yield Finding("complete.title", _B, "标题", "没有标题。请填写标题。")
    elif len(title) > _TITLE_LONG:
        yield Finding(
            "complete.title",
            Severity.NOTICE,
            "标题",
            f"标题有{len(title)}字，在列表里会折行。请另填一个30字以内的短标题。",
        )
    elif len(title) < _TITLE_SHORT and kind not in _SHORT_TITLES:
        yield Finding("complete.title", _W, "标题", "标题太短，读者看不出内容。请写完整。")


def _body(subject: Subject) -> Iterator[Finding]:
    blocks = subject.document.get("blocks") or []
    if not blocks:
        yield Finding("complete.body", _B, "正文", "没有正文。请填写内容后再送审。")
    elif subject.kind in _SHOULD_HAVE_WORDS and subject.length == 0:
        yield Finding(
            "complete.body",
            _W,
            "正文",
            "正文里没有文字，只有附件或者图片。请写出主要内容，手机和读屏用户才读得到。",
            "无障碍环境建设法第三十二条",
        )
    for block in subject.blocks("files"):
        for each in block.get("files") or ():
            if not str(each.get("label") or "").strip():
                yield Finding(
                    "complete.file",
                    Severity.NOTICE,
                    "附件",
                    f"附件“{each.get('name', '')}”没有名称。请写上文件标题，读者下载前就知道是什么。",
                )


def _document(subject: Subject) -> Iterator[Finding]:
    entry = subject.document.get("openness") or {}
    if not entry:
        yield Finding(
            "complete.document.openness",
            _B,
            "公开属性",
            "政策文件没有目录信息。请填写公开属性、主题分类和成文日期。",
            "政府信息公开条例第十二条",
        )
        return
    if not entry.get("document_number"):
        yield Finding(
            "complete.document.number", _W, "发文字号", "没有发文字号。如果文件有文号，请填写；确实没有的，可以不填。"
        )
    if not entry.get("formed_on"):
        yield Finding(
            "complete.document.formed_on",
            _B,
            "成文日期",
            "没有成文日期。请填写文件落款的日期，公开期限从这一天算起。",
            "政府信息公开条例第二十六条",
        )
    if not entry.get("themes"):
        yield Finding("complete.document.themes", _W, "主题分类", "没有主题分类。请至少选一个，公开目录按它归类。")
    interpreted = any(each.get("role") == "interpreted_by" for each in subject.document.get("related") or ())
    if subject.facts.get("is_normative") and not interpreted:
        yield Finding(
            "complete.document.interpretation",
            Severity.NOTICE,
            "相关页面",
            "规范性文件应当与解读一同发布。请写好解读，在“相关页面”里选“被解读”并填写解读的页面编号，再集中发布。",
        )
