"""Stories across rooms that do not know each other, one module a story.

Nouns: none of its own. A story listens to one room's events and calls another room's verbs.
Promise: a story is safe to run twice, and says in its docstring which rooms it joins and why.
Door: none; nobody calls a story, it hears.
"""
