from django.urls import path

from huizheng.inner.journeys.web import views

app_name = "journeys"
urlpatterns = [
    path("grants/", views.grants, name="grants"),
    path("grants/<str:number>/", views.grant, name="grant"),
    path("grants/<str:number>/again/", views.try_again, name="again"),
    path("grants/<str:number>/<slug:act>/", views.judge, name="judge"),
]
