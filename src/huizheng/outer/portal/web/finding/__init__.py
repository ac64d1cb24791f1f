"""Finding things on a site: the search page and its suggestions, the openness catalogue, what machines read."""
