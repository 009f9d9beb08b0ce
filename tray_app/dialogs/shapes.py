"""Rounded shapes for the window's controls, drawn by Pillow as Tk draws none."""

import base64
import io
import tkinter
from dataclasses import dataclass

from PIL import Image, ImageDraw

FINER = 4


@dataclass(frozen=True)
class Shape:
    """A rounded rectangle: its filling, its line, and a ring around it where it has the focus."""

    fill: str
    line: str | None = None
    line_width: float = 1
    ring: str | None = None


def photo(picture: Image.Image) -> tkinter.PhotoImage:
    """The picture for Tk, which reads PNG itself."""
    png = io.BytesIO()
    picture.save(png, "PNG")
    return tkinter.PhotoImage(data=base64.b64encode(png.getvalue()))


def rounded(shape: Shape, ground: str, radius: float, scale: float) -> Image.Image:
    """A rounded rectangle; Tk repeats its middle and leaves the corners as they are."""
    gap = 3 * scale
    edges = 2 * corner(radius, scale)
    # The middle is repeated to fill the control: the smaller it is, the slower that gets.
    width, height = edges + round(100 * scale), edges + round(16 * scale)
    picture = Image.new("RGB", (width * FINER, height * FINER), ground)
    draw = ImageDraw.Draw(picture)

    def draw_at(inset: float, colour: str) -> None:
        start = inset * FINER
        end = ((width - inset) * FINER - 1, (height - inset) * FINER - 1)
        bend = (radius * scale + gap - inset) * FINER
        draw.rounded_rectangle((start, start, *end), bend, fill=colour)

    if shape.ring:
        draw_at(0, shape.ring)
        draw_at(2 * scale, ground)
    if shape.line:
        draw_at(gap, shape.line)
        draw_at(gap + shape.line_width * scale, shape.fill)
    else:
        draw_at(gap, shape.fill)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def corner(radius: float, scale: float) -> int:
    """How many pixels at each edge of a rounded shape must not be stretched."""
    return round(radius * scale + 3 * scale)


def warning_sign(colour: str, ground: str, size: int) -> Image.Image:
    """An exclamation mark in a circle."""
    side = size * FINER
    picture = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, side - 1, side - 1), fill=colour)
    half, bar = side / 2, side * 0.07
    draw.rounded_rectangle((half - bar, side * 0.22, half + bar, side * 0.57), bar, fill=ground)
    dot = side * 0.085
    draw.ellipse((half - dot, side * 0.66, half + dot, side * 0.66 + 2 * dot), fill=ground)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def tick_sign(colour: str, ground: str, size: int) -> Image.Image:
    """A tick in a circle."""
    side = size * FINER
    picture = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, side - 1, side - 1), fill=colour)
    points = [(0.28, 0.52), (0.44, 0.68), (0.73, 0.36)]
    line = [(x * side, y * side) for x, y in points]
    draw.line(line, fill=ground, width=round(side * 0.11), joint="curve")
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def dot(colour: str, ground: str, size: int) -> Image.Image:
    """A full circle."""
    side = size * FINER
    picture = Image.new("RGB", (side, side), ground)
    ImageDraw.Draw(picture).ellipse((0, 0, side - 1, side - 1), fill=colour)
    return picture.resize((size, size), Image.Resampling.LANCZOS)
