"""What can go wrong with items, each with a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huizheng.inner.items.models import Release
    from huizheng.inner.items.rules import Finding


class ItemsError(Exception):
    """Base of this room's refusals; ``sentence`` is for people."""

    sentence = ""

    def __str__(self) -> str:
        return self.sentence or super().__str__()


class NotADocument(ItemsError):
    """The document does not fit the format of a service release."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(problems)
        self.problems = problems
        self.sentence = "内容不符合事项版本格式：" + "；".join(problems)


class NotFit(ItemsError):
    """A document breaks quality rules that block its release."""

    def __init__(self, slug: str, findings: list[Finding]) -> None:
        super().__init__(slug, findings)
        self.findings = findings
        self.sentence = f"“{slug}”不能发布：" + "；".join(f"{finding.part} {finding.message}" for finding in findings)


class NotAllowed(ItemsError):
    """The actor's post lacks the duty."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SamePerson(NotAllowed):
    """Whoever drafted a release may not release it."""

    def __init__(self) -> None:
        super().__init__("起草人不能发布自己起草的版本，请由另一位有发布职责的同事发布。")


class NotChecked(ItemsError):
    def __init__(self, release: Release) -> None:
        super().__init__(release)
        self.sentence = f"“{release}”还没有通过质量检查，请先检查并改正后再发布。"


class AlreadyReleased(ItemsError):
    def __init__(self, release: Release) -> None:
        super().__init__(release)
        self.sentence = f"“{release}”已经发布，不能再改；请起草新版本。"


class NotOffered(ItemsError, LookupError):
    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.sentence = f"事项“{slug}”没有正在施行的版本。"


class NoSuchRelease(ItemsError, LookupError):
    def __init__(self, slug: str, version: int | None) -> None:
        super().__init__(slug, version)
        self.sentence = f"没有事项“{slug}”第{version}版。"


class ReasonNeeded(ItemsError):
    sentence = "请写明停办原因，公众会看到。"
