from django.urls import path

from huizheng.inner.casework.web import act_views, case_views, list_views

app_name = "casework"
urlpatterns = [
    path("", list_views.todo, name="todo"),
    path("claim/", list_views.claim_selected, name="claim_selected"),
    path("search/", list_views.search, name="search"),
    path("export.csv", list_views.export, name="export"),
    path("<str:number>/", case_views.case, name="case"),
    path("<str:number>/print/", case_views.printed, name="print"),
    path("<str:number>/claim/", act_views.claim_case, name="claim"),
    path("<str:number>/release/", act_views.release_case, name="release"),
    path("<str:number>/acts/correction/", act_views.correction, name="correction"),
    path("<str:number>/acts/<slug:act>/", act_views.act, name="act"),
    path("<str:number>/files/<int:pk>/", case_views.material_file, name="file"),
    path("<str:number>/files/<int:pk>/view/", case_views.material_preview, name="preview"),
    path("<str:number>/files/<int:pk>/view/<int:page>/<int:zoom>/", case_views.material_picture, name="picture"),
    path("<str:number>/notices/<int:pk>/", case_views.notice_file, name="notice"),
]
