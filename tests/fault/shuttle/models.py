from __future__ import annotations

from django.db import models


class Act(models.Model):
    """A business act of this zone that sends a message."""

    number = models.PositiveIntegerField(unique=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.number)


class Effect(models.Model):
    """What one message did here. Deliberately without a unique number: a second effect must be seen, not refused."""

    number = models.PositiveIntegerField()
    matter = models.CharField(max_length=20)
    at = models.DateTimeField()
    sent_at = models.DateTimeField()

    PERSONAL_DATA: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.number)
