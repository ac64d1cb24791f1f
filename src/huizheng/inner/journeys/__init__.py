"""Journeys: stories across rooms that do not know each other, one module a story.

``publication_of_grants``: casework decides, publishing makes public. Noun: what a grant owes the people (行政许可法
art 40). Promise: every granted licence is on its organ's site within seven working days, or somebody is told in time
why not; nothing that art 5 excepts goes out by itself. Its door is ``api``.
"""
