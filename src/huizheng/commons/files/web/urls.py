from django.urls import path

from huizheng.commons.files.web.views import ContinueUpload, DownloadReleased, StartUpload

app_name = "files"
urlpatterns = [
    path("uploads/", StartUpload.as_view(), name="start_upload"),
    path("uploads/<uuid:upload>/", ContinueUpload.as_view(), name="continue_upload"),
    path("released/<uuid:file>/", DownloadReleased.as_view(), name="released"),
]
