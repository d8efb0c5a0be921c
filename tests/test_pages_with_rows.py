"""Every plain page of the make-believe municipality is asked for on PostgreSQL.

On SQLite the tests of the browser look at these pages. PostgreSQL is stricter about what may be grouped, ordered and
compared, and an empty table hides that.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client

from core.models import Municipality
from core.permission_matrix import Role, addresses, cell_for
from mentors.demo.fill import fill
from tests.roles import sign_in, start_pages
from tests.test_permission_matrix import MADE_TO_FAIL, path_of, read_to_the_end
from users.models import User

WHO = {Role.LEARNER: "Tidig Lärka", Role.MENTOR: "Glad Sparv", Role.COORDINATOR: "samordnare"}


@pytest.fixture(scope="module")
def municipality(kept: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite the browser looks at these pages")
    start_pages()
    Municipality.load()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.MEDLOTS_DEMO", True)
        # The register of facts is filled by the content, which is another test's.
        patch.setattr("mentors.demo.fill.fill_local_facts", lambda *args, **kwargs: None)
        patch.setattr("mentors.demo.fill.fill_regional_facts", lambda *args, **kwargs: None)
        fill()


@pytest.mark.django_db
@pytest.mark.parametrize("role", WHO)
def test_every_plain_page_answers(municipality: None, role: Role) -> None:
    person = User.objects.get(Q(alias=WHO[role]) | Q(username=WHO[role]))
    browser, answers, wrong = Client(raise_request_exception=False), 0, []
    for address in addresses():
        cell = cell_for(address.key)
        if not address.is_plain or cell is None or role not in cell.get or address.key == MADE_TO_FAIL:
            continue
        sign_in(browser, person)
        response = read_to_the_end(browser.get(path_of(address)))
        answers += response.status_code == 200
        if response.status_code >= 500:
            wrong.append(f"{address.key}: {path_of(address)} answers {response.status_code}")
    assert not wrong, "\n".join(wrong)
    assert answers > 20
