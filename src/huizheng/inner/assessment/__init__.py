"""Assessment: what applicants think of how they were served, and what the office does about it (好差评).

Nouns: rating, rectification, call-back, the operator's limit. The promise: a case is rated at most twice, a bad rating
opens a rectification with a working-day limit at the organ that handled the case, a named one is always called back,
and the answer reaches the applicant (国办发〔2019〕51号). Its door is ``api``.
"""
