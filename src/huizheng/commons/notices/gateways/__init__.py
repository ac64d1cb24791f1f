"""The outside systems that carry messages: a mail server, and an SMS provider behind one interface."""

from huizheng.commons.notices.gateways.mail import send_mail
from huizheng.commons.notices.gateways.sms import send_sms

__all__ = ["send_mail", "send_sms"]
