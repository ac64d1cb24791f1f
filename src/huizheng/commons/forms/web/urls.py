from django.urls import path

from huizheng.commons.forms.web.views import schema

app_name = "forms"
urlpatterns = [path("schema.json", schema, name="schema")]
