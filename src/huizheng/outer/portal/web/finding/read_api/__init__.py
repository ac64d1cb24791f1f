"""The public read API (政府信息公开条例 art 24): what people read, as JSON, for whoever builds on it. It only reads."""

from django.urls import path

from huizheng.outer.portal.web.finding.read_api import guide
from huizheng.outer.portal.web.finding.read_api.doors import no_such_address
from huizheng.outer.portal.web.finding.read_api.operations import api

urlpatterns = [
    path("api/v1/", guide.guide, name="api_guide"),
    path("api/v1/openapi.json", guide.description, name="api_description"),
    path("api/v1/", api.urls),
    path("api/<path:rest>", no_such_address, name="api_unknown"),
]

__all__ = ["urlpatterns"]
