"""The one entrance of the public network: home page, choice of place, and the pages every government site owes.

Nouns: none of its own; it shows what ``guides`` and ``reference`` know, in the reader's place and language.
Promise: from here every service is two steps away, in Chinese and English, on any screen, without signing in.
Door: none; it is the top room of the public network and only registers navigation and the facts of the site.
"""
