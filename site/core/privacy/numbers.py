"""Numbers that point at a person or at money: personal and coordination numbers, cards, IBAN, bank accounts.

A text is read as groups of digits. Groups with only spaces, dashes and plus signs between them form a run,
and a rule looks at every stretch of whole groups in a run: a number hidden in a longer unbroken row of digits
is not that number.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from core.privacy.finding import REMOVED, Finding, Kind, Severity

_DIGITS = re.compile("([0-9]+)")
_THIN = frozenset(" -+")
_DATE_MARKS = frozenset("./_- ")
_USUAL_GAPS = frozenset({" ", "-"})
_DOUBLED = [sum(divmod(2 * digit, 10)) for digit in range(10)]
# From the bytes of digits to their values, and to what Luhn's rule adds for every second one.
_VALUES = bytes(max(0, byte - 48) % 10 for byte in range(256))
_VALUES_DOUBLED = bytes(_DOUBLED[max(0, byte - 48) % 10] for byte in range(256))
_UNASSIGNED_SERIAL = "000"
_COORDINATION = 60
_LEAP_YEAR = 2000
_BIRTH_DAYS = frozenset(
    f"{month:02}{day + added:02}"
    for month in range(1, 13)
    for added in (0, _COORDINATION)
    for day in range(0 if added else 1, monthrange(_LEAP_YEAR, month)[1] + 1)
)
_LEAP_DAYS = frozenset({"0229", "0289"})
_MONTHS = re.compile("(?=(?:0[1-9]|1[0-2])[0-36-9])")
_CENTURIES = frozenset({"18", "19", "20"})
_SHORTEST = 10
_IBAN_DIGITS = 22
_GROUPINGS = 2**9 + 2**11
_CARD_LENGTHS = range(13, 20)
_CARD_USUAL_LENGTHS = (15, 16)
_CARD_STARTS = frozenset("3456")
_COUNTRY_CODE = 3
_LONGEST_PHONE = 15
# Names of their own: in Python 3.11 a member of an enum takes ten times as long to look up.
_BLOCK, _WARN = Severity.BLOCK, Severity.WARN
_PERSONAL_NUMBER = Kind.PERSONAL_NUMBER
_PLUS_BEFORE = re.compile(r"\+[0-9]{0,3}[ -]?$")


class Group(NamedTuple):
    """Digits that stand together.

    `gap` is what stands between them and the group before; `joined` says whether that makes them one run.
    """

    start: int
    end: int
    digits: str
    gap: str
    joined: bool


class Run:
    """Groups of digits with only spaces, dashes and plus signs between them."""

    def __init__(self, text: str, groups: list[Group]) -> None:
        self.groups = groups
        self.digits = "".join([group.digits for group in groups])
        self.sizes = [len(group.digits) for group in groups]
        self.offsets = list(accumulate(self.sizes, initial=0))
        length = self.offsets.pop()
        # Which group starts, and how many have ended, at each offset in `digits` where one does.
        self.at = {offset: group for group, offset in enumerate(self.offsets)}
        self.after = {**self.at, length: len(groups)}
        del self.after[0]
        written = self.digits.encode()
        even, odd = bytearray(written.translate(_VALUES)), bytearray(written.translate(_VALUES_DOUBLED))
        even[1::2], odd[1::2] = odd[1::2], even[1::2]
        self._sums = list(accumulate(even, initial=0)), list(accumulate(odd, initial=0))
        # Most runs hold no plus sign, and then nothing has to be asked about one.
        self.has_plus = text.find("+", max(0, groups[0].start - 1), groups[-1].start) >= 0
        self._plus = self._pluses(text) if self.has_plus else []

    def _pluses(self, text: str) -> list[int]:
        """Return for each group the offset of the last one up to it that starts an international number."""
        pluses = []
        plus = -_LONGEST_PHONE - 1
        for place, group in enumerate(self.groups):
            # "121212+1212" is a person over one hundred; "ring +46" is a phone number.
            if text[group.start - 1 : group.start] == "+" and not (place and group.gap == "+"):
                plus = self.offsets[place]
            pluses.append(plus)
        return pluses

    def luhn(self, start: int, stop: int) -> bool:
        """Return whether the digits from `start` to `stop` (excluded) end in their Luhn check digit.

        Sums from the first digit on are kept for both ways to double, so that each stretch costs one
        subtraction.
        """
        sums = self._sums[(stop - 1) % 2]
        return (sums[stop] - sums[start]) % 10 == 0

    def follows_plus(self, group: int, within: int) -> bool:
        """Return whether an international prefix starts at most `within` digits before a group."""
        return self.has_plus and self.offsets[group] - self._plus[group] <= within


class Grouping(NamedTuple):
    """What the gaps in ten or twelve digits say: `breaks` are the numbers of digits before each gap."""

    breaks: tuple[int, ...]
    has_usual_gap: bool  # before the last four
    is_usual: bool  # solid, or the usual gap alone
    is_pairs: bool
    is_spelled: bool  # every digit by itself
    has_odd_gaps: bool  # a gap inside the year, the month or the day
    has_hours: bool  # a gap in the middle of the last four


@lru_cache(maxsize=_GROUPINGS)
def grouping(sizes: tuple[int, ...]) -> Grouping:
    """Return what groups of these sizes say: ten or twelve digits in all. There are 2,560 ways."""
    *breaks, length = accumulate(sizes)
    day_ends = length - 4
    is_pairs = breaks == list(range(2, length, 2))
    return Grouping(
        breaks=tuple(breaks),
        has_usual_gap=day_ends in breaks,
        is_usual=set(breaks) <= {day_ends},
        is_pairs=is_pairs,
        is_spelled=len(breaks) == length - 1,
        has_odd_gaps=not is_pairs and any(place % 2 for place in breaks if place < day_ends),
        has_hours=day_ends + 2 in breaks,
    )


def digit_groups(text: str) -> list[Group]:
    """Return the groups of digits of a plain text."""
    groups = []
    place = 0
    gap = ""
    for part in _DIGITS.split(text):
        end = place + len(part)
        # Gaps and digits take turns, a gap first.
        if "0" <= part[:1] <= "9":
            groups.append(Group(place, end, part, gap, gap in _USUAL_GAPS or is_thin(gap)))
        else:
            gap = part
        place = end
    return groups


def numbers(text: str) -> Iterator[Finding]:
    """Yield every number of a plain text that this module knows; offsets are those of the plain text."""
    groups = digit_groups(text)
    latest = f"{date.today() + timedelta(days=1):%Y%m%d}"
    has_iban = "SE" in text.upper()
    for run in _runs(text, groups):
        yield from _personal_numbers(run, latest)
        yield from _cards(run)
        if has_iban and len(run.digits) >= _IBAN_DIGITS:
            yield from _ibans(text, run)
    yield from _spelled_out(groups, latest)
    yield from _accounts(text, groups)


def is_thin(gap: str) -> bool:
    """Return whether a gap joins two groups: spaces, dashes, pluses; a line break only after a dash."""
    if gap in _USUAL_GAPS:
        return True
    kinds = set(gap)
    return kinds <= _THIN or ("-" in kinds and gap.count("\n") == 1 and kinds <= _THIN | {"\n"})


def luhn(digits: str) -> bool:
    """Return whether the last digit is the Luhn check digit of those before (ISO/IEC 7812-1)."""
    values = list(map(int, digits))
    return (sum(values[-1::-2]) + sum(map(_DOUBLED.__getitem__, values[-2::-2]))) % 10 == 0


def is_birth_number(digits: str, latest: str) -> bool:
    """Return whether ten or twelve digits start with a day of birth and have a possible serial number.

    Coordination numbers have sixty added to the day; sixty alone says that the day is not known. Companies
    have a month of twenty or more. A day after `latest` (YYYYMMDD) is a day to meet, not a day of birth.
    """
    day = digits[-8:-4]
    if day not in _BIRTH_DAYS or digits[-4:-1] == _UNASSIGNED_SERIAL:
        return False
    if len(digits) == 12:
        if digits[:2] not in _CENTURIES or int(digits[:8]) > int(latest) + _COORDINATION * (day[2] > "5"):
            return False
        return day not in _LEAP_DAYS or isleap(int(digits[:4]))
    return day not in _LEAP_DAYS or int(digits[:2]) % 4 == 0


def _runs(text: str, groups: list[Group]) -> Iterator[Run]:
    """Yield the groups as runs, those left out that are too short to hold a number."""
    run: list[Group] = []
    length = 0
    for group in groups:
        if run and not group.joined:
            if length >= _SHORTEST:
                yield Run(text, run)
            run, length = [], 0
        run.append(group)
        length += len(group.digits)
    if length >= _SHORTEST:
        yield Run(text, run)


def _personal_numbers(run: Run, latest: str) -> list[Finding]:
    """Return personal and coordination numbers of a run, and what looks like one.

    The search starts from what could be a month and a day, which most rows of digits do not hold: six digits
    before the end of a number, two or four after its start.
    """
    found = []
    digits, sizes, all_groups, at, after = run.digits, run.sizes, run.groups, run.at, run.after
    # Stretches that overlap can only hold many right check digits where the digits go round: each is judged once.
    judged: dict[tuple[Any, ...], tuple[Grouping, Severity | None]] = {}
    for match in _MONTHS.finditer(digits):
        month = match.start()
        stop = month + 8
        last = after.get(stop)
        if last is None or digits[month : month + 4] not in _BIRTH_DAYS:
            continue
        for offset in (month - 2, month - 4):
            first = at.get(offset)
            if first is None or (offset == month - 4 and digits[offset : offset + 2] not in _CENTURIES):
                continue
            right = run.luhn(month - 2, stop)
            # Without a right check digit only the two usual groups, or one, are worth a question.
            if not right and last - first > 2:
                continue
            seen = (digits[offset:stop], tuple(sizes[first:last]), all_groups[last - 1].gap)
            if seen not in judged:
                judged[seen] = _judged(*seen, right, latest)
            groups, severity = judged[seen]
            if severity is None or (run.has_plus and _is_part_of_a_phone(run, first, groups, severity)):
                continue
            found.append(
                Finding(_PERSONAL_NUMBER, severity, all_groups[first].start, all_groups[last - 1].end)
            )
    return found


def _judged(
    digits: str, sizes: tuple[int, ...], last_gap: str, right: bool, latest: str
) -> tuple[Grouping, Severity | None]:
    """Return how ten or twelve digits are grouped, and how sure it is that they are a personal number."""
    groups = grouping(sizes)
    if not is_birth_number(digits, latest):
        return groups, None
    return groups, _personal_number_severity(digits, groups, last_gap, right)


def _personal_number_severity(digits: str, groups: Grouping, last_gap: str, right: bool) -> Severity | None:
    """Return how sure it is that ten or twelve digits with a day of birth are a personal number.

    `right`: the check digit is. `last_gap`: what stands before the last group. The way the digits are grouped
    decides where the check digit cannot: one solid mobile number in eighteen that starts with 070 has a valid
    day and a valid check digit.
    """
    if not right:
        phone_first = not groups.breaks and digits[0] == "0"
        return _WARN if groups.is_usual and not phone_first else None
    if digits[0] == "0":
        if not groups.breaks:
            return _WARN if digits.startswith("070") else _BLOCK
        if _is_grouped_like_a_phone(digits, groups.breaks, last_gap):
            return None
        if groups.is_pairs:
            return _WARN
    if groups.is_spelled:
        return _BLOCK
    if groups.has_odd_gaps:
        return _WARN
    # "10-12 13-15 16" are opening hours and "2024-03-05 14-15" is a meeting, more often than a person.
    are_hours = groups.has_hours and max(digits[-2:], digits[-4:-2]) <= "24"
    are_pairs_of_hours = groups.is_pairs and max(digits[:2], digits[2:4], digits[4:6]) <= "24"
    if are_hours and (len(digits) == 12 or are_pairs_of_hours):
        return _WARN
    return _BLOCK


def _is_part_of_a_phone(run: Run, first: int, groups: Grouping, severity: Severity) -> bool:
    """Return whether a plus sign and a country code before the digits say that this is a phone number.

    Written as a personal number is, with a gap before the last four, it is one all the same.
    """
    if severity is _WARN:
        return run.follows_plus(first, _LONGEST_PHONE - 10)
    return run.follows_plus(first, _COUNTRY_CODE) and not groups.has_usual_gap


def _is_grouped_like_a_phone(digits: str, breaks: tuple[int, ...], last_gap: str) -> bool:
    """Return whether ten digits that start with nought stand as area code and subscriber number."""
    if breaks[0] == 3:
        return True
    if breaks[0] == 4:
        # "0701 14-1234": a dash before four digits together is how personal numbers are written.
        return not (breaks[-1] == 6 and "-" in last_gap)
    return digits.startswith("08") and (breaks == (2,) or (breaks[0] == 2 and 5 in breaks))


def _spelled_out(groups: list[Group], latest: str) -> Iterator[Finding]:
    """Yield personal numbers with dots, slashes or brackets: ``1981.12.18-9876``, ``811218/9876``."""
    for place, group in enumerate(groups):
        if len(group.digits) != 4 or not place:
            continue
        start = place - 1
        if len(groups[start].digits) == 2 and place >= 3:
            start = place - 3
        marks = {one.gap for one in groups[start + 1 : place]}
        # Where every gap is a space or a dash, the groups are one run and have been looked at.
        if all(one.joined for one in groups[start + 1 : place + 1]) or len(marks) > 1 or marks - _DATE_MARKS:
            continue
        if not (group.joined or _is_mark(group.gap)):
            continue
        digits = "".join(one.digits for one in groups[start : place + 1])
        sizes = [len(one.digits) for one in groups[start:place]]
        if sizes not in ([6], [8], [2, 2, 2], [4, 2, 2]):
            continue
        if is_birth_number(digits, latest) and luhn(digits[-10:]):
            yield Finding(_PERSONAL_NUMBER, _BLOCK, groups[start].start, group.end)


def _is_mark(gap: str) -> bool:
    """Return whether a gap is one sign with or without a space on its sides. Commas part two numbers."""
    mark = gap.strip(" ")
    return len(gap) <= 3 and len(mark) == 1 and not mark.isalnum() and mark not in ",;…\n"


def _cards(run: Run) -> Iterator[Finding]:
    """Yield payment card numbers: 13 to 19 digits with a Luhn check digit, grouped as on a card."""
    sizes = run.sizes
    for first, size in enumerate(sizes):
        offset = run.offsets[first]
        # A list of two-digit numbers is not a card; single digits are one only with a card's usual start.
        if run.digits[offset] == "0" or size == 2 or (size == 1 and run.digits[offset] not in _CARD_STARTS):
            continue
        for length in _CARD_LENGTHS if size > 1 else _CARD_USUAL_LENGTHS:
            last = run.after.get(offset + length)
            if last is None or not run.luhn(offset, offset + length):
                continue
            digits = run.digits[offset : offset + length]
            # Fifteen solid digits after a plus sign are a phone number, which has no check digit.
            phone = size == length and length <= _LONGEST_PHONE and run.follows_plus(first, 0)
            if _is_card_grouping(sizes[first:last]) and not phone and not _is_book_number(digits):
                yield Finding(Kind.CARD_NUMBER, _BLOCK, run.groups[first].start, run.groups[last - 1].end)
    length = len(run.digits)
    if length in _CARD_USUAL_LENGTHS and run.digits[0] in _CARD_STARTS and run.luhn(0, length):
        # Grouped in some other way, the whole of a run: a question, not a block.
        yield Finding(Kind.CARD_NUMBER, _WARN, run.groups[0].start, run.groups[-1].end)


def _is_card_grouping(sizes: list[int]) -> bool:
    """Return whether groups are as even as on a card: all alike but a shorter last one, 4-6-5 or 4-6-4."""
    size = sizes[0]
    return sizes in ([4, 6, 5], [4, 6, 4]) or (sizes[-1] <= size and sizes[:-1] == [size] * (len(sizes) - 1))


def _is_book_number(digits: str) -> bool:
    """Return whether thirteen digits are an ISBN (EAN-13 check digit): people write about books."""
    if len(digits) != 13 or not digits.startswith(("978", "979")):
        return False
    return (sum(map(int, digits[::2])) + 3 * sum(map(int, digits[1::2]))) % 10 == 0


def _ibans(text: str, run: Run) -> Iterator[Finding]:
    """Yield Swedish IBAN: SE and 22 digits, modulo 97 equal to one (ISO 13616)."""
    for first, offset in enumerate(run.offsets):
        last = run.after.get(offset + _IBAN_DIGITS)
        if last is None:
            continue
        zero = max(0, run.groups[first].start - 4)
        before = text[zero : run.groups[first].start].rstrip(" -")
        if before[-2:].upper() != "SE":
            continue
        digits = run.digits[offset : offset + _IBAN_DIGITS]
        # Letters count from A = 10: S is 28 and E is 14.
        right = int(digits[2:] + "2814" + digits[:2]) % 97 == 1
        severity = _BLOCK if right else _WARN
        yield Finding(Kind.IBAN, severity, zero + len(before) - 2, run.groups[last - 1].end)


def _accounts(text: str, groups: list[Group]) -> Iterator[Finding]:
    """Yield bank accounts written as clearing number and account number: ``8327-9, 123 456 789-0``."""
    for place, group in enumerate(groups):
        if len(group.digits) != 4 or group.digits[0] == "0":
            continue
        start = place + 1
        # Clearing numbers of five digits are written 8327-9.
        five = start < len(groups) and len(groups[start].digits) == 1 and groups[start].gap == "-"
        start += five
        account, stop = _account_digits(groups, start)
        if not 7 <= len(account) <= 10 or account[0] == "0":
            continue
        sizes = {len(one.digits) for one in groups[start:stop]}
        year = group.digits[:2] in {"19", "20"}
        if sizes == {4} or (year and start + 1 < stop) or _after_plus(text, group.start):
            continue
        gap = groups[start].gap.strip(" ")
        sure = not year and (five or gap == "-")
        severity = _BLOCK if sure else _WARN
        yield Finding(Kind.ACCOUNT, severity, group.start, groups[stop - 1].end)


def _account_digits(groups: list[Group], start: int) -> tuple[str, int]:
    """Return up to ten digits of an account from group `start` on, and the group after them."""
    account, stop = "", start
    while stop < len(groups) and len(account) + len(groups[stop].digits) <= 10:
        gap = groups[stop].gap
        if not (groups[stop].joined or (stop == start and gap.strip(" ") == ",")):
            break
        account += groups[stop].digits
        stop += 1
    return account, stop


def _after_plus(text: str, place: int) -> bool:
    """Return whether a phone number's plus sign and country code stand just before a place."""
    before = text[max(0, place - _COUNTRY_CODE - 2) : place]
    return REMOVED not in before and _PLUS_BEFORE.search(before) is not None
