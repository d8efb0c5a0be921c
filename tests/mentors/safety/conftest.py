"""The same Monday, guides and browsers as the pages of meetings are tested with."""

from tests.mentors.views.conftest import (
    _no_caps_used_up,
    browser,
    monday_at_ten,
    other_browser,
    site,
    site_of_module,
)

__all__ = ["_no_caps_used_up", "browser", "monday_at_ten", "other_browser", "site", "site_of_module"]
