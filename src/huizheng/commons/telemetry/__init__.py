"""Telemetry: what an operator can see of a running zone.

The request id that follows a matter through both zones and the gate, structured logs without personal data,
metrics, health, and the list of background failures. Its door is ``api``.
"""
