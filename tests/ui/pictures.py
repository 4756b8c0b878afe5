# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Screenshots against those that are kept, so that what a reader would see is noticed.

Machines set the same letters a little differently. What is compared is therefore the mean of each
small square: of its colour, which marks have and letters have not, and of its brightness.
"""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

KEPT = Path(__file__).parents[1] / "data" / "pictures"
#: The side of a square, in pixels.
SQUARE = 8
#: By how much the mean of a square may be off, of 255: in its colour, and in its brightness.
COLOUR, BRIGHTNESS = 9.0, 36.0
#: So many squares may be off.
MOST = 6
# A kept picture has so many colours at most, which keeps it small.
_COLOURS = 96


def kept(name):
    """The picture that is kept of a state."""
    return QImage(str(KEPT / f"{name}.png")).convertToFormat(QImage.Format.Format_RGB32)


def keep(image, name):
    """Keep a picture of a state, in few colours: the most frequent, and the nearest for others."""
    pixels = _pixels(image)
    height, width = pixels.shape[:2]
    flat = pixels.reshape(-1, 3)
    seen, which, counts = np.unique(flat, axis=0, return_inverse=True, return_counts=True)
    chosen = _chosen(seen, counts)
    distance = ((seen[:, None, :] - chosen[None, :, :]) ** 2).sum(axis=2)
    numbers = distance.argmin(axis=1)[which.ravel()].astype(np.uint8).reshape(height, width)
    small = QImage(QSize(width, height), QImage.Format.Format_Indexed8)
    small.setColorTable([0xFF000000 | int(r) << 16 | int(g) << 8 | int(b) for r, g, b in chosen])
    for y in range(height):
        small.scanLine(y)[:width] = numbers[y].tobytes()
    KEPT.mkdir(exist_ok=True)
    assert small.save(str(KEPT / f"{name}.png"), quality=0)


def _chosen(seen, counts):
    """Some of the colours that were seen: each time the one that lies worst, by how often it is."""
    chosen = [seen[counts.argmax()]]
    distance = ((seen - chosen[0]) ** 2).sum(axis=1)
    weight = np.sqrt(counts)
    while len(chosen) < min(_COLOURS, len(seen)):
        chosen.append(seen[(distance * weight).argmax()])
        distance = np.minimum(distance, ((seen - chosen[-1]) ** 2).sum(axis=1))
    return np.array(chosen)


def grey(image):
    """A picture without its colours, as a printer or some eyes see it."""
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def differences(image, other):
    """The squares in which two pictures clearly differ, as (column, row) from the upper left.

    Those of pictures that are not of one size are all of them, so to speak: they are not compared.
    """
    assert image.size() == other.size(), f"{image.size()} and {other.size()}"
    off = np.abs(_means(image) - _means(other))
    bad = (off[:, :, :2].max(axis=2) > COLOUR) | (off[:, :, 2] > BRIGHTNESS)
    return [(int(x), int(y)) for y, x in np.argwhere(bad)]


def marked(image, squares):
    """A picture with the squares framed, to be looked at."""
    shown = image.convertToFormat(QImage.Format.Format_RGB32)
    for x, y in squares:
        for step in range(SQUARE):
            for px, py in ((step, 0), (step, SQUARE - 1), (0, step), (SQUARE - 1, step)):
                shown.setPixel(x * SQUARE + px, y * SQUARE + py, 0xFFFF00FF)
    return shown


def _means(image):
    """Of each square: red less green, green less blue, and the brightness."""
    pixels = _pixels(image)
    rows, columns = pixels.shape[0] // SQUARE, pixels.shape[1] // SQUARE
    whole = pixels[: rows * SQUARE, : columns * SQUARE].astype(float)
    red, green, blue = np.moveaxis(whole, 2, 0)
    parts = np.stack((red - green, green - blue, 0.3 * red + 0.59 * green + 0.11 * blue), axis=2)
    return parts.reshape(rows, SQUARE, columns, SQUARE, 3).mean(axis=(1, 3))


def _pixels(image):
    """Red, green and blue of each pixel, row by row."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    line = plain.bytesPerLine()
    data = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), line)
    return data[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).astype(np.int32)
