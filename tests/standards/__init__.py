"""What the outside world reads us by, and whether we keep to it: HTML, Atom, site maps.

The Nu HTML checker and the schema of sitemaps.org are fetched at set-up (``scripts/standards.sh``), pinned by hash in
``package-lock.json``. No package was found that carries Appendix B of RFC 4287: ``atom.rng`` is our own, written from
the text of the RFC. Nor was one with the official schema of a site map's index: ``siteindex.xsd`` is our own for that
one list, and takes the official schema of site maps in.
"""
