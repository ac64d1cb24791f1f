"""Notices: telling people, in the site and by e-mail and SMS.

``notify`` writes the message in the caller's transaction; sending happens after the commit and never holds it up.
Texts are versioned templates; addresses are encrypted, and forgotten once a delivery is settled; every attempt is kept.
Nouns: Message, Delivery, Attempt. Its door is ``api``.
"""
