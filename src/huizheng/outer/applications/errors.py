"""Why a verb of this room would not do it, in words the applicant can act on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class ApplicationError(Exception):
    """Base: ``sentence`` is what the page says."""

    sentence = _("现在不能这样做。请刷新页面后再试。")


class NotVisible(ApplicationError):
    """There is no such application for this viewer; shown as 404."""


class NotNow(ApplicationError):
    """The application's state does not allow it."""

    sentence = _("这份申请的状态已经变化，不能再这样做。请查看最新进度。")


class StaleDraft(ApplicationError):
    """The draft was saved from elsewhere in the meantime."""

    sentence = _("这份草稿刚刚在另一个页面或设备上保存过。请刷新页面，取回最新内容后再修改。")


class Incomplete(ApplicationError):
    """Answers or materials are missing or wrong."""

    sentence = _("还有内容没有填好，请按提示补充。")

    def __init__(self, errors: dict[str, str], materials: dict[str, str]) -> None:
        super().__init__(f"{len(errors)} answers, {len(materials)} materials")
        self.errors = errors
        self.materials = materials


class ServiceGone(ApplicationError):
    """The service is no longer offered."""

    sentence = _("该事项已停止办理，暂时不能提交申请。请在办事大厅查找替代事项。")


class AlreadyRated(ApplicationError):
    sentence = _("您已经评价过这件事，感谢您的意见。")


class NoHearingOffered(ApplicationError):
    """The office has not told of the right to a hearing."""

    sentence = _("部门还没有告知听证权利，现在不能申请听证。您可以随时陈述申辩。")


class HearingIsComing(ApplicationError):
    """A hearing is held anyway."""

    sentence = _("已经有人申请听证，部门将组织听证，您不必再提出。时间、地点会在听证七个工作日前通知您。")


class TooLateForHearing(ApplicationError):
    """The five working days are over."""

    sentence = _("申请听证的期限已经届满（行政许可法第四十七条）。作出决定前，您仍可以陈述申辩。")


class TooManyStatements(ApplicationError):
    sentence = _("您在网上提出的陈述申辩已经很多了。还有补充的，请直接联系办理机关。")


class NotNamed(ApplicationError):
    """Nobody applies without a name and a certificate."""

    sentence = _("请先填写姓名和证件号码，再办理这件事。")


class NotForPersons(ApplicationError):
    sentence = _("这件事由企业或单位申请。请先切换为您代表的企业，再开始；还没有企业时可以先办理企业授权。")


class NotForOrganisations(ApplicationError):
    sentence = _("这件事由个人申请。请先切换为“本人”，再开始。")


class TooManyDrafts(ApplicationError):
    sentence = _("您的草稿太多了。请先提交或删除一些草稿，再开始新的申请。")


class NotRenewable(ApplicationError):
    """There is no licence to renew, it was taken away, or its renewal is asked for already."""

    sentence = _("这个证件现在不能申请延续：它没有有效期、已经失去效力，或者延续申请已在办理。请查看证件状态。")
