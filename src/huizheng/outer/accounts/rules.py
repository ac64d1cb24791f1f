"""Why an act on an account is refused. Each reason is a sentence that says what to do next."""

from __future__ import annotations

import datetime as dt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CODE_LIVES = dt.timedelta(minutes=10)
CODE_ATTEMPTS = 5
CODE_PAUSE = dt.timedelta(seconds=60)
CODES_AN_HOUR = 5
ERASURE_PAUSE = dt.timedelta(days=15)
LONGEST_AGENCY = dt.timedelta(days=366)

Words = str | Promise


class Refused(Exception):
    """Base of this room's reasons; ``sentence`` is what the person reads, in the language of the page."""

    words: Words = _("这项操作不能办理。")

    def __init__(self, words: Words | None = None) -> None:
        self.words = words if words is not None else self.words
        super().__init__(type(self).__name__)

    @property
    def sentence(self) -> str:
        return str(self.words)


class NotVisible(Refused):
    words = _("没有找到这条记录。")


class WrongSignIn(Refused):
    words = _("账号或密码不正确。请检查后重新输入，或者点“忘记密码”。")


class LockedOut(Refused):
    words = _("尝试次数过多，已暂时锁定。请稍后再试，或者点“忘记密码”。")


class WrongCode(Refused):
    words = _("验证码不正确或已失效。请核对短信或邮件中的6位数字，必要时重新获取。")


class TooManyCodes(Refused):
    words = _("验证码发送得太频繁。请等一分钟再获取；一小时内最多5次。")


class WeakPassword(Refused):
    words = _("密码太容易被猜到，请换一个。")


class WrongPassword(Refused):
    words = _("当前密码不正确，请重新输入。")


class InvalidContact(Refused):
    words = _("请输入正确的手机号码或电子邮箱。")


class ContactTaken(Refused):
    words = _("这个联系方式不能使用，请换一个。")


class InvalidCertificate(Refused):
    words = _("证件号码不正确，请对照证件重新填写。")


class NameNotConfirmed(Refused):
    words = _("核验没有通过：姓名、证件类型和号码与登记信息不一致。请对照证件检查后再试，或者到窗口核验。")


class PersonHasAccount(Refused):
    words = _("这个证件已在另一个账号上核验过。请用那个账号登录；忘记密码的可以找回。")


class AlreadyChecked(Refused):
    words = _("您已通过实名核验，姓名和证件不能自行修改。如有变更，请到窗口办理。")


class AuthorityUnavailable(Refused):
    words = _("实名核验服务暂时不可用，请稍后再试，或者到窗口核验。")


class NotChecked(Refused):
    words = _("请先完成实名核验，再办理这项业务。")


class EnterpriseNotConfirmed(Refused):
    words = _("企业信息核验没有通过：企业名称、统一社会信用代码或法定代表人与登记信息不一致。请对照营业执照检查。")


class EnterpriseTaken(Refused):
    words = _("这家企业已由法定代表人登记。需要代办的，请联系法定代表人邀请您为经办人。")


class NotRepresentative(Refused):
    words = _("只有法定代表人可以管理经办人。")


class NotAgent(Refused):
    words = _("您现在没有这家企业的办事授权。授权可能已到期或被解除，请联系法定代表人。")


class OutOfScope(Refused):
    words = _("您的授权范围不包含这类事项，请联系法定代表人调整授权。")


class AlreadyAnswered(Refused):
    words = _("这份邀请已经处理过了。")


class AlreadyEnded(Refused):
    words = _("这项授权已经结束。")


class AlreadyInvited(Refused):
    words = _("已经邀请过这位经办人，请等待对方答复，或者先撤回原来的邀请。")


class PeriodRunsBackward(Refused):
    words = _("结束日期应晚于今天，并且一次授权最长一年。")


class ConsentNeeded(Refused):
    words = _("提供服务必须同意个人信息保护政策。不同意的，可以注销账号。")


class MattersOpen(Refused):
    words = _("您还有正在办理的事项，办结后才能注销账号。")


class NothingToCancel(Refused):
    words = _("账号没有在注销中，不用撤回。")


class Erased(Refused):
    words = _("这个账号已经注销，内容不可恢复。")
