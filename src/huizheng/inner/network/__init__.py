"""The network: what an operator of the office network sees of both zones and of the gate between them.

Its nouns are the outer zone's latest report and the decisions that operators have sent there. Its promise: whatever
failed in the background, in either zone, is seen here and can be dealt with here. Its door is ``api``.
"""
