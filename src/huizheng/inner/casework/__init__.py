"""Casework: an application becomes a case and is handled to its end.

Nouns: case, its content in versions, journal entry, notice, special procedure, extension. The promise: every act is
done by whom the release names, in the state that allows it, within the clock of the law, with the numbered notice that
the law wants, and never twice. The transition table in ``states`` drives acts, policies, drawing and pages alike.
Its door is ``api``.
"""
