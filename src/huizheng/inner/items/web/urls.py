from django.urls import path

from huizheng.inner.items.web import acting, views

app_name = "items"
urlpatterns = [
    path("", views.library, name="list"),
    path("<slug:slug>/", views.item, name="item"),
    path("<slug:slug>/draft/", acting.draft, name="draft"),
    path("<slug:slug>/upload/", acting.upload, name="upload"),
    path("<slug:slug>/withdraw/", acting.withdraw, name="withdraw"),
    path("<slug:slug>/<int:version>/", views.release, name="release"),
    path("<slug:slug>/<int:version>/form/", views.form_preview, name="form"),
    path("<slug:slug>/<int:version>/changes/", views.changes, name="changes"),
    path("<slug:slug>/<int:version>/document.json", views.document, name="document"),
    path("<slug:slug>/<int:version>/check/", acting.check, name="check"),
    path("<slug:slug>/<int:version>/release/", acting.release, name="release_act"),
]
