"""The door of the notices room."""

from huizheng.commons.notices.actions import mark_all_read, mark_read, notify
from huizheng.commons.notices.errors import FactsMissing, NotVisible, UnknownTemplate
from huizheng.commons.notices.models import Message
from huizheng.commons.notices.queries import InboxPage, ShownMessage, inbox, unread_count
from huizheng.commons.notices.rules import Recipient
from huizheng.commons.notices.states import Channel

__all__ = [
    "Channel",
    "FactsMissing",
    "InboxPage",
    "Message",
    "NotVisible",
    "Recipient",
    "ShownMessage",
    "UnknownTemplate",
    "inbox",
    "mark_all_read",
    "mark_read",
    "notify",
    "unread_count",
]
