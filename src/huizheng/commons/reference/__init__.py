"""Reference: the places and organs of the province and the code tables, as both zones see them.

Divisions with their GB/T 2260 codes and the history of those codes, organs (key = division code + "-" +
kind, the same in both zones), the portal sites, and named code lists for forms. All of it is loaded from
this room's fixtures; nothing here is changed by a page. The door is ``api``.
"""
