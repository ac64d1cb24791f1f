"""The door of the numbering room."""

from huizheng.commons.numbering.actions import next_number
from huizheng.commons.numbering.wording import notice_number

__all__ = ["next_number", "notice_number"]
