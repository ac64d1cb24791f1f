from django.urls import path

from huizheng.outer.guides.web import views

app_name = "guides"
urlpatterns = [
    path("", views.hall, name="home"),
    path("index.json", views.index_json, name="index_json"),
    path("suggest/", views.suggest, name="suggest"),
    path("life-events/", views.life_events, name="themes"),
    path("life-events/<slug:audience>/<slug:code>/", views.theme, name="theme"),
    path("<slug:slug>.json", views.guide_json, name="guide_json"),
    path("<slug:slug>/", views.guide, name="guide"),
    path("<slug:slug>/print/", views.print_guide, name="print"),
    path("<slug:slug>/versions/<int:version>/", views.version, name="version"),
]
