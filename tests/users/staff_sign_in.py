"""Signing in as staff, through the same pages that staff use."""

from __future__ import annotations

import base64
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.test import Client

from users.demo_accounts import totp
from users.models import User

STAFF_PASSWORD = "en lugn stig vid havet"
APP_SECRET = base64.b32encode(b"twenty bytes of test").decode()


def connect_app(user: User, secret: str = APP_SECRET) -> None:
    """Give `user` a second factor."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)})


def code_now(secret: str = APP_SECRET) -> str:
    """What the app shows; waits for the next code when the present one is about to end."""
    if time.time() % 30 > 28:
        time.sleep(30 - time.time() % 30)
    return totp(secret, time.time())


def give_password(client: Client, username: str, password: str = STAFF_PASSWORD) -> Any:
    """Post the first page of the sign-in."""
    return client.post("/staff/login/", {"login": username, "password": password})


def sign_in_with_both(client: Client, user: User) -> None:
    """The whole way in for somebody whose app is connected."""
    assert give_password(client, user.username).headers["Location"] == "/staff/second-factor/code/"
    answer = client.post("/staff/second-factor/code/", {"code": code_now()})
    assert answer.status_code == 302, answer.content
