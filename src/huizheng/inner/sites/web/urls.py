from django.urls import path

from huizheng.inner.sites.web import (
    column_views,
    emergency_views,
    guarantee_views,
    link_views,
    list_views,
    site_views,
    wizard_views,
)

app_name = "sites"
urlpatterns = [
    path("", list_views.sites, name="list"),
    path("export.csv", list_views.export, name="export"),
    path("new/", wizard_views.start, name="open"),
    path("new/<int:pk>/organ/", wizard_views.organ_step, name="wizard_organ"),
    path("new/<int:pk>/site/", wizard_views.site_step, name="wizard_site"),
    path("new/<int:pk>/columns/", wizard_views.columns_step, name="wizard_columns"),
    path("guarantee/", guarantee_views.guarantee, name="guarantee"),
    path("guarantee/export.csv", guarantee_views.export, name="guarantee_export"),
    path("emergencies/", emergency_views.emergencies, name="emergencies"),
    path("emergencies/new/", emergency_views.new, name="emergency_new"),
    path("emergencies/<slug:number>/", emergency_views.emergency, name="emergency"),
    path("emergencies/<slug:number>/update/", emergency_views.update, name="emergency_update"),
    path("emergencies/<slug:number>/close/", emergency_views.close, name="emergency_close"),
    path("emergencies/<slug:number>/check/", emergency_views.check, name="emergency_check"),
    path("<slug:slug>/", site_views.site, name="site"),
    path("<slug:slug>/change/", site_views.change, name="change"),
    path("<slug:slug>/functions/", site_views.switch, name="switch"),
    path("<slug:slug>/close/", site_views.close, name="close"),
    path("<slug:slug>/reopen/", site_views.reopen, name="reopen"),
    path("<slug:slug>/guarantee/", guarantee_views.site_guarantee, name="site_guarantee"),
    path("<slug:slug>/links/", link_views.links, name="links"),
    path("<slug:slug>/links/export.csv", link_views.export, name="links_export"),
    path("<slug:slug>/columns/", column_views.columns, name="columns"),
    path("<slug:slug>/new-column/", column_views.add, name="add_column"),
    path("<slug:slug>/columns/<path:path>/rename/", column_views.rename, name="rename"),
    path("<slug:slug>/columns/<path:path>/arrange/", column_views.arrange, name="arrange"),
    path("<slug:slug>/columns/<path:path>/subscribe/", column_views.subscribe, name="subscribe"),
    path("<slug:slug>/columns/<path:path>/guarantee/", column_views.guarantee, name="column_guarantee"),
    path("<slug:slug>/columns/<path:path>/", column_views.column, name="column"),
]
