from django.urls import path

from huizheng.inner.network.web import views

app_name = "network"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("channels/", views.channels, name="channels"),
    path("letters/", views.letters, name="letters"),
    path("letters/<str:zone>/<int:letter_id>/", views.letter, name="letter"),
    path("letters/<str:zone>/<int:letter_id>/redrive/", views.redrive, name="redrive"),
    path("letters/<str:zone>/<int:letter_id>/propose-discard/", views.propose, name="propose_discard"),
    path("letters/<str:zone>/<int:letter_id>/discard/", views.discard, name="discard"),
    path("failures/", views.failures, name="failures"),
    path("failures/<str:zone>/<int:failure_id>/settle/", views.settle_failure, name="settle_failure"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<str:zone>/<int:job_id>/retry/", views.retry_job, name="retry_job"),
    path("envelopes/", views.envelopes, name="envelopes"),
]
