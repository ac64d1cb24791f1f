"""Code lists that many forms share; a room that owns one registers it by name."""
