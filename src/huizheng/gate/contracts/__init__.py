"""What may cross the gate, and nothing else: typed, versioned messages.

A message is a frozen dataclass of plain facts. Its ``NAME`` and ``VERSION`` travel with it; ``ZONE_FROM`` and
``ZONE_TO`` say which way it may go; ``channel()`` says what it must stay in order with. Personal data travels
only inside a ``Sealed`` field, which nobody but the zone it is sealed for can open.
"""

from huizheng.gate.contracts.applications import (
    ApplicationSubmitted,
    ApplicationWithdrawn,
    CaseAct,
    CaseProgressed,
    CaseRated,
    CorrectionSubmitted,
    RatingAnswered,
    ResultReceived,
    StatementMade,
)
from huizheng.gate.contracts.base import Attachment, Message, Sealed, message_class
from huizheng.gate.contracts.licences import LicenceGround, LicenceStanding, LicenceState
from huizheng.gate.contracts.operations import (
    OperatorAct,
    OperatorDecided,
    ReportedFailure,
    ReportedJob,
    ReportedLetter,
    ZoneReported,
)
from huizheng.gate.contracts.publishing import (
    ColumnTreeReleased,
    EditionsReleased,
    EditionsWanted,
    EmergencyChanged,
    LinksChecked,
    PageWithdrawn,
    PlacementChanged,
    SiteReleased,
    ViewsCounted,
)
from huizheng.gate.contracts.services import QuotaStanding, ServiceReleased, ServiceWithdrawn

__all__ = [
    "ApplicationSubmitted",
    "ApplicationWithdrawn",
    "Attachment",
    "CaseAct",
    "CaseProgressed",
    "CaseRated",
    "ColumnTreeReleased",
    "CorrectionSubmitted",
    "EditionsReleased",
    "EditionsWanted",
    "EmergencyChanged",
    "LicenceGround",
    "LicenceStanding",
    "LicenceState",
    "LinksChecked",
    "Message",
    "OperatorAct",
    "OperatorDecided",
    "PageWithdrawn",
    "PlacementChanged",
    "QuotaStanding",
    "RatingAnswered",
    "ReportedFailure",
    "ReportedJob",
    "ReportedLetter",
    "ResultReceived",
    "Sealed",
    "ServiceReleased",
    "ServiceWithdrawn",
    "SiteReleased",
    "StatementMade",
    "ViewsCounted",
    "ZoneReported",
    "message_class",
]
