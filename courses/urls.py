"""Addresses of the courses app. The pages themselves are Wagtail's."""

from django.urls import path

from courses.feedback.views import stuck, stuck_answer
from courses.guides.views import for_me, for_me_all
from courses.papers.views import count, papers
from courses.practice.views import practice, practice_end, practice_list, practice_paper, practice_screen
from courses.progress.views.account import answer_later, forget_own, own_progress
from courses.progress.views.papers import by_code, forget_code, save_on_paper
from courses.progress.views.public import able, certificate, here, progress
from courses.search.views import search
from courses.sound.views import film
from courses.terms.views import terms
from courses.tricked.views import tricked

app_name = "courses"

urlpatterns = [
    path("sok/", search, name="search"),
    path("lurad/", tricked, name="tricked"),
    path("for-mig/", for_me_all, name="for_me_all"),
    path("for-mig/<slug:guide_key>/", for_me, name="for_me"),
    path("ord/", terms, name="terms"),
    path("film/<int:pk>/<slug:part>/", film, name="film"),
    path("fastnat/<slug:guide_key>/<slug:step_key>/", stuck, name="stuck"),
    path("besked/<str:secret>/", stuck_answer, name="stuck_answer"),
    path("papper/", papers, name="papers"),
    path("papper/rakna/", count, name="papers_count"),
    path("framsteg/", progress, name="progress"),
    path("framsteg/hit/<slug:guide_key>/<slug:step_key>/", here, name="progress_here"),
    path("framsteg/kan/<slug:guide_key>/<slug:when>/", able, name="able"),
    path("framsteg/intyg/<slug:key>/", certificate, name="certificate"),
    path("framsteg/papper/", save_on_paper, name="progress_paper"),
    path("framsteg/kod/", by_code, name="progress_code"),
    path("framsteg/glom/", forget_code, name="progress_forget_code"),
    path("framsteg/konto/", own_progress, name="own_progress"),
    path("framsteg/konto/svar/<slug:guide_key>/", answer_later, name="able_later"),
    path("framsteg/konto/glom/", forget_own, name="forget_own"),
    path("ova/", practice_list, name="practice_list"),
    path("ova/<slug:key>/", practice, name="practice"),
    path("ova/<slug:key>/papper/", practice_paper, name="practice_paper"),
    path("ova/<slug:key>/klart/", practice_end, name="practice_end"),
    path("ova/<slug:key>/<int:number>/", practice_screen, name="practice_screen"),
]
