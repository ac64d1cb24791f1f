from django.urls import path

from huizheng.outer.sites.web import files

app_name = "sites"
urlpatterns = [
    path("<slug:sm3>/w<int:width>/<str:name>", files.picture, name="picture"),
    path("<slug:sm3>/<str:name>", files.released, name="released"),
]
