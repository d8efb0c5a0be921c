"""What a page asked is kept, asked again, and answered as before or not."""

from __future__ import annotations

import datetime
import json
import uuid
from pathlib import Path

import pytest

from courses.models import Term
from publishing.baking.questions import Asker, Question

pytestmark = pytest.mark.django_db


def test_a_question_with_every_kind_of_parameter_is_asked_again_and_tells_a_change(tmp_path: Path) -> None:
    term = Term.objects.create(key="a", language="sv", word="a", explanation="b")
    moment = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
    asked = Asker(tmp_path).answered(
        [
            Question("SELECT word FROM courses_term WHERE id = %s AND language = %s", (term.pk, "sv")),
            Question("SELECT word FROM courses_term WHERE id = %s AND language = %s", (term.pk, "sv")),
            Question("SELECT count(*) FROM courses_term WHERE %s IS NULL", (None,)),
        ]
    )
    assert asked is not None
    assert len(asked) == 2, "each once"
    asked = json.loads(json.dumps(asked))
    assert Asker(tmp_path).is_answered_as_before(asked)
    Term.objects.update(word="c")
    assert not Asker(tmp_path).is_answered_as_before(asked)
    assert not Asker(tmp_path / "elsewhere").is_answered_as_before(asked), "nobody knows the question"
    kinds = (uuid.UUID(int=1), moment.date(), moment, [1, "x"])
    assert Asker(tmp_path).answered([Question("SELECT 1 WHERE %s = %s", (object(), kinds))]) is None
