"""Accounts: residents and enterprises on the public network.

Signing up and in, how far a person's name is proved, acting for an enterprise with its consent, and what each
person may know and decide about the own data. Names, certificate numbers and contacts lie under a key of each account
and are shown masked; the same key guards the applicant's own copies (the vault). The door is ``api``.
"""
