"""What the rooms above add to a guide.

A guide knows nothing of practice, terms or progress; their rooms may not be imported here. Each of them
registers, in its app's `ready()`, a template and a function that fetches what the template shows. The guide's
own templates show whatever is registered: `beside_before` by the list of what is needed, `before_steps` above
the steps, `on_guide` after them, `on_step` inside each step,
`under_lead` and `under_step_title` where reading begins, `at_end` below everything. The start page does the same with
`on_start_page`, below its list of guides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.models import ReaderPage

#: Takes the guide (or start page) and the language of the page; answers with what the template shows, or
#: nothing to show nothing.
Fetch = Callable[[Any, str], Any]


@dataclass(frozen=True)
class Shown:
    """One addition as the page shows it: the template gets `data`, `guide` and `code`, the language."""

    template: str
    data: Any


@dataclass
class Additions:
    """The additions at one place of the guide, in the order in which they were registered."""

    _by_template: dict[str, Fetch] = field(default_factory=dict)

    def register(self, template: str, fetch: Fetch) -> None:
        """Show `template` here, with what `fetch` answers. Registered again, it takes its own place."""
        self._by_template[template] = fetch

    def shown(self, page: ReaderPage, language: str) -> list[Shown]:
        """What there is to show for `page`. As many queries as the registered functions need."""
        fetched = ((template, fetch(page, language)) for template, fetch in self._by_template.items())
        return [Shown(template, data) for template, data in fetched if data]


#: On the whole guide, below the list of what one needs: what helps who does not have it.
beside_before = Additions()
#: On the whole guide, above the steps: what to prepare.
before_steps = Additions()
#: On the whole guide, below the steps: what to do with what was read.
on_guide = Additions()
#: On the whole guide, under its summary.
under_lead = Additions()
#: In each step, under its heading, on the whole guide and on a page of its own. The template gets `step` as well.
under_step_title = Additions()
#: In each step, on the whole guide and on a page of its own. The template gets `step` as well.
on_step = Additions()
#: On the whole guide and on a step's page of its own, at the end: what works on all of the page.
at_end = Additions()
#: On the start page, below the guides. The template gets no guide.
on_start_page = Additions()
