from django.urls import re_path

from huizheng.outer.sites.web import files

app_name = "sites"
urlpatterns = [
    re_path(r"^(?P<sm3>[0-9a-f]{64})/w(?P<width>[0-9]{3,4})/[^/]{0,200}$", files.picture, name="picture"),
    re_path(r"^(?P<sm3>[0-9a-f]{64})/(?P<name>[^/]{1,200})$", files.released, name="released"),
]
