"""Writing for the public: drafts in Wagtail, three reviews with four eyes, immutable editions, placements elsewhere.

Nouns: the manuscript, its reviews, the edition, the bundle, the placement, the withdrawal.
Promise: nothing reaches the public network unless three people other than its author have passed this very text, it
carries its openness decision and bears no mark of secrecy.
Door: ``api``; the desk shows its to-dos.
"""
