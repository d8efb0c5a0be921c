"""Addresses for everybody who comes back. Neutral words: they stand in the history of shared computers."""

from django.urls import path
from django.views.generic import RedirectView

from users import about_page, views

app_name = "users"

urlpatterns = [
    path("in/", views.sign_in, name="sign_in"),
    path("ut/", views.sign_out, name="sign_out"),
    path("vidare/", views.after_sign_in, name="after_sign_in"),
    path("mitt-kort/", views.my_card, name="my_card"),
    path("kort-borta/", views.lost_card, name="lost_card"),
    path("om-mig/", about_page.about_me, name="about_me"),
    path("om-mig/fil/<slug:form>/", about_page.about_me_file, name="about_me_file"),
    path("om-mig/radera/", about_page.erase_me, name="erase_me"),
    path("raderat/", about_page.erased, name="erased"),
    # Wagtail's own sign-in for restricted pages has no limit on tries; this takes its place.
    path("_util/login/", RedirectView.as_view(pattern_name="users:sign_in", query_string=True)),
]
