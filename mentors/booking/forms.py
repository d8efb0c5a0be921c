"""What is sent when somebody chooses a time: the form stands on the page of suggestions."""

from mentors.matching.forms import ChooseForm, ChosenTime, ChosenTimeField

__all__ = ["ChooseForm", "ChosenTime", "ChosenTimeField"]
