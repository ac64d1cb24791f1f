"""The words for how a licence stands and why, as its holder and the public read them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huizheng.gate.contracts import LicenceGround, LicenceState

LICENCE_STATES: dict[LicenceState, Promise] = {
    LicenceState.VALID: _("有效"),
    LicenceState.EXPIRED: _("已过期"),
    LicenceState.RENEWED: _("已延续（由新证代替）"),
    LicenceState.WITHDRAWN: _("许可已撤回"),
    LicenceState.REVOKED: _("已撤销"),
    LicenceState.CANCELLED: _("已注销"),
}

LICENCE_TONES: dict[LicenceState, str] = {
    LicenceState.VALID: "success",
    LicenceState.EXPIRED: "warning",
    LicenceState.RENEWED: "info",
    LicenceState.WITHDRAWN: "danger",
    LicenceState.REVOKED: "danger",
    LicenceState.CANCELLED: "danger",
}

# Each with its article, so that nobody has to guess what it rests on.
GROUNDS: dict[LicenceGround, Promise] = {
    LicenceGround.LAW_CHANGED: _("所依据的法律、法规、规章修改或者废止（行政许可法第八条第二款）"),
    LicenceGround.CIRCUMSTANCES_CHANGED: _("准予许可所依据的客观情况发生重大变化（行政许可法第八条第二款）"),
    LicenceGround.ABUSE_OF_POWER: _("工作人员滥用职权、玩忽职守作出准予决定（行政许可法第六十九条第一款第一项）"),
    LicenceGround.BEYOND_POWER: _("超越法定职权作出准予决定（行政许可法第六十九条第一款第二项）"),
    LicenceGround.AGAINST_PROCEDURE: _("违反法定程序作出准予决定（行政许可法第六十九条第一款第三项）"),
    LicenceGround.NOT_QUALIFIED: _("申请人不具备申请资格或者不符合法定条件（行政许可法第六十九条第一款第四项）"),
    LicenceGround.OTHERWISE_REVOCABLE: _("依法可以撤销的其他情形（行政许可法第六十九条第一款第五项）"),
    LicenceGround.FRAUD: _("以欺骗、贿赂等不正当手段取得许可（行政许可法第六十九条第二款）"),
    LicenceGround.NOT_RENEWED: _("有效期届满未延续（行政许可法第七十条第一项）"),
    LicenceGround.HOLDER_INCAPABLE: _("被许可公民死亡或者丧失行为能力（行政许可法第七十条第二项）"),
    LicenceGround.HOLDER_ENDED: _("法人或者其他组织依法终止（行政许可法第七十条第三项）"),
    LicenceGround.DECIDED_AWAY: _("许可依法被撤销、撤回，或者证件依法被吊销（行政许可法第七十条第四项）"),
    LicenceGround.IMPOSSIBLE: _("因不可抗力导致许可事项无法实施（行政许可法第七十条第五项）"),
    LicenceGround.OTHERWISE_CANCELLED: _("法律、法规规定应当注销的其他情形（行政许可法第七十条第六项）"),
}


def licence_state_choices() -> list[tuple[str, Promise]]:
    return [(state.value, label) for state, label in LICENCE_STATES.items()]


def ground_choices() -> list[tuple[str, Promise]]:
    return [(ground.value, label) for ground, label in GROUNDS.items()]
