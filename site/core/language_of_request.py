"""Which language a request is answered in: the one in its address; staff's pages only in those that they have."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

#: Where only those who work here come. No language stands in these addresses.
STAFF_ADDRESSES = ("/admin/", "/staff/")


class LanguageMiddleware(LocaleMiddleware):
    """Django's own; and a browser that asks for Arabic does not get an admin that is half in Arabic."""

    def process_request(self, request: HttpRequest) -> None:
        """Switch the language on for this request."""
        super().process_request(request)
        is_staffs = request.path_info.startswith(STAFF_ADDRESSES)
        if is_staffs and translation.get_language() not in dict(settings.STAFF_LANGUAGES):
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = translation.get_language()
