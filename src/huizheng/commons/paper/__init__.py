"""Paper: the office's notices, decisions and certificates as documents people can keep.

Versioned Typst templates in ``notices`` (letter format of GB/T 9704-2012), facts checked against the template's JSON
Schema before anything is printed, a QR code to verify by, a drawn seal and a PAdES signature. The room has no tables:
it turns facts into bytes. Its door is ``api``.
"""
