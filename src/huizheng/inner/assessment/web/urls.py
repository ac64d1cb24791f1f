from django.urls import path

from huizheng.inner.assessment.web import audit_views, calendar_views, card_views, views

app_name = "assessment"
urlpatterns = [
    path("", views.rectifications, name="rectifications"),
    path("figures/", views.figures, name="figures"),
    path("limit/", views.limit, name="limit"),
    path("cards/", card_views.cards, name="cards"),
    path("audit/", audit_views.lines, name="audit"),
    path("audit/export/", audit_views.export, name="audit_export"),
    path("audit/verify/", audit_views.verify_chain, name="audit_verify"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/preview/", calendar_views.preview, name="calendar_preview"),
    path("calendar/load/", calendar_views.load, name="calendar_load"),
    path("<int:pk>/", views.rectification, name="rectification"),
    path("<int:pk>/<slug:act>/", views.act, name="act"),
]
