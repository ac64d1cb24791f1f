"""What came through the gate for the portal cluster: sites, columns, pages, placements, withdrawals, emergencies.

Nouns: the site with its columns, the page with its editions, the placement, the emergency banner.
Promise: a projection made from released editions alone; it can be made again with equal bytes, and every question
about it is answered in at most two statements, for the moment asked, with nothing of what was withdrawn.
Door: ``api``; ``portal`` shows it, ``search`` finds in it.
"""
