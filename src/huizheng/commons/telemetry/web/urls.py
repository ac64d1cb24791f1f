from django.urls import path

from huizheng.commons.telemetry.web.views import healthz

app_name = "telemetry"
urlpatterns = [path("healthz", healthz, name="healthz")]
