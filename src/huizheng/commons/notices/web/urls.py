from django.urls import path

from huizheng.commons.notices.web.views import Inbox, OpenMessage, ReadAllMessages

app_name = "notices"
urlpatterns = [
    path("", Inbox.as_view(), name="inbox"),
    path("read/", ReadAllMessages.as_view(), name="read_all"),
    path("<int:message>/open/", OpenMessage.as_view(), name="open"),
]
