"""Demonstration pages for every site, written by the project from the facts it holds and marked as such.

The texts lie in ``texts/*.toml``; what they say of a place, an organ or a service is filled in from the reference data
and the items. Every page is the same on every run of the same day, so loading twice changes nothing.
"""
