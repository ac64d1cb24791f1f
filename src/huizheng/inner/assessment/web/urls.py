from django.urls import path

from huizheng.inner.assessment.web import views

app_name = "assessment"
urlpatterns = [
    path("", views.rectifications, name="rectifications"),
    path("figures/", views.figures, name="figures"),
    path("limit/", views.limit, name="limit"),
    path("<int:pk>/", views.rectification, name="rectification"),
    path("<int:pk>/<slug:act>/", views.act, name="act"),
]
