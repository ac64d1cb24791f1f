from django.urls import path

from huizheng.inner.organs.web import administration, own, sign_in

app_name = "organs"
urlpatterns = [
    path("", own.see_profile, name="profile"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.sign_in_code, name="sign_in_code"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.change_own_password, name="password"),
    path("second-factor/", sign_in.second_factor, name="second_factor"),
    path("second-factor/confirm/", sign_in.confirm_second_factor, name="second_factor_confirm"),
    path("second-factor/recovery-codes/", sign_in.new_recovery_codes, name="recovery_codes"),
    path("delegations/", own.delegate_duties, name="delegations"),
    path("delegations/<int:pk>/revoke/", own.take_delegation_back, name="delegation_revoke"),
    path("organs/", own.list_my_organs, name="my_organs"),
    path("organs/<str:key>/", administration.see_organ, name="organ"),
    path("organs/<str:key>/units/", administration.add_unit, name="unit_add"),
    path("organs/<str:key>/posts/", administration.add_post, name="post_add"),
    path("organs/<str:key>/officials/", administration.add_official, name="official_add"),
    path("organs/<str:key>/units/close/", administration.close_one_unit, name="unit_close"),
    path("posts/<int:pk>/", administration.see_post, name="post"),
    path("posts/<int:pk>/close/", administration.close_one_post, name="post_close"),
    path("officials/<int:pk>/", administration.see_official, name="official"),
    path("officials/<int:pk>/account/", administration.change_account, name="official_account"),
    path("appointments/<int:pk>/end/", administration.end_one_appointment, name="appointment_end"),
]
