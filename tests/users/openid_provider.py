"""An OpenID Connect provider of its own process: allauth's, with its own settings and database.

`python -m tests.users.openid_provider PORT FOLDER CALLBACK` answers on 127.0.0.1. `/be/<name>/` stands for its
sign-in page: whoever opens it is that person there. `/person/<name>/<address>/<confirmed>/` makes one.
"""

from __future__ import annotations

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT_ID, SECRET = "medlots", "a secret between the two"


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def main(port: int, folder: str, callback: str) -> None:
    """Set everything up in `folder` and answer until the process is ended."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    settings.configure(
        SECRET_KEY="only-for-tests",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=Addresses(),
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/provider.sqlite3"}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        LOGIN_URL="/be/nobody/",
        IDP_OIDC_PRIVATE_KEY=pem.decode(),
    )
    import django

    django.setup()
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    Client.objects.create(
        id=CLIENT_ID,
        name="Medlots",
        secret=make_password(SECRET),
        scopes="openid\nprofile\nemail",
        redirect_uris=callback,
        skip_consent=True,
    )
    with make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet) as server:
        server.serve_forever()


def _be(request, name):  # type: ignore[no-untyped-def]
    from django.contrib.auth import get_user_model, login
    from django.http import HttpResponse

    login(request, get_user_model().objects.get(username=name), "django.contrib.auth.backends.ModelBackend")
    return HttpResponse("in")


def _person(request, name, address, confirmed):  # type: ignore[no-untyped-def]
    from allauth.account.models import EmailAddress
    from django.contrib.auth import get_user_model
    from django.http import HttpResponse

    user = get_user_model().objects.create_user(name, address)
    EmailAddress.objects.filter(email__iexact=address).delete()
    EmailAddress.objects.create(user=user, email=address, verified=bool(confirmed), primary=True)
    return HttpResponse("made")


class Addresses:
    """What Django reads as the module of addresses, once everything is set up."""

    @property
    def urlpatterns(self) -> list[object]:
        """The provider's, its stand-in for a sign-in page, and a door for the test."""
        from django.urls import include, path

        return [
            path("be/<str:name>/", _be),
            path("person/<str:name>/<str:address>/<int:confirmed>/", _person),
            path("", include("allauth.idp.urls")),
            path("account/", include("allauth.account.urls")),
        ]


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
