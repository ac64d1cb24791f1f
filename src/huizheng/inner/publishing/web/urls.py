from django.urls import include, path

from huizheng.inner.publishing.web import acting, materials, opening, placing, starting, studio, views

office = [
    path("", views.manuscripts, name="manuscripts"),
    path("new/", starting.start, name="start"),
    path("openness/", opening.opening, name="opening"),
    path("waiting/", views.waiting, name="waiting"),
    path("release/", acting.release_many, name="release_many"),
    path("manuscripts/<int:number>/", views.manuscript, name="manuscript"),
    path("manuscripts/<int:number>/preview/", views.preview, name="preview"),
    path("manuscripts/<int:number>/changes/", views.changes, name="changes"),
    path("manuscripts/<int:number>/files/<str:sm3>/", materials.named_file, name="named_file"),
    path("manuscripts/<int:number>/edit/", acting.edit, name="edit"),
    path("manuscripts/<int:number>/submit/", acting.submit, name="submit"),
    path("manuscripts/<int:number>/pass/", acting.pass_review, name="pass"),
    path("manuscripts/<int:number>/return/", acting.return_text, name="return"),
    path("manuscripts/<int:number>/recall/", acting.recall, name="recall"),
    path("manuscripts/<int:number>/revise/", acting.revise, name="revise"),
    path("manuscripts/<int:number>/release/", acting.release, name="release"),
    path("manuscripts/<int:number>/withdraw/", acting.withdraw, name="withdraw"),
    path("manuscripts/<int:number>/archive/", acting.archive, name="archive"),
    path("manuscripts/<int:number>/remark/", acting.remark, name="remark"),
    path("manuscripts/<int:number>/after-check/", acting.check_afterwards, name="after_check"),
    path("manuscripts/<int:number>/place/", placing.place, name="place"),
    path("placements/", placing.placements, name="placements"),
    path("placements/<uuid:key>/<str:act>/", placing.decide, name="decide"),
    path("materials/", materials.library, name="materials"),
    path("materials/<uuid:key>/", materials.material, name="material"),
]
# Wagtail's own names stand beside this room's, so its templates find them.
urlpatterns = [path("", include((office, "publishing"))), path("studio/", include(studio.urlpatterns))]
