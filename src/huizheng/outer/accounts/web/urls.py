from django.urls import path

from huizheng.outer.accounts.web import centre, enterprises, own_data, sign_in

app_name = "accounts"
urlpatterns = [
    path("", centre.see_centre, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("sign-up/", sign_in.begin_sign_up, name="sign_up"),
    path("sign-up/confirm/", sign_in.finish_sign_up, name="sign_up_confirm"),
    path("reset/", sign_in.begin_reset, name="reset"),
    path("reset/confirm/", sign_in.finish_reset, name="reset_confirm"),
    path("privacy/", sign_in.read_privacy_policy, name="privacy"),
    path("real-name/", centre.prove_name, name="real_name"),
    path("real-name/check/", centre.have_name_checked, name="real_name_check"),
    path("password/", centre.change_own_password, name="password"),
    path("contact/", centre.begin_contact_change, name="contact"),
    path("contact/confirm/", centre.finish_contact_change, name="contact_confirm"),
    path("sign-ins/", centre.list_sign_ins, name="sign_ins"),
    path("sign-ins/<int:pk>/end/", centre.end_one_sign_in, name="sign_in_end"),
    path("parties/", centre.switch_party, name="parties"),
    path("enterprises/", enterprises.list_enterprises, name="enterprises"),
    path("enterprises/<uuid:pk>/agents/", enterprises.manage_agents, name="agents"),
    path("invitations/<int:pk>/", enterprises.answer_invitation, name="invitation"),
    path("agencies/<int:pk>/revoke/", enterprises.end_agency, name="agency_revoke"),
    path("accesses/", own_data.list_accesses, name="accesses"),
    path("consents/", own_data.list_consents, name="consents"),
    path("consents/<slug:kind>/", own_data.decide_consent, name="consent"),
    path("erasure/", own_data.close_account, name="erasure"),
    path("erasure/cancel/", own_data.keep_account, name="erasure_cancel"),
]
