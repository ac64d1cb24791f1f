"""The gate process of a zone: it drains the outbox to the carrier, takes what the carrier brings, and applies it."""
