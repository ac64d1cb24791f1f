"""The door of the notices room."""

from huizheng.commons.notices.actions import mark_all_read, mark_read, notify
from huizheng.commons.notices.errors import FactsMissing, NotVisible, UnknownTemplate, Unreachable
from huizheng.commons.notices.gateways import send_mail, send_sms
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
    "Unreachable",
    "inbox",
    "mark_all_read",
    "mark_read",
    "notify",
    "send_mail",
    "send_sms",
    "unread_count",
]
