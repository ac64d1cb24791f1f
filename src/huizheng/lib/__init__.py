"""Plain Python that both zones and every room may use: identifiers, ciphers, canonical forms. No Django models."""
