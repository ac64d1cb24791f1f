"""Finding: pages, documents, services and organs of one site or of all, in the words that people use.

Nouns: the index beside the database, the question, the answer with its facets and snippets.
Promise: titles first, old words lead to new ones, pinyin finds names, and what was withdrawn is never found.
Door: ``api``; ``portal`` shows the answers.
"""
