"""Equipment at the desk: what waits to be fetched, what is out, what must be cleaned, mended or found."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentors.booking.errors import BookingProblem
from mentors.desk.forms import HowAskedForm
from mentors.desk.loan_forms import KindForm, SupporterForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import address_of, all_valid, crumb_of, page, person_or_404, tell_problem
from mentors.loans import lending
from mentors.loans.listing import shelf
from mentors.loans.models import Device, Loan

#: More than anybody sees on one page, and less than slows it down.
ROWS_AT_MOST = 200
#: The list of devices in the admin.
DEVICES = "wagtailsnippets_mentors_device:list"


@for_the_desk
@require_safe
def loans(request: DeskRequest) -> HttpResponse:
    """Everything that somebody has to do about equipment, the most pressing first. Six queries."""
    today = timezone.localdate()
    open_loans = Loan.objects.open().select_related("device__place", "borrower", "supporter")
    out = list(open_loans.filter(state=Loan.State.OUT).order_by("due_on", "pk")[:ROWS_AT_MOST])
    conditions = Device.Condition
    to_do = (conditions.TO_CLEAN, conditions.BROKEN, conditions.LOST)
    out_devices = {loan.device_id for loan in out}
    context = {
        "reserved": list(open_loans.filter(state=Loan.State.RESERVED).order_by("kept_until", "pk")),
        "overdue": [loan for loan in out if loan.due_on and loan.due_on < today],
        "out": [loan for loan in out if not loan.due_on or loan.due_on >= today],
        "to_do": [
            device
            for device in Device.objects.filter(condition__in=to_do).select_related("place")[:ROWS_AT_MOST]
            if device.pk not in out_devices
        ],
        "shelf": shelf(),
        "devices_address": reverse(DEVICES),
    }
    return page(request, "mentors/desk/loans.html", _("Equipment"), context, icon="mobile-alt")


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: DeskRequest, pk: int) -> HttpResponse:
    """Somebody has come to fetch it: who is the one they can ask?"""
    loan = get_object_or_404(Loan.objects.select_related("device", "borrower"), pk=pk)
    if loan.borrower is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = SupporterForm(data, borrower=loan.borrower, here=request.user)
    if form.is_valid():
        try:
            lending.hand_over(loan, form.cleaned_data["supporter"], request.user)
        except BookingProblem as problem:
            tell_problem(request, problem)
        else:
            messages.success(request, _("It is lent out for 90 days."))
        return redirect("desk:loans")
    context = {"forms": [form]}
    title = _("Lend out %(label)s") % {"label": loan.device.label}
    return page(
        request,
        "mentors/desk/hand_over.html",
        title,
        context,
        icon="mobile-alt",
        behind=[(reverse("desk:loans"), _("Equipment"))],
    )


@for_the_desk
@require_POST
def act_on_loan(request: DeskRequest, pk: int) -> HttpResponse:
    """One press: it came back, came back broken, is lost, is wanted longer, or is not wanted after all."""
    loan = get_object_or_404(Loan, pk=pk)
    deeds = {
        "back": lambda: lending.take_back(loan, request.user),
        "back_broken": lambda: lending.take_back(loan, request.user, is_broken=True),
        "lost": lambda: lending.say_lost(loan, request.user),
        "longer": lambda: lending.extend(loan, request.user),
        "withdraw": lambda: lending.withdraw(loan, request.user),
    }
    deed = deeds.get(request.POST.get("do", ""))
    if deed is None:
        raise Http404
    try:
        deed()
    except BookingProblem as problem:
        tell_problem(request, problem)
    else:
        messages.success(request, _("Noted."))
    return redirect("desk:loans")


@for_the_desk
@require_POST
def act_on_device(request: DeskRequest, pk: int) -> HttpResponse:
    """One press: it is empty of the last person's data, or it works, or it is found."""
    device = get_object_or_404(Device, pk=pk)
    if request.POST.get("do") == "cleaned":
        lending.cleaned(device, request.user)
    elif request.POST.get("do") == "mended":
        lending.mended(device, request.user)
    else:
        raise Http404
    messages.success(request, _("Noted."))
    return redirect("desk:loans")


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def reserve(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Reserve something for somebody who asked for it."""
    person = person_or_404(public_id)
    data = request.POST if request.method == "POST" else None
    form, how_asked = KindForm(data), HowAskedForm(data)
    if data is not None and all_valid(form, how_asked):
        try:
            lending.reserve(person, form.cleaned_data["kind"], request.user, entered_by=how_asked.entered_by)
        except BookingProblem as problem:
            form.add_error("kind", problem.message)
        else:
            messages.success(request, _("It is reserved for a week."))
            return redirect(address_of(person))
    context = {"forms": [form], "how_asked": how_asked, "person": person}
    return page(
        request,
        "mentors/desk/form_page.html",
        _("Reserve something to borrow"),
        context,
        icon="mobile-alt",
        behind=[crumb_of(person)],
    )
