"""The components behind ``{% load design %}``, by kind: plain values, dicts or dataclasses in, escaped HTML out."""
