from django.urls import path

from huizheng.commons.keys.web.views import public_keys

app_name = "keys"
urlpatterns = [path(".well-known/huizheng-keys.json", public_keys, name="public_keys")]
