"""The verbs of licences."""
