"""The duty to open: which decision stands on which ground, by when, under which index number and class.

Pure rules and questions; the verbs that use them are in ``actions``. 政府信息公开条例 arts 12–16, 18–21, 26.
"""
