"""Guides: the service hall of the public network.

Nouns: a service (what is offered now) and its versions (every release that came through the gate, kept for the
applications that are pinned to it). Promise: what is shown is what was released, word for word, with everything
unverified marked. The room owns nothing: it can be rebuilt from the inner zone's releases. Its door is ``api``.
"""
