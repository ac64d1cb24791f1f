from django.urls import path

from huizheng.inner.licences.web import views

app_name = "licences"
urlpatterns = [
    path("", views.licence_list, name="list"),
    path("bars/", views.bars, name="bars"),
    path("<int:pk>/", views.licence, name="licence"),
    path("<int:pk>/notices/<int:notice>/", views.notice_file, name="notice"),
    path("<int:pk>/propose/<slug:act>/", views.propose, name="propose"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/drop/", views.drop, name="drop"),
]
