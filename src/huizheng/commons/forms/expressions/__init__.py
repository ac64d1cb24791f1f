"""Typed expression trees: the one language in which a form states its conditions, checks and computed values."""
