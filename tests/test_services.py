"""The private servers start on free ports, answer, and leave nothing behind."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from tests import services

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("kind", ["postgres", "redis"])
def test_a_private_server_answers_and_is_gone_afterwards(kind):
    start = services.private_postgres if kind == "postgres" else services.private_redis
    try:
        with start() as url:
            if kind == "postgres":
                with psycopg.connect(url) as connection:
                    folder = Path(connection.execute("SHOW data_directory").fetchone()[0]).parent
            else:
                with redis.Redis.from_url(url) as client:
                    folder = Path(client.config_get("dir")["dir"])
            assert folder.is_dir()
    except services.NotInstalled as missing:
        pytest.skip(str(missing))
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", urlsplit(url).port)) != 0
    assert folder.name.startswith(f"medlots-{kind}-")
    assert not folder.exists()


def test_two_servers_do_not_meet():
    try:
        with services.private_redis() as one, services.private_redis() as other:
            assert one != other
    except services.NotInstalled as missing:
        pytest.skip(str(missing))


def test_what_is_not_installed_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(services.NotInstalled, match="apt-get install redis-server"), services.private_redis():
        pass


def test_a_free_port_can_be_listened_on():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", services.free_port()))
