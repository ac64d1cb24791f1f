"""Forms: what people fill in, told as data.

A form is versioned JSON: sections of fields with conditions and rules as typed expression trees, never code. The room
reads it, shows it, judges the answers (the same way on the server and in the browser), sums them up for people and
compares them. It keeps nothing itself: whoever owns a draft or an application keeps form and answers.
Its door is ``api``.
"""
