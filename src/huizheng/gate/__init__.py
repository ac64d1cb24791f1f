"""The gate: what may cross between the zones, and the engine that carries it exactly once.

``contracts`` are the typed, versioned messages that may cross. The engine: outbox (in the business transaction) →
relay (signs batches, publishes) → inbox (verifies, removes duplicates for ever, keeps order) → receipts.
Its door is ``api``.
"""
