"""What a guide is made of, as Wagtail blocks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

from courses.services.demands import Lack, Needed

PLAIN_TEXT = ["bold", "ul"]

NEED_KINDS = [
    ("device", _("device")),
    ("e_id", _("e-ID")),
    ("paper", _("paper")),
    ("account", _("account")),
    ("money", _("money")),
    ("time", _("time")),
]


def facts(label: str = "") -> blocks.ListBlock:
    """A list of facts from the register, shown beside the text."""
    return blocks.ListBlock(
        SnippetChooserBlock("courses.Fact"), required=False, default=[], label=label or _("facts")
    )


class TranslatedBlock(blocks.StructBlock):
    """A block of which a translator writes the fields in `WORDS`; everything else is as it is in Swedish.

    The two methods are what wagtail-localize asks of a block of its own.
    """

    WORDS: tuple[str, ...] = ()

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """The texts to translate, each with the name of its field."""
        read = StreamFieldSegmentExtractor(None).handle_block
        return [
            segment.wrap(name)
            for name in self.WORDS
            for segment in read(self.child_blocks[name], value[name])
        ]

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """`value` with the translated texts."""
        return StreamFieldSegmentsWriter(None, None, None).handle_struct_block(value, segments)


class NeedBlock(TranslatedBlock):
    """One thing to have before the start, and what to do without it."""

    WORDS = ("what", "without")

    kind = blocks.ChoiceBlock(choices=NEED_KINDS, label=_("kind"))
    what = blocks.CharBlock(max_length=200, label=_("what"))
    without = blocks.CharBlock(max_length=300, required=False, label=_("if you do not have it"))
    needs = blocks.MultipleChoiceBlock(
        choices=Needed.choices,
        required=False,
        label=_("which of these it is"),
        help_text=_("So that the guide can say it to those who tick that they lack it."),
    )

    class Meta:
        icon = "tick"
        label = _("need")


class StepBlock(TranslatedBlock):
    """One action. `key` is permanent: meetings, notes and translations point at it.

    The Swedish word on the button is never translated: the e-service itself is in Swedish.
    """

    WORDS = ("title", "warning", "text", "see", "if_not", "picture_alt")

    key = blocks.RegexBlock(
        r"^[a-z0-9-]{2,40}$", label=_("permanent key"), help_text=_("Never changes once published.")
    )
    renders = blocks.ListBlock(
        blocks.RegexBlock(r"^[a-z0-9-]{2,40}$"),
        required=False,
        default=[],
        label=_("the Swedish steps that it renders"),
        help_text=_("In easy Swedish only: their permanent keys. Empty: the step with the same key."),
    )
    title = blocks.CharBlock(max_length=90, label=_("what to do"), help_text=_("Starts with the verb."))
    warning = blocks.CharBlock(
        max_length=240, required=False, label=_("warning"), help_text=_("Is read first.")
    )
    text = blocks.RichTextBlock(features=PLAIN_TEXT, label=_("how"))
    button = blocks.CharBlock(max_length=60, required=False, label=_("the Swedish word on the button"))
    see = blocks.CharBlock(max_length=300, required=False, label=_("what you should see now"))
    if_not = blocks.CharBlock(max_length=300, required=False, label=_("if you do not see it"))
    minutes = blocks.IntegerBlock(
        required=False, min_value=1, max_value=240, label=_("minutes this step takes")
    )
    needs = blocks.MultipleChoiceBlock(
        choices=Needed.choices,
        required=False,
        label=_("cannot be done without"),
        help_text=_("Those who lack it are shown the steps that they can still do."),
    )
    facts = facts()
    picture = ImageChooserBlock(required=False, label=_("picture"))
    picture_alt = blocks.CharBlock(max_length=200, required=False, label=_("what the picture shows"))

    class Meta:
        icon = "list-ol"
        label = _("step")

    def clean(self, value: Any) -> Any:
        """A picture needs words for those who do not see it."""
        cleaned = super().clean(value)
        if cleaned.get("picture") and not cleaned.get("picture_alt"):
            raise blocks.StructBlockValidationError(
                {"picture_alt": ValidationError(_("Say what the picture shows."))}
            )
        return cleaned


class WayBlock(TranslatedBlock):
    """A way through for somebody who lacks something."""

    WORDS = ("title", "text")

    lacks = blocks.MultipleChoiceBlock(
        choices=Lack.choices,
        label=_("for the person who has"),
        help_text=_(
            "Tick everything that this way does without. A way with “no e-services” is always shown, first "
            "of all to those with protected personal data."
        ),
    )
    title = blocks.CharBlock(max_length=90, label=_("heading"))
    text = blocks.RichTextBlock(features=PLAIN_TEXT, label=_("how"))
    facts = facts()

    class Meta:
        icon = "arrow-right"
        label = _("way")


class TrapBlock(TranslatedBlock):
    """Something that goes wrong for many."""

    WORDS = ("title", "text")

    title = blocks.CharBlock(max_length=90, label=_("heading"))
    text = blocks.RichTextBlock(features=PLAIN_TEXT, label=_("text"))

    class Meta:
        icon = "warning"
        label = _("trap")


class HelpBlock(TranslatedBlock):
    """Somebody to turn to."""

    WORDS = ("text",)

    text = blocks.CharBlock(max_length=240, label=_("text"))
    facts = facts()

    class Meta:
        icon = "help"
        label = _("help")
