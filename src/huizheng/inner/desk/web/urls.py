from django.urls import path

from huizheng.inner.desk.web import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
]
