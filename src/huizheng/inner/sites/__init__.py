"""The sites of the cluster as the office keeps them: standard columns, each site's differences, functions, guarantees.

Nouns: the column tree of a kind of site, the site, the difference, the subscription, the guarantee, the emergency.
Promise: a tier's tree is one definition; a new organ has a working site in minutes; every column has an owner, a
period and a review chain, and its owner is warned before the day comes.
Door: ``api``; ``publishing`` writes into the columns.
"""
