"""Film: what lies before the camera of a browser that has none."""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image, ImageOps

FRAME = (1280, 720)
TALLEST, TILT_DEGREES = 640, 7
FRAMES = 2
GREY = 150


class Film:
    """A Y4M file that a browser takes for its camera; it is seen by whoever opens it next."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._write(Image.new("L", FRAME, GREY))

    def show(self, screen: bytes, *, dark: bool = False) -> None:
        """Hold a screen before the camera, by a hand that is never quite level."""
        self._write(held(screen, dark=dark))

    def _write(self, frame: Image.Image) -> None:
        told = "YUV4MPEG2 W{} H{} F10:1 Ip A1:1 C420jpeg\n".format(*frame.size).encode()
        colours = b"\x80" * (frame.width * frame.height // 2)
        new = self.path.with_suffix(".new")
        new.write_bytes(told + FRAMES * (b"FRAME\n" + frame.tobytes() + colours))
        os.replace(new, self.path)


def held(screen: bytes, *, dark: bool = False) -> Image.Image:
    """A picture of a screen that somebody holds up, in grey; `dark` with light and dark changed
    for each other, as some telephones do at night."""
    shown = Image.open(io.BytesIO(screen)).convert("L")
    shown = ImageOps.invert(shown) if dark else shown
    shown = ImageOps.contain(shown, (FRAME[0], TALLEST))
    tilted = shown.rotate(TILT_DEGREES, Image.Resampling.BICUBIC, expand=True, fillcolor=GREY)
    frame = Image.new("L", FRAME, GREY)
    place = ((frame.width - tilted.width) // 2, (frame.height - tilted.height) // 2)
    frame.paste(tilted, place)
    return frame
