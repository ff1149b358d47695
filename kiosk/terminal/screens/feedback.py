"""Rating and opinions."""

from collections.abc import Mapping

from kiosk.terminal.presenters.feedback import feedback as pages
from kiosk.terminal.presenters.feedback import opinion
from kiosk.terminal.screens.base import TerminalScreen


class FeedbackScreen(TerminalScreen):
    """Draws `presenters.feedback.feedback.present`: what one may do."""


class RatingScreen(TerminalScreen):
    """Draws `presenters.feedback.feedback.rating`: the five grades."""


class RatingMoreScreen(TerminalScreen):
    """Draws `presenters.feedback.feedback.rating_more`: what may be added."""


class RatingTicketScreen(TerminalScreen):
    """Draws `presenters.feedback.feedback.rating_ticket`."""

    def use(self, number: str) -> None:
        """Take the number, or none, and go back to the rating."""
        self.act.feedback.use_ticket(number)
        self.act.back()


class ThanksScreen(TerminalScreen):
    """Draws `presenters.feedback.feedback.thanks`."""


class OpinionChoiceScreen(TerminalScreen):
    """Draws `presenters.feedback.opinion.kinds` and `abouts`: an answer to touch."""

    def choose(self, code: str) -> None:
        """Take an answer."""
        if self.view.about:
            self.act.feedback.about(code)
        else:
            self.act.feedback.kind(code)


class WordsScreen(TerminalScreen):
    """Draws `presenters.feedback.opinion.words`: a page to write on."""

    def done(self) -> None:
        """Go on: a rating's words lead back to it, an opinion's to the next question."""
        if self.place.screen == "rating_text":
            self.act.back()
        else:
            self.act.open("suggestion_phone")


class PhoneScreen(TerminalScreen):
    """Draws `presenters.feedback.opinion.phone`."""


class CheckScreen(TerminalScreen):
    """Draws `presenters.feedback.opinion.check`."""


class ReceiptScreen(TerminalScreen):
    """Draws `presenters.feedback.opinion.receipt`."""


SCREENS: Mapping[type, type[TerminalScreen]] = {
    pages.FeedbackView: FeedbackScreen,
    pages.RatingView: RatingScreen,
    pages.RatingMoreView: RatingMoreScreen,
    pages.RatingTicketView: RatingTicketScreen,
    pages.ThanksView: ThanksScreen,
    opinion.OpinionChoiceView: OpinionChoiceScreen,
    opinion.WordsView: WordsScreen,
    opinion.PhoneView: PhoneScreen,
    opinion.CheckView: CheckScreen,
    opinion.ReceiptView: ReceiptScreen,
}
