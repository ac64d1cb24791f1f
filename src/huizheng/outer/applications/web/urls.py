from django.urls import path

from huizheng.outer.applications.web import (
    correcting,
    filling,
    following,
    handing_in,
    listing,
    proving,
    renewing,
    speaking,
    starting,
    verifying,
    viewing,
)

app_name = "applications"
urlpatterns = [
    path("", listing.MyApplications.as_view(), name="mine"),
    path("query/", proving.QueryByCode.as_view(), name="query"),
    path("verify/", verifying.VerifyPaper.as_view(), name="verify"),
    path("verify/<str:code>/", verifying.VerifyPaper.as_view(), name="verify_code"),
    path("start/<slug:slug>/", starting.StartApplication.as_view(), name="start"),
    path("<uuid:application_id>/", following.FollowApplication.as_view(), name="follow"),
    path("<uuid:application_id>/fill/", filling.FillIn.as_view(), name="fill"),
    path("<uuid:application_id>/fill/<str:section>/", filling.FillIn.as_view(), name="fill_section"),
    path("<uuid:application_id>/autosave/", filling.Autosave.as_view(), name="autosave"),
    path("<uuid:application_id>/materials/", handing_in.HandInMaterials.as_view(), name="materials"),
    path(
        "<uuid:application_id>/materials/<uuid:file_id>/remove/",
        handing_in.RemoveMaterial.as_view(),
        name="remove_material",
    ),
    path("<uuid:application_id>/materials/<uuid:file_id>/view/", viewing.ViewMaterial.as_view(), name="view_material"),
    path(
        "<uuid:application_id>/materials/<uuid:file_id>/view/<int:page>/<int:zoom>/",
        viewing.MaterialPicture.as_view(),
        name="material_picture",
    ),
    path(
        "<uuid:application_id>/materials/<uuid:file_id>/file/",
        viewing.DownloadMaterial.as_view(),
        name="material_file",
    ),
    path("<uuid:application_id>/check/", handing_in.CheckAndSubmit.as_view(), name="check"),
    path("<uuid:application_id>/submitted/", following.Submitted.as_view(), name="submitted"),
    path("<uuid:application_id>/discard/", handing_in.DiscardDraft.as_view(), name="discard"),
    path("<uuid:application_id>/correct/", correcting.Correct.as_view(), name="correct"),
    path("<uuid:application_id>/withdraw/", following.Withdraw.as_view(), name="withdraw"),
    path("<uuid:application_id>/hearing/", speaking.AskForHearing.as_view(), name="hearing"),
    path("<uuid:application_id>/statement/", speaking.MakeStatement.as_view(), name="statement"),
    path("<uuid:application_id>/rate/", following.Rate.as_view(), name="rate"),
    path("<uuid:application_id>/renew/", renewing.RenewLicence.as_view(), name="renew"),
    path("<uuid:application_id>/keep/", renewing.KeepCopy.as_view(), name="keep_copy"),
    path("<uuid:application_id>/confirm/", following.ConfirmResult.as_view(), name="confirm"),
    path(
        "<uuid:application_id>/notices/<int:entry_id>/<int:place>/", following.DownloadNotice.as_view(), name="notice"
    ),
    path("<uuid:application_id>/receipt/<str:code>.pdf", proving.ReceiptPaper.as_view(), name="receipt"),
    path("<uuid:application_id>/receipt/<str:code>.json", proving.ReceiptFile.as_view(), name="receipt_file"),
]
