"""Words for people that more than one place of the room says."""

from __future__ import annotations

from typing import Final

from huizheng.inner.publishing.states import PlacementState, State, Withdrawal

TONES: Final[dict[str, str]] = {
    State.DRAFT: "neutral",
    State.FIRST: "info",
    State.SECOND: "info",
    State.FINAL: "info",
    State.APPROVED: "warning",
    State.RELEASED: "success",
    State.WITHDRAWN: "danger",
    State.ARCHIVED: "neutral",
}
PLACEMENT_TONES: Final[dict[str, str]] = {
    PlacementState.REQUESTED: "warning",
    PlacementState.ACCEPTED: "success",
    PlacementState.DECLINED: "neutral",
    PlacementState.ENDED: "neutral",
}
WITHDRAWAL_HINTS: Final[dict[str, str]] = {
    Withdrawal.ERROR: "页面随即从网站、列表、搜索和订阅中消失；填写“转到”则读者被带到那里。",
    Withdrawal.CONSOLIDATED: "读者被带到“转到”的页面。",
    Withdrawal.ABOLISHED: "页面保留，显著标明已废止或者失效和理由。",
    Withdrawal.EXPIRED: "从列表中消失，原地址说明已经到期。",
}
