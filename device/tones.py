"""Makes the sounds in assets/sounds: `python -m device.tones assets/sounds`. Sines with a soft begin and a long end."""

import math
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

RATE = 22_050  # samples a second
_FULL = 32_767
_RISE_S = 0.008  # without it a tone begins with a click
_PARTIALS = ((1, 1.0), (2, 0.25))  # times the pitch, share: rounder than one sine


@dataclass(frozen=True, slots=True)
class Note:
    """One stroke of a bell: when, how high, how loud (1.0 is all there is), after how long it has faded to a third."""

    begin_s: float
    pitch_hz: float
    loudness: float
    fade_s: float


# name: seconds, notes
SOUNDS = {
    "touch": (0.04, (Note(0.0, 1_320.0, 0.05, 0.008),)),
    "done": (0.6, (Note(0.0, 659.3, 0.16, 0.1), Note(0.14, 880.0, 0.16, 0.09))),  # a fourth up
    "attention": (0.6, (Note(0.0, 523.3, 0.16, 0.1), Note(0.16, 440.0, 0.16, 0.09))),  # a third down
}


def samples(seconds: float, notes: tuple[Note, ...]) -> bytes:
    """Return notes as 16-bit samples, the low byte first."""
    loudness = (sum(_at(note, n / RATE) for note in notes) for n in range(round(seconds * RATE)))
    return b"".join(round(_FULL * value).to_bytes(2, "little", signed=True) for value in loudness)


def write(folder: Path) -> None:
    """Write all sounds as WAV files of one channel.

    Raises:
        OSError: The folder cannot be written.
    """
    for name, (seconds, notes) in SOUNDS.items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            sound.writeframes(samples(seconds, notes))


def _at(note: Note, second: float) -> float:
    since_s = second - note.begin_s
    if since_s < 0:
        return 0.0
    swing = sum(share * math.sin(2 * math.pi * note.pitch_hz * times * since_s) for times, share in _PARTIALS)
    whole = sum(share for _, share in _PARTIALS)
    return note.loudness * min(1.0, since_s / _RISE_S) * math.exp(-since_s / note.fade_s) * swing / whole


if __name__ == "__main__":
    write(Path(sys.argv[1]))
