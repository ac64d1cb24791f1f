"""Why an act on organs and people is refused. Each reason is a sentence that says what to do next."""

from __future__ import annotations

import datetime as dt

LONGEST_DELEGATION = dt.timedelta(days=180)
RECOVERY_CODES = 10


class Refused(Exception):
    """Base of this room's reasons; ``sentence`` is what the person reads."""

    sentence = "这项操作不能办理。"

    def __init__(self, sentence: str = "") -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)


class LacksDuty(Refused):
    """The official holds no such duty in that organ at that moment."""

    sentence = "您在这个机关没有相应的职责。如工作需要，请联系本机关的机构管理员。"


class NotYourOrgan(Refused):
    sentence = "您不是这个机关的机构管理员，不能修改它的机构和人员。"


class NameTaken(Refused):
    sentence = "这个名称已经有了，请换一个。"


class LoginNameTaken(Refused):
    sentence = "这个登录名已有人使用，请换一个。"


class WeakPassword(Refused):
    sentence = "新密码太容易被猜到，请换一个。"


class WrongPassword(Refused):
    sentence = "当前密码不正确，请重新输入。"


class NotActive(Refused):
    sentence = "这个账号已停用，请先恢复再操作。"


class AlreadyEnded(Refused):
    sentence = "这项任职或授权已经结束，不用再操作。"


class UnitInUse(Refused):
    sentence = "这个内设机构还有在任人员，请先结束他们的任职。"


class PostInUse(Refused):
    sentence = "这个岗位还有在任人员，请先结束他们的任职。"


class PeriodRunsBackward(Refused):
    sentence = "结束时间应晚于开始时间，请检查日期。"


class CannotDelegate(Refused):
    sentence = "这些职责不能委托给这个人。"


class OnlyAdmin(Refused):
    sentence = "您不能停用自己的账号。请由另一位机构管理员办理。"


class ReachesEveryOrgan(Refused):
    sentence = "“审计”“系统运维”职责涉及全省各机关，只能由数据资源管理机关设置，且不能授予自己。"


class WrongCode(Refused):
    sentence = "动态口令不正确或者已经用过。请等下一个口令出现后再输入。"


class NothingToConfirm(Refused):
    sentence = "还没有开始绑定动态口令，请先生成二维码。"
