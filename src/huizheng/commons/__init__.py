"""Mechanisms both zones use: audit, calendar, clocks, events, files, forms, numbering, notices, paper, reference."""
