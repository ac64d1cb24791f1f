"""A case from receipt to delivery."""

from __future__ import annotations

import pytest

from huizheng.commons.events.testing import deliver_all
from huizheng.gate.contracts import CaseAct, CaseProgressed
from huizheng.gate.testing import sent
from huizheng.inner.casework.api import DeliveryWay, Staff, State, accept, deliver, grant, pass_step
from huizheng.inner.casework.testing import on, received_case


@pytest.mark.usefixtures("shop")
def test_a_case_goes_from_receipt_to_delivery(clerk: Staff) -> None:
    case = received_case("2026-03-10")
    assert case.state == State.RECEIVED
    accept(case, by=clerk, at=on("2026-03-10"))
    assert case.state == State.IN_STEP
    pass_step(case, by=clerk, at=on("2026-03-10"), opinion="符合条件")
    grant(case, by=clerk, at=on("2026-03-11"))
    case.refresh_from_db()
    assert case.state == State.CONCLUDED
    deliver_all()
    assert [n.kind for n in case.notices.all()] == ["acceptance", "grant", "certificate"]
    assert all(n.file_id for n in case.notices.all())
    deliver(case, by=clerk, at=on("2026-03-12"), way=DeliveryWay.WINDOW, receiver="王小明")
    assert case.state == State.DELIVERED
    acts = [message.act for message in sent(CaseProgressed)]
    assert acts[:2] == [CaseAct.RECEIVED, CaseAct.ACCEPTED]
