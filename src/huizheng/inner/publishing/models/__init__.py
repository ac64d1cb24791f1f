"""The nouns of the room."""

from huizheng.inner.publishing.models.catalogue import CatalogueRecord
from huizheng.inner.publishing.models.editions import Bundle, Edition
from huizheng.inner.publishing.models.imports import ImportRecord
from huizheng.inner.publishing.models.manuscripts import Manuscript
from huizheng.inner.publishing.models.materials import Material
from huizheng.inner.publishing.models.placements import Placement
from huizheng.inner.publishing.models.reviews import Remark, Review, Submission

__all__ = [
    "Bundle",
    "CatalogueRecord",
    "Edition",
    "ImportRecord",
    "Manuscript",
    "Material",
    "Placement",
    "Remark",
    "Review",
    "Submission",
]
