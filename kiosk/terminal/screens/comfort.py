"""The panel of comfort choices over whatever is shown."""

from typing import Any

from kivy.properties import AliasProperty, ObjectProperty

from kiosk.ui.widgets import Overlay


class ComfortOverlay(Overlay):
    """Draws `presenters.comfort`; a touch beside it closes it."""

    view = ObjectProperty(rebind=True)
    act = ObjectProperty()
    reading = AliasProperty(lambda self: bool(self.view) and self.view.reading, bind=("view",))

    def read_on(self) -> None:
        """Close the panel and read on where the page was left."""
        self.act.comfort.close()
        self.act.voice.go_on()

    def read_again(self) -> None:
        """Close the panel and read the page from its start."""
        self.act.comfort.close()
        self.act.voice.repeat()

    def step_back(self) -> None:
        """Close the panel."""
        self.act.comfort.close()

    def on_touch_down(self, touch: Any) -> bool:
        """Let the choices have the touch; anywhere else it closes the panel."""
        if not self.ids.card.collide_point(*touch.pos):
            self.act.comfort.close()
        return bool(super().on_touch_down(touch))
