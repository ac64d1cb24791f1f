"""The classes of the openness catalogue are the same on both networks."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "src" / "huizheng"


def test_the_public_network_names_kinds_and_themes_as_the_office_does() -> None:
    office = tomllib.loads((HOUSE / "inner" / "publishing" / "openness" / "classes.toml").read_text("utf-8"))
    tree = ast.parse((HOUSE / "outer" / "portal" / "web" / "finding" / "classes.py").read_text("utf-8"))
    public = {
        node.target.id: [key.value for key in node.value.keys if isinstance(key, ast.Constant)]
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and isinstance(node.value, ast.Dict)
    }
    assert public["KINDS"] == list(office["kinds"])
    assert public["THEMES"] == [theme["name"] for theme in office["themes"]]
