"""Applications 申请: what a resident or an enterprise asks for, from the draft to the rating.

Nouns: application, its materials, timeline entries, notices, the rating. Promise: one click or ten, one application;
what is submitted is sealed for the inner zone, and outside only the applicant can read the own copy, until it is
erased a set time after the result. Its door is ``api``.
"""
