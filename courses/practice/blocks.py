"""What a practice run is built of, as Wagtail blocks: screens of four kinds, and what is drawn on them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.guides.blocks import PLAIN_TEXT

#: Answers and signs are letters in the address, one each.
LETTERS = "abcdefgh"
MOST_ANSWERS = 4
MOST_SIGNS = len(LETTERS)
MOST_FIELDS = 6
MOST_SCREENS = 20

DEVICES = [("phone", _("a phone")), ("computer", _("a computer"))]
MESSAGES = [("text", _("a text message")), ("call", _("a phone call")), ("mail", _("an e-mail"))]


class MessageBlock(blocks.StructBlock):
    """Something that somebody writes or says."""

    by = blocks.CharBlock(max_length=60, label=_("who"))
    text = blocks.CharBlock(max_length=300, label=_("what they write or say"))

    class Meta:
        icon = "comment"
        label = _("message")


class FilledBlock(blocks.StructBlock):
    """A field that is filled in already, such as a name or `ÅÅMMDD-XXXX`."""

    label = blocks.CharBlock(max_length=60, label=_("name of the field"))
    value = blocks.CharBlock(max_length=120, label=_("what stands in it"))

    class Meta:
        icon = "form"
        label = _("filled-in field")


class ButtonBlock(blocks.StructBlock):
    """A drawn button. A run in another language also shows the Swedish word that stands on the real one."""

    text = blocks.CharBlock(max_length=60, label=_("word on the button"))
    swedish = blocks.CharBlock(max_length=60, required=False, label=_("the same in Swedish"))

    class Meta:
        icon = "placeholder"
        label = _("drawn button")


class DrawnBlock(blocks.StreamBlock):
    """What the make-believe phone or computer shows. Nothing of it can be pressed."""

    address = blocks.CharBlock(max_length=80, icon="link", label=_("address at the top"))
    heading = blocks.CharBlock(max_length=80, icon="title", label=_("heading"))
    line = blocks.CharBlock(max_length=300, icon="pilcrow", label=_("line of text"))
    message = MessageBlock()
    filled = FilledBlock()
    button = ButtonBlock()


class AnswerBlock(blocks.StructBlock):
    """One answer, and the friendly reason for why it leads right or wrong."""

    text = blocks.CharBlock(max_length=160, label=_("answer"))
    is_right = blocks.BooleanBlock(required=False, label=_("this is the right way"))
    reason = blocks.CharBlock(
        max_length=400, label=_("why"), help_text=_("What happens then, and why. Never blames anybody.")
    )

    class Meta:
        icon = "arrow-right"
        label = _("answer")


class SignBlock(blocks.StructBlock):
    """One thing about the message to judge."""

    text = blocks.CharBlock(max_length=160, label=_("sign"))
    is_warning = blocks.BooleanBlock(required=False, label=_("this is a warning sign"))
    reason = blocks.CharBlock(max_length=400, label=_("why"))

    class Meta:
        icon = "warning"
        label = _("sign")


class BlankBlock(blocks.StructBlock):
    """A field to fill in with what the screen says."""

    label = blocks.CharBlock(max_length=80, label=_("name of the field"))
    type_this = blocks.CharBlock(
        max_length=100, label=_("what to type"), help_text=_("Make-believe words. Shown to the reader.")
    )
    is_exact = blocks.BooleanBlock(
        required=False,
        label=_("every sign counts"),
        help_text=_("Big and small letters, spaces and signs must be the same, as in a password."),
    )

    class Meta:
        icon = "edit"
        label = _("field")


class ScreenBlock(blocks.StructBlock):
    """What every screen has."""

    title = blocks.CharBlock(max_length=90, label=_("heading"))
    text = blocks.RichTextBlock(features=PLAIN_TEXT, required=False, label=_("text above"))
    device = blocks.ChoiceBlock(choices=DEVICES, default="phone", label=_("drawn as"))
    shown = DrawnBlock(required=False, label=_("what it shows"))


class ReadBlock(ScreenBlock):
    """A screen to read."""

    class Meta:
        icon = "view"
        label = _("read a screen")


class ChooseBlock(ScreenBlock):
    """A screen with a choice: one right way, and wrong ways that lead back here with the reason."""

    question = blocks.CharBlock(max_length=160, label=_("question"))
    answers = blocks.ListBlock(AnswerBlock(), max_num=MOST_ANSWERS, label=_("answers, two to four"))

    class Meta:
        icon = "list-ul"
        label = _("choose")


class FillBlock(ScreenBlock):
    """A form to fill in with make-believe words, which are shown."""

    fields = blocks.ListBlock(BlankBlock(), max_num=MOST_FIELDS, label=_("fields"))
    button = blocks.CharBlock(max_length=40, label=_("word on the button"))
    done = blocks.CharBlock(max_length=400, label=_("what to say when it is right"))

    class Meta:
        icon = "form"
        label = _("fill in a form")


class SpotBlock(blocks.StructBlock):
    """A message that may be a fraud, and signs to mark."""

    title = blocks.CharBlock(max_length=90, label=_("heading"))
    text = blocks.RichTextBlock(features=PLAIN_TEXT, required=False, label=_("text above"))
    kind = blocks.ChoiceBlock(choices=MESSAGES, label=_("it comes as"))
    sender = blocks.CharBlock(max_length=80, label=_("from whom, as it is shown"))
    subject = blocks.CharBlock(max_length=120, required=False, label=_("subject of the e-mail"))
    lines = blocks.ListBlock(blocks.CharBlock(max_length=300), label=_("what it says"))
    signs = blocks.ListBlock(SignBlock(), max_num=MOST_SIGNS, label=_("signs to judge"))
    done = blocks.CharBlock(max_length=400, label=_("what to do with such a message"))

    class Meta:
        icon = "search"
        label = _("spot the fraud")


class ScreensBlock(blocks.StreamBlock):
    """A run, screen by screen."""

    read = ReadBlock()
    choose = ChooseBlock()
    fill = FillBlock()
    spot = SpotBlock()

    class Meta:
        max_num = MOST_SCREENS
