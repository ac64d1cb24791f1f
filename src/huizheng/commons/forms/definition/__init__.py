"""How JSON becomes a form, what its answers look like, and how two forms differ."""
