"""What there is to borrow, and one's own loans. Opening shows; a button acts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mentors.booking.errors import BookingProblem
from mentors.cards.owners import signed_in
from mentors.loans import lending
from mentors.loans.listing import shelf
from mentors.loans.models import DeviceKind, Loan
from users.permissions import is_staff_member


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def to_borrow(request: HttpRequest) -> HttpResponse:
    """`/lana/`: the kinds, and for somebody who is signed in a button to reserve one of each."""
    problem = ""
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path, "users:sign_in")
        kind = request.POST.get("kind", "")
        if kind not in DeviceKind.values:
            raise Http404(f"nothing of the kind {kind!r} is lent")
        try:
            loan = lending.reserve(signed_in(request), kind, signed_in(request))
        except BookingProblem as refused:
            problem = refused.message
        else:
            messages.success(request, _("It is reserved for you."))
            return redirect("mentors:my_loan", loan.pk)
    own = []
    if request.user.is_authenticated:
        own = list(Loan.objects.open().filter(borrower=signed_in(request)).select_related("device__place"))
    return render(
        request,
        "mentors/loans/to_borrow.html",
        {
            "shelf": shelf(),
            "own": own,
            "own_kinds": [loan.kind for loan in own],
            "problem": problem,
            "can_reserve": request.user.is_authenticated and not is_staff_member(request.user),
        },
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_loan(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own loan: where to fetch it, until when, whom to ask, and what to do if something happens."""
    person = signed_in(request)
    loans = Loan.objects.filter(borrower=person).select_related("device__place", "supporter")
    loan = loans.filter(pk=pk).first()
    if loan is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        deeds = {
            "withdraw": (lending.withdraw, _("You have given it back to others. That is fine.")),
            "lost": (lending.say_lost, _("Thank you for telling us. You owe nothing.")),
            "broken": (
                lending.say_broken,
                _("Thank you for telling us. You owe nothing. Hand it in when you can."),
            ),
        }
        if request.POST.get("do") not in deeds:
            raise Http404
        deed, said = deeds[request.POST["do"]]
        try:
            deed(loan, person)
        except BookingProblem as refused:
            problem = refused.message
        else:
            messages.success(request, said)
            return redirect("mentors:my_loan", pk)
    return render(request, "mentors/loans/my_loan.html", {"loan": loan, "problem": problem})
