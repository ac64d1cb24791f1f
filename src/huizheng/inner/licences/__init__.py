"""Licences: what a granted case leaves behind, from its issue to its end.

Nouns: licence, request for renewal, ending, notice, bar. The promise: whoever asks how a licence stands is told one
answer, with its day and its ground; nobody loses one but on a ground of the law, named by one official and decided by
another; and whoever asked for renewal in time does not lose it while the office is silent (行政许可法 arts 50, 69, 70).
Its door is ``api``; the cases themselves live in the room above.
"""
