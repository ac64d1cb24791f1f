"""Calendar: which days are working days, for every legal period (行政许可法 art 82).

The State Council's notices of 2007–2026 ship with the room (``data``); a notice that an operator loads takes
the place of the shipped one of its year and is told as ``CalendarChanged``. A year without a notice is
provisional: Monday to Friday without the statutory days. Its door is ``api``.
"""
