"""Addresses for everybody who comes back. Neutral words: they stand in the history of shared computers."""

from django.urls import path
from django.views.generic import RedirectView

from users import about_page
from users.views import cards, codes, leaving, passkeys, ways

app_name = "users"

urlpatterns = [
    path("in/", cards.sign_in, name="sign_in"),
    path("in/pin/", cards.pin, name="pin"),
    path("in/kod/", codes.ask, name="code_where"),
    path("in/kod/skriv/", codes.enter, name="code"),
    path("in/nyckel/", passkeys.sign_in, name="passkey"),
    path("ut/", leaving.sign_out, name="sign_out"),
    path("bort/", leaving.quick_exit, name="quick_exit"),
    path("kvar/", leaving.still_here, name="still_here"),
    path("inloggad/", leaving.where_signed_in, name="where_signed_in"),
    path("inloggad/ut-overallt/", leaving.sign_out_everywhere, name="sign_out_everywhere"),
    path("kom-tillbaka/", ways.ways, name="ways"),
    path("kom-tillbaka/pin/", ways.own_pin, name="own_pin"),
    path("kom-tillbaka/nytt-kort/", ways.new_card, name="new_card"),
    path("kom-tillbaka/las/", ways.lock, name="lock"),
    path("kom-tillbaka/nyckel/", passkeys.add, name="passkey_new"),
    path("kom-tillbaka/nyckel/<int:pk>/bort/", ways.passkey_away, name="passkey_away"),
    path("kom-tillbaka/kod/", ways.confirm_contact, name="confirm_contact"),
    path("kom-tillbaka/kod/<slug:kind>/", ways.contact, name="contact"),
    path("vidare/", cards.after_sign_in, name="after_sign_in"),
    path("mitt-kort/", cards.my_card, name="my_card"),
    path("kort-borta/", cards.lost_card, name="lost_card"),
    path("om-mig/", about_page.about_me, name="about_me"),
    path("om-mig/fil/<slug:form>/", about_page.about_me_file, name="about_me_file"),
    path("om-mig/sprak/", about_page.keep_language, name="keep_language"),
    path("om-mig/radera/", about_page.erase_me, name="erase_me"),
    path("raderat/", about_page.erased, name="erased"),
    # Wagtail's own sign-in for restricted pages has no limit on tries; this takes its place.
    path("_util/login/", RedirectView.as_view(pattern_name="users:sign_in", query_string=True)),
]
