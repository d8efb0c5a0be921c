"""Addresses of the courses app. The pages themselves are Wagtail's."""

from django.urls import path

from courses.feedback.views import stuck, stuck_answer
from courses.papers.views import count, papers
from courses.practice.views import practice, practice_end, practice_list, practice_paper, practice_screen
from courses.search.views import search
from courses.terms.views import terms
from courses.tricked.views import tricked

app_name = "courses"

urlpatterns = [
    path("sok/", search, name="search"),
    path("lurad/", tricked, name="tricked"),
    path("ord/", terms, name="terms"),
    path("fastnat/<slug:guide_key>/<slug:step_key>/", stuck, name="stuck"),
    path("besked/<str:secret>/", stuck_answer, name="stuck_answer"),
    path("papper/", papers, name="papers"),
    path("papper/rakna/", count, name="papers_count"),
    path("ova/", practice_list, name="practice_list"),
    path("ova/<slug:key>/", practice, name="practice"),
    path("ova/<slug:key>/papper/", practice_paper, name="practice_paper"),
    path("ova/<slug:key>/klart/", practice_end, name="practice_end"),
    path("ova/<slug:key>/<int:number>/", practice_screen, name="practice_screen"),
]
