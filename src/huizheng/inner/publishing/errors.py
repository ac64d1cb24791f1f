"""Why something does not go: every error is a sentence that says what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huizheng.inner.publishing.checks import Finding


class PublishingError(Exception):
    """Base of this room's refusals; ``str()`` is the sentence for people."""

    sentence = "不能这样办理。"

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class NotVisible(PublishingError):
    sentence = "没有这份稿件。"


class NotAllowed(PublishingError):
    sentence = "您没有这项职责，请联系本机关的机构管理员。"


class FourEyes(NotAllowed):
    sentence = "三审应当由三个人分别进行，作者不审自己的稿件：请由另一位同事审核。"


class NotNow(PublishingError):
    sentence = "稿件的状态已经变化，请刷新页面后再办。"


class ReasonMissing(PublishingError):
    sentence = "请写明理由。"


class ContentChanged(PublishingError):
    sentence = "稿件在提交后有改动，这次审核作废，已退回作者。"


class NotReady(PublishingError):
    sentence = "稿件内容还不完整。"


class ChecksFailed(PublishingError):
    """Findings that must be mended first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("请先改正：" + "；".join(f"{each.where}：{each.message}" for each in self.findings[:5]))


class BearsSecrecyMark(ChecksFailed):
    """A text with a mark of secrecy may not be in this system at all (保守国家秘密法 art 31)."""


class NotOpen(PublishingError):
    sentence = "公开属性不是“主动公开”，不能在网站发布。"


class NoSuchColumn(PublishingError):
    sentence = "这个网站没有这个栏目，请重新选择。"


class ColumnTakesNoPages(NoSuchColumn):
    sentence = "这个栏目只汇集下级栏目或者业务系统的内容，不直接放稿件。请选择它下面的一个栏目。"


class NothingToRelease(PublishingError):
    sentence = "没有选择稿件。"


class TwoSites(PublishingError):
    sentence = "一次集中发布只能是同一个网站的稿件。"
