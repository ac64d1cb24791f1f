"""Answering readers from memory: which answers may be kept, for how long, and how reading is counted."""
