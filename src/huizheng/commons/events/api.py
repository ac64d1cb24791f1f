"""The door of the events room."""

from huizheng.commons.events.actions import publish
from huizheng.commons.events.queueing import enqueue
from huizheng.commons.events.registry import Event, subscribe

__all__ = ["Event", "enqueue", "publish", "subscribe"]
