"""What is the same wherever Medlots runs. Every value a municipality sets comes from the environment."""

import os
from pathlib import Path

from core.database.driver import use_sound_sqlite
from core.languages import whole_languages

from . import openid

use_sound_sqlite()

PROJECT_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = PROJECT_DIR / "site"
#: Everything that belongs to this installation and to no commit: database, uploads, baked pages.
VAR_DIR = Path(os.environ.get("MEDLOTS_VAR", PROJECT_DIR / "var"))

INSTALLED_APPS = [
    "mentors",
    "courses",
    "media",
    "publishing",
    "insight",
    "messaging",
    "users",
    "core",
    "wagtail.contrib.settings",
    "wagtail_localize",
    "wagtail.embeds",
    "wagtail.sites",
    "users.apps.StaffListConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "publishing.compression.CompressionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.language_of_request.LanguageMiddleware",
    "core.latin_of_pages.LatinMiddleware",
    "core.privacy.addresses.GuardedAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "users.signed_in.SignedInMiddleware",
    "users.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.retention.middleware.NotDecidedMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.page_frame",
                "users.signed_in.frame",
            ],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

# People -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = [
    "users.sign_in.StaffBackend",
    "users.sign_in.LoginCardBackend",
    "users.sign_in.CodeBackend",
    "users.sign_in.PasskeyBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "users:sign_in"
LOGIN_REDIRECT_URL = "users:after_sign_in"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "users.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_SESSION_REMEMBER = False
#: A library's one address serves thirty people; a card number's own growing delay stops whoever guesses.
ACCOUNT_RATE_LIMITS = {
    "card_sign_in": "60/m/ip,600/h/ip",
    "passkey_sign_in": "60/m/ip,600/h/ip",
    "code_try": "60/m/ip,600/h/ip",
    # Each costs a message: few to one number, more from one address, and a cap for the whole installation.
    "code_request": "30/m/ip,120/h/ip,3/10m/key,10/d/key",
    "all_codes": "500/d/key",
}
#: Answers about phone numbers and addresses come at whole steps of so many seconds: no clock tells who is here.
MEDLOTS_EVEN_SECONDS = 0.5
#: Where "leave quickly" leads: a page that says nothing about this one.
MEDLOTS_QUICK_EXIT = os.environ.get("MEDLOTS_QUICK_EXIT") or "https://www.smhi.se/"
#: Hosts at which video meetings may be held, such as the municipality's own Jitsi: "meet.example.org".
VIDEO_HOSTS = frozenset(os.environ.get("MEDLOTS_VIDEO_HOSTS", "").lower().replace(",", " ").split())
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Medlots"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MEDLOTS_TRUSTED_PROXIES", "0"))
#: Staff may also come by the municipality's OpenID Connect, where the environment sets it up.
OPENID_PROVIDER_ID = openid.PROVIDER_ID
OPENID_DOMAINS = openid.domains()
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid.apps()}}
SOCIALACCOUNT_ADAPTER = "users.openid.MunicipalityAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SESSION_ENGINE = "users.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
#: Only `make demo` switches this on. Without it an account marked as a demo account cannot sign in.
MEDLOTS_DEMO = False

#: In production a kind of data is not collected until the municipality's decision on it is entered.
RETENTION_DECISIONS_REQUIRED = False
#: Who has been erased: outside the database and its backups, for a backup from before brings them back.
ERASED_LIST = Path(os.environ.get("MEDLOTS_ERASED_LIST") or VAR_DIR / "erased.txt")
#: How many days the oldest backup is kept. A line of that list is needed for as long. 0: nobody has said, so for ever.
BACKUPS_KEPT_DAYS = int(os.environ.get("MEDLOTS_BACKUPS_KEPT_DAYS") or 0)

# Language and time --------------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
#: Every language that is whole; a municipality may offer fewer: MEDLOTS_LANGUAGES="sv sv-simple en ar".
LANGUAGES = whole_languages(os.environ.get("MEDLOTS_LANGUAGES", ""))
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
#: In which of them `load_content` brings the texts in.
CONTENT_LANGUAGES = [code for code, _name in LANGUAGES]
#: Whether guides about fraud, e-ID and money are shown in translations that no native reader has signed.
SHOW_UNSIGNED = os.environ.get("MEDLOTS_SHOW_UNSIGNED") == "1"
#: The admin and the staff's pages: what only they read is translated into no other language.
STAFF_LANGUAGES = [(code, name) for code, name in LANGUAGES if code in {"sv", "en"}]
WAGTAILADMIN_PERMITTED_LANGUAGES = STAFF_LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
LOCALE_PATHS = [SITE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# Files --------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
MEDIA_URL = "/files/"
MEDIA_ROOT = VAR_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
#: Whether the worker makes the sound of guides (`manage.py make_sound` does it at once).
MAKE_SOUND = os.environ.get("MEDLOTS_MAKE_SOUND") != "0"
#: What anonymous readers see, as files (docs/running.md), and whether it is baked and handed out.
BAKED_DIR = VAR_DIR / "baked"
BAKE = os.environ.get("MEDLOTS_BAKE") != "0"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Wagtail ------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Medlots"
WAGTAILADMIN_BASE_URL = os.environ.get("MEDLOTS_URL", "http://localhost:8000")
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "media.File"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.GuardedPictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.GuardedFileForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 20_000_000
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_WEBP_QUALITY = 65
WAGTAILIMAGES_JPEG_QUALITY = 62
#: Sound and films are cleaned in media/sound.py, captions looked at in courses/sound/captions.py.
WAGTAILDOCS_EXTENSIONS = [
    *("pdf", "odt", "docx", "txt"),
    *("mp3", "m4a", "ogg", "opus", "wav", "mp4", "webm", "vtt"),
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 60 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = False

# Shared counters: limits, one-time tickets -------------------------------------------------------------

#: Django's table cache forgets above its maximum, 300 by default: that would lose limits and tickets.
TABLE_CACHE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "shared_cache",
    "OPTIONS": {"MAX_ENTRIES": 200_000},
}

# Headers ------------------------------------------------------------------------------------------

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
#: Wagtail allows its own previews one by one.
X_FRAME_OPTIONS = "DENY"
#: Public pages and the learners' own: no script that does not come from a file of ours, nothing from others.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        # Browsers look at where a form is led on to as well: the way out of here is allowed.
        "form-action": ["'self'", "/".join(MEDLOTS_QUICK_EXIT.split("/")[:3]), *openid.origin()],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in ("camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "core.privacy.logs.NothingPersonalFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Housekeeping that tells nothing to whoever watches over the server.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        # One way out for everything: Django's own handlers would write addresses, and mail form data.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "core.privacy.logs.NothingPersonalReports"
