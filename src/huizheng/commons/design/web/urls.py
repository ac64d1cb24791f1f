from django.conf import settings
from django.urls import URLPattern, path

from huizheng.commons.design.web import text_size, views

app_name = "design"
urlpatterns: list[URLPattern] = [path("text-size/", text_size.choose_text_size, name="text_size")]
if settings.DEBUG:
    urlpatterns += [
        path("", views.gallery, name="gallery"),
        path("inner/", views.gallery_inner, name="gallery_inner"),
        path("errors/<slug:name>/", views.error_page, name="error_page"),
    ]
