"""The house stands as `docs/` says: its top level, its floors, its locks, and rooms of a size to live in."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from core.personal_data import OUR_APPS
from tests.everything import SOAK_ON_BOTH, SOAK_ON_SQLITE

pytestmark = pytest.mark.one_database

PROJECT_DIR: Path = settings.PROJECT_DIR
TOP_LEVEL = {
    *("site", "courses", "mentors", "media", "tests", "docs", "deploy"),
    *("manage.py", "pyproject.toml", "README.md", "Makefile"),
}
#: What machines make beside the source; git keeps none of it.
MADE_BY_MACHINES = {"var"}
FLOORS = ["core", "users", ("publishing", "insight", "messaging"), "media", "courses", "mentors", "config"]
LONGEST_FILE = 450


def sources(*suffixes: str) -> list[Path]:
    """The files of the project that people write, without migrations."""
    folders = [PROJECT_DIR / name for name in TOP_LEVEL if (PROJECT_DIR / name).is_dir()]
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in suffixes and "migrations" not in path.parts and "__pycache__" not in path.parts
    )


def floor_of(package: str) -> int:
    """How high up a package stands; the ground is 0."""
    return next(
        height
        for height, floor in enumerate(FLOORS)
        if package == floor or (isinstance(floor, tuple) and package in floor)
    )


# Where things stand
# --------------------------------------------------------------------------------------------


def test_every_long_run_is_part_of_make_soak():
    marked = [
        path.relative_to(PROJECT_DIR).as_posix()
        for path in (PROJECT_DIR / "tests").rglob("*.py")
        if re.search(r"pytest\.mark\.soak\b", path.read_text(encoding="utf-8"))
    ]
    listed = (*SOAK_ON_BOTH, *SOAK_ON_SQLITE)
    assert len(marked) >= 4
    assert [path for path in marked if not path.startswith(listed)] == []


def test_the_top_level_is_what_was_agreed():
    standing = {path.name for path in PROJECT_DIR.iterdir() if not path.name.startswith(".")}
    assert standing - MADE_BY_MACHINES == TOP_LEVEL


def test_site_is_a_source_root_and_no_package():
    assert not (PROJECT_DIR / "site" / "__init__.py").exists()
    import site

    assert Path(site.__file__).parent != PROJECT_DIR / "site"


def test_git_keeps_what_people_write_and_nothing_that_machines_make(tmp_path):
    shutil.copy(PROJECT_DIR / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)

    def is_ignored(path: str) -> bool:
        asked = subprocess.run(["git", "check-ignore", "--quiet", path], cwd=tmp_path, check=False)
        return asked.returncode == 0

    kept = ["site/core/apps.py", "site/static/css/base.css", "media/models/picture.py", "site/locale/sv/x.po"]
    assert [path for path in kept if is_ignored(path)] == []
    made = ["var/db.sqlite3", "var/files/a.jpg", ".venv/bin/python", "site/core/__pycache__/a.pyc", ".env"]
    assert [path for path in made if not is_ignored(path)] == []


def test_no_room_has_outgrown_itself():
    lines = {path: len(path.read_text().splitlines()) for path in sources(".py")}
    assert {str(path.relative_to(PROJECT_DIR)): n for path, n in lines.items() if n > LONGEST_FILE} == {}


def test_rooms_are_named_after_what_they_are_for():
    nameless = {"utils", "util", "helpers", "helper", "common", "misc", "services_", "stuff"}
    assert [
        str(path) for path in sources(".py") if path.stem in nameless or path.parent.name in nameless
    ] == []


def test_nothing_is_left_for_later():
    marks = re.compile("|".join(["TO" + "DO", "FIX" + "ME", r"#\s*" + "X" * 3, "NotImplemented" + "Error"]))
    found = [
        f"{path.relative_to(PROJECT_DIR)}:{number}"
        for path in sources(".py", ".html", ".css", ".js", ".sh")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []


# Imports only go down
# ------------------------------------------------------------------------------------------


def test_lists_for_readers_have_the_commas_of_their_script():
    joined = [
        path.relative_to(PROJECT_DIR)
        for path in sources(".html")
        if 'join:", "' in path.read_text() and not {"admin", "desk"} & set(path.parts)
    ]
    assert joined == [], "write |listed"


def test_foreign_keys_go_down_as_imports_do():
    """A foreign key written as a string is invisible to import-linter."""
    upwards = []
    for model in apps.get_models():
        own = model._meta.app_config.name
        if own not in OUR_APPS:
            continue
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            other = (
                field.related_model._meta.app_config.name
                if field.is_relation and field.related_model
                else own
            )
            if other in OUR_APPS and other != own and floor_of(other) >= floor_of(own):
                upwards.append(f"{model._meta.label}.{field.name} -> {other}")
    assert upwards == []


@pytest.mark.parametrize(
    ("planted_in", "line", "contract"),
    [
        ("site/core/languages.py", "import users.models", "Imports only go down from floor to floor"),
        (
            "courses/guides/blocks.py",
            "import mentors.cards.models",
            "Imports only go down from floor to floor",
        ),
        ("site/publishing/budget.py", "import insight.counts", "Imports only go down from floor to floor"),
        ("site/insight/counts.py", "import users.models", "Insight never reads people's tables"),
        (
            "mentors/cards/models.py",
            "import mentors.cards.forms",
            "In a room: views, admin and tasks above forms",
        ),
        (
            "courses/terms/words.py",
            "import courses.search.find",
            "Between the rooms of courses only downwards",
        ),
        (
            "mentors/cards/talking.py",
            "import mentors.booking.seats",
            "Between the rooms of mentors only downwards",
        ),
    ],
)
def test_a_planted_violation_is_caught(tmp_path, planted_in, line, contract):
    """The negative control of `make lint`: the contracts can fail, each for its own reason."""
    for name in ("site", "courses", "mentors", "media", "pyproject.toml"):
        source = PROJECT_DIR / name
        if source.is_dir():
            ignored = shutil.ignore_patterns(
                "__pycache__", "static", "locale", "templates", "pictures", "*.toml"
            )
            shutil.copytree(source, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(source, tmp_path / name)
    target = tmp_path / planted_in
    target.write_text(f"{target.read_text()}\n{line}\n")
    checked = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}/site:{tmp_path}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert re.search(rf"{re.escape(contract)}.* BROKEN", checked.stdout), checked.stdout


# Versions and data
# -----------------------------------------------------------------------------------------------


def pins(name: str) -> dict[str, str]:
    """Package and version for each line of a lock."""
    text = (PROJECT_DIR / "deploy" / "locks" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([A-Za-z0-9_.\-\[\],]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["runtime", "production", "development"])
def test_locks_have_hashes_and_no_addresses(name):
    text = (PROJECT_DIR / "deploy" / "locks" / f"{name}.txt").read_text()
    assert "://" not in text
    assert "index-url" not in text
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_smaller_locks_are_parts_of_the_larger():
    runtime, production, development = pins("runtime"), pins("production"), pins("development")
    assert runtime.items() <= production.items() <= development.items()


def test_every_requirement_has_a_floor():
    project = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    assert {"postgres", "redis", "s3", "dev"} <= set(project["optional-dependencies"])
    assert [one for one in wanted if ">=" not in one] == []


def test_the_locks_hold_what_is_asked_for():
    """Somebody who changes pyproject.toml and forgets `make lock` is told."""
    project = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    production = [one for name in ("postgres", "redis", "s3") for one in extras[name]]
    wanted = {
        "runtime": project["dependencies"],
        "production": [*project["dependencies"], *production],
        "development": [*project["dependencies"], *production, *extras["dev"]],
    }
    missing = []
    for lock, requirements in wanted.items():
        locked = {canonicalize_name(name): version for name, version in pins(lock).items()}
        for requirement in map(Requirement, requirements):
            version = locked.get(canonicalize_name(requirement.name), "")
            if not version or version not in requirement.specifier:
                missing.append(f"{lock}: {requirement}")
    assert missing == []


def test_no_address_of_a_package_registry_is_written_down():
    hosts = re.compile(
        "|".join([r"pypi\." + "org", r"pythonhosted\." + "org", r"registry\." + "npmjs", r"deb\." + "debian"])
    )
    files = [
        *sources(".py", ".sh", ".toml", ".txt", ".md"),
        PROJECT_DIR / "Makefile",
        PROJECT_DIR / "pyproject.toml",
    ]
    assert [str(path) for path in files if hosts.search(path.read_text())] == []


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_our_own_account_picture_and_file_are_in_the_first_migrations():
    assert settings.AUTH_USER_MODEL == "users.User"
    for app, model in (("users", "User"), ("media", "Picture"), ("media", "File")):
        folder = Path(apps.get_app_config(app).path) / "migrations"
        assert re.search(rf"name=['\"]{model}['\"]", (folder / "0001_initial.py").read_text())


def test_every_setting_from_the_environment_is_in_the_sample():
    folder = PROJECT_DIR / "site" / "config" / "settings"
    read = re.compile(r"(?:environ\.get\(|environ\[|required\()\s*\"([A-Z_]+)\"")
    asked = {name for path in folder.glob("*.py") for name in read.findall(path.read_text())}
    not_for_production = {"MEDLOTS_DEBUG", "MEDLOTS_DEMO", "MEDLOTS_TEST_VAR", "PYTEST_XDIST_WORKER"}
    sample = (PROJECT_DIR / "deploy" / "env.example").read_text()
    told = set(re.findall(r"^([A-Z_]+)=", sample, re.MULTILINE))
    assert {"MEDLOTS_SECRET_KEY", "MEDLOTS_HOSTS", "DATABASE_URL"} <= asked
    assert asked - not_for_production == told


def test_ci_runs_what_a_developer_runs():
    run = PROJECT_DIR / ".ci" / "run"
    assert run.stat().st_mode & 0o111
    commands = [
        line for line in run.read_text().splitlines() if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["exec make test"]
