"""What the gate itself receives: in the outer zone, the decisions of the operators inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from huizheng.gate.actions.reporting import carry_out
from huizheng.gate.contracts import OperatorDecided
from huizheng.gate.registry import receives

if TYPE_CHECKING:
    from huizheng.gate.registry import EnvelopeFacts

if settings.ZONE == "outer":

    @receives(OperatorDecided)
    def carry_out_decision(decision: OperatorDecided, _: EnvelopeFacts) -> None:
        carry_out(decision, at=timezone.now())
