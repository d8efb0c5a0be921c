"""Every address. `tests/test_permission_matrix.py` fails for one that has no cell in the matrix."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core import views as core_views
from courses.sound.views import sound
from courses.start.views import serve_page
from publishing import sitemaps

urlpatterns = [
    path("", core_views.choose_language, name="choose_language"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("favicon.ico", core_views.favicon, name="favicon"),
    path("health/", core_views.health, name="health"),
    path("staff/", include("users.staff_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^files/(?P<path>images/.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    re_path(r"^files/(?P<path>sound/.+)$", sound),
    *i18n_patterns(
        path("", include("users.urls")),
        path("", include("courses.urls")),
        path("", include("mentors.urls")),
        re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "core.views.bad_request"
handler403 = "core.views.forbidden"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
