"""The components behind ``{% load design %}``, by kind. Each takes plain values, dicts or dataclasses; all output is escaped."""
