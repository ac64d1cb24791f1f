"""The life of a manuscript, who is waited for at each step, and what may follow."""

from __future__ import annotations

from typing import Final

from django.db import models

from huizheng.inner.organs.api import Duty


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    FIRST = "first", "初审"
    SECOND = "second", "复审"
    FINAL = "final", "终审"
    APPROVED = "approved", "待发布"
    RELEASED = "released", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"
    ARCHIVED = "archived", "已归档"


class Act(models.TextChoices):
    SUBMIT = "submit", "提交审核"
    SUBMIT_ALERT = "submit_alert", "提交签发（绿色通道）"
    RECALL = "recall", "收回修改"
    PASS = "pass", "通过"
    RETURN = "return", "退回"
    RELEASE = "release", "发布"
    REVISE = "revise", "修订"
    WITHDRAW = "withdraw", "撤下"
    ARCHIVE = "archive", "归档"
    # What a law orders to be published, composed of facts by software (docs/decisions/0007).
    RELEASE_RECORD = "release_record", "依法自动发布"


TRANSITIONS: Final[dict[tuple[State, Act], State]] = {
    (State.DRAFT, Act.SUBMIT): State.FIRST,
    (State.DRAFT, Act.SUBMIT_ALERT): State.FINAL,
    (State.DRAFT, Act.WITHDRAW): State.WITHDRAWN,
    (State.DRAFT, Act.ARCHIVE): State.ARCHIVED,
    (State.DRAFT, Act.RELEASE_RECORD): State.RELEASED,
    (State.FIRST, Act.PASS): State.SECOND,
    (State.FIRST, Act.RETURN): State.DRAFT,
    (State.FIRST, Act.RECALL): State.DRAFT,
    (State.FIRST, Act.WITHDRAW): State.WITHDRAWN,
    (State.SECOND, Act.PASS): State.FINAL,
    (State.SECOND, Act.RETURN): State.DRAFT,
    (State.SECOND, Act.RECALL): State.DRAFT,
    (State.SECOND, Act.WITHDRAW): State.WITHDRAWN,
    (State.FINAL, Act.PASS): State.APPROVED,
    (State.FINAL, Act.RETURN): State.DRAFT,
    (State.FINAL, Act.RECALL): State.DRAFT,
    (State.FINAL, Act.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Act.RELEASE): State.RELEASED,
    (State.APPROVED, Act.RETURN): State.DRAFT,
    (State.APPROVED, Act.RECALL): State.DRAFT,
    (State.APPROVED, Act.WITHDRAW): State.WITHDRAWN,
    (State.RELEASED, Act.REVISE): State.DRAFT,
    (State.RELEASED, Act.WITHDRAW): State.WITHDRAWN,
    (State.WITHDRAWN, Act.REVISE): State.DRAFT,
    (State.WITHDRAWN, Act.ARCHIVE): State.ARCHIVED,
}

# The three reviews in order; the green channel of warnings knows the signature only.
REVIEWS: Final = (State.FIRST, State.SECOND, State.FINAL)
CHAIN_ALERT: Final = "alert"
CHAIN_THREE: Final = "three"
# Whose move it is: the duty that is waited for.
WAITED_FOR: Final[dict[State, Duty]] = {
    State.FIRST: Duty.PUBLISH_REVIEW,
    State.SECOND: Duty.PUBLISH_REVIEW,
    State.FINAL: Duty.PUBLISH_RELEASE,
    State.APPROVED: Duty.PUBLISH_RELEASE,
}
EDITABLE: Final = frozenset({State.DRAFT})


class Verdict(models.TextChoices):
    PASSED = "passed", "通过"
    RETURNED = "returned", "退回"


class Withdrawal(models.TextChoices):
    """How a page leaves (the words of the message ``PageWithdrawn``)."""

    ERROR = "error", "发布有误"
    CONSOLIDATED = "consolidated", "并入其他页面"
    ABOLISHED = "abolished", "废止或者失效"
    EXPIRED = "expired", "到期"


class Openness(models.TextChoices):
    OPEN = "open", "主动公开"
    ON_REQUEST = "on-request", "依申请公开"
    CLOSED = "closed", "不予公开"


class Ground(models.TextChoices):
    """Why something is not published on the office's own initiative (政府信息公开条例 arts 14–16)."""

    SECRET = "14-secret", "依法确定为国家秘密（条例第十四条）"
    FORBIDDEN = "14-forbidden", "法律、行政法规禁止公开（条例第十四条）"
    DANGER = "14-danger", "公开后可能危及国家安全、公共安全、经济安全、社会稳定（条例第十四条）"
    THIRD_PARTY = "15-third-party", "涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害（条例第十五条）"
    INTERNAL = "16-internal", "行政机关内部事务信息（条例第十六条第一款）"
    PROCESS = "16-process", "行政机关过程性信息或者行政执法案卷信息（条例第十六条第二款）"


class PlacementState(models.TextChoices):
    REQUESTED = "requested", "待对方审定"
    ACCEPTED = "accepted", "已采用"
    DECLINED = "declined", "未采用"
    ENDED = "ended", "已结束"


PLACEMENT_TRANSITIONS: Final[dict[PlacementState, frozenset[PlacementState]]] = {
    PlacementState.REQUESTED: frozenset(
        {PlacementState.ACCEPTED, PlacementState.DECLINED, PlacementState.ENDED},
    ),
    PlacementState.ACCEPTED: frozenset({PlacementState.ENDED}),
    PlacementState.DECLINED: frozenset(),
    PlacementState.ENDED: frozenset(),
}


def states() -> list[tuple[str, str]]:
    return list(State.choices)


def verdicts() -> list[tuple[str, str]]:
    return list(Verdict.choices)


def withdrawals() -> list[tuple[str, str]]:
    return list(Withdrawal.choices)


def openness_choices() -> list[tuple[str, str]]:
    return list(Openness.choices)


def grounds() -> list[tuple[str, str]]:
    return list(Ground.choices)


def placement_states() -> list[tuple[str, str]]:
    return list(PlacementState.choices)
