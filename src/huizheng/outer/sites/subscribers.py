"""What the gate brings."""

from __future__ import annotations

from django.utils import timezone

from huizheng.gate.api import EnvelopeFacts, Rejected, open_blob, receives
from huizheng.gate.contracts import (
    ColumnTreeReleased,
    EditionsReleased,
    EmergencyChanged,
    PageWithdrawn,
    PlacementChanged,
    SiteReleased,
)
from huizheng.lib.canonical import parse
from huizheng.outer.sites.actions import (
    note_emergency,
    note_placement,
    receive_editions,
    receive_site,
    receive_tree,
    withdraw_page,
)
from huizheng.outer.sites.errors import NotThisDocument, Unfit


@receives(ColumnTreeReleased)
def on_tree(message: ColumnTreeReleased, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the gate's form
    receive_tree(
        name=message.name,
        version=message.version,
        columns=message.columns,
        released_at=message.released_at,
        at=timezone.now(),
    )


@receives(SiteReleased)
def on_site(message: SiteReleased, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the gate's form
    try:
        receive_site(
            slug=message.slug,
            version=message.version,
            document=message.document,
            released_at=message.released_at,
            at=timezone.now(),
        )
    except Unfit as error:
        raise Rejected("UNFIT", f"站点定义不能采用：{error}") from error


@receives(EditionsReleased)
def on_editions(message: EditionsReleased, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the gate's form
    editions = list(message.editions)
    if message.content is not None:
        with open_blob(message.content.sm3) as stream:
            editions += parse(stream.read())
    try:
        receive_editions(
            bundle=message.bundle,
            editions=editions,
            released_at=message.released_at,
            at=timezone.now(),
            files=message.files,
        )
    except NotThisDocument as error:
        raise Rejected("DIGEST", f"页面版本与摘要或已有版本不符：{error}") from error
    except Unfit as error:
        raise Rejected("UNFIT", f"页面含有不能展示的内容：{error}") from error


@receives(PageWithdrawn)
def on_withdrawn(message: PageWithdrawn, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the gate's form
    try:
        withdraw_page(
            key=message.page,
            number=message.number,
            site=message.site,
            how=message.how,
            reason=message.reason,
            to=message.to,
            withdrawn_at=message.at,
            at=timezone.now(),
        )
    except Unfit as error:
        raise Rejected("UNFIT", f"撤下方式不能采用：{error}") from error


@receives(PlacementChanged)
def on_placement(message: PlacementChanged, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the gate's form
    note_placement(
        key=message.placement,
        page=message.page,
        source_site=message.source_site,
        site=message.site,
        column=message.column,
        on=message.on,
        rank=message.rank,
        shown_from=message.shown_from,
        shown_until=message.shown_until,
        told_at=message.at,
        at=timezone.now(),
    )


@receives(EmergencyChanged)
def on_emergency(message: EmergencyChanged, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the gate's form
    try:
        note_emergency(
            key=message.emergency,
            number=message.number,
            state=message.state,
            level=message.level,
            title=message.title,
            english_title=message.english_title,
            summary=message.summary,
            measures=message.measures,
            area=message.area,
            sites=message.sites,
            address=message.address,
            column=message.column,
            opened_at=message.opened_at,
            told_at=message.at,
            at=timezone.now(),
        )
    except Unfit as error:
        raise Rejected("UNFIT", f"应急专题不能采用：{error}") from error
