"""How the address of a column is written."""


class ColumnPath:
    """Small letters, digits and hyphens, in as many steps as the tree has."""

    regex = r"[a-z0-9-]+(?:/[a-z0-9-]+){0,5}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
