"""Pictures made anew from what somebody uploads: from their pixels alone, upright, in sRGB, in two sizes.

Nothing else of the file is kept: no metadata, no color profile, nothing that was hidden before, within or behind it.
"""

from __future__ import annotations

import hashlib
import warnings
from io import BytesIO
from threading import Lock
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
WIDTH, SMALL_WIDTH, TALLEST = 1600, 800, 4800
QUALITY = 82
MOST_TRIED = 3_000_000  # pixels: above, trying what a drawing takes without loss would take seconds
MIXED = 3200  # pixels: a JPEG is decoded at a half, a quarter or an eighth where both sides stay longer than that

TOO_LARGE = "This file is too large: 5 MB is the most. Save a smaller copy of the picture."
TOO_MANY = "This picture has too many pixels: 40 million is the most. Save a smaller copy of it."
NO_PICTURE = "This is no JPEG, PNG or WebP picture, whatever its name says."
MOVES = "Moving pictures are not shown. Save one picture of it as a PNG or JPEG."
BROKEN = "This picture is damaged or incomplete. Open it in a picture program, and save it anew."

# For the whole process: what is larger is refused by its header, before anything of it is decoded.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

_one_at_a_time = Lock()  # a picture of 40 million pixels takes 300 MB while it is worked on


class Refused(Exception):
    """Why a file cannot be shown as a picture, in a sentence for its editor."""


class TooLarge(Refused):
    """It is refused for its bytes."""


class Rendition(NamedTuple):
    """One size of a picture, as a WebP file."""

    data: bytes
    width: int
    height: int

    @property
    def name(self) -> str:
        return name_of(self.data)


class Made(NamedTuple):
    """A picture in its two sizes; a narrow one has no smaller size."""

    large: Rendition
    small: Rendition | None


def name_of(data: bytes) -> str:
    """The name of a file: the first half of the SHA-256 of what is in it."""
    return f"{hashlib.sha256(data).hexdigest()[:32]}.webp"


def made(data: bytes) -> Made:
    """The picture in this file, made anew; raises `Refused`."""
    if len(data) > MOST_BYTES:
        raise TooLarge(TOO_LARGE)
    try:
        with _one_at_a_time:
            return _made(data)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(TOO_MANY) from None
    except UnidentifiedImageError:
        raise Refused(NO_PICTURE) from None
    except Exception:  # noqa: BLE001 - a decoder that stumbles over a hostile file may raise anything
        raise Refused(BROKEN) from None


def _made(data: bytes) -> Made:
    image = _opened(data)
    drawn = image.format == "PNG"
    profile = image.info.get("icc_profile")
    ImageOps.exif_transpose(image, in_place=True)
    large = _in_srgb(_fitted(_mixable(image), WIDTH), profile)
    small = _fitted(large, SMALL_WIDTH) if large.width > SMALL_WIDTH else None
    return Made(_rendition(large, drawn), _rendition(small, drawn) if small else None)


def _opened(data: bytes) -> Image.Image:
    """The picture as its header says it is; nothing is decoded yet."""
    image = Image.open(BytesIO(data), formats=FORMATS)
    if image.width * image.height > MOST_PIXELS:
        raise Refused(TOO_MANY)
    # Cameras put a second picture behind the first one of a JPEG; the first one is meant.
    if image.format in {"PNG", "WEBP"} and getattr(image, "is_animated", False):
        raise Refused(MOVES)
    image.draft(None, (MIXED, MIXED))
    return image


def _mixable(image: Image.Image) -> Image.Image:
    """In a mode whose neighboring pixels can be mixed."""
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode.startswith("I"):  # sixteen bits of gray
        return image.point(lambda value: value / 256).convert("L")
    return image if image.mode in {"RGB", "L", "CMYK"} else image.convert("RGB")


def _fitted(image: Image.Image, width: int) -> Image.Image:
    """No wider than that, and no higher than the highest; never larger than it was."""
    share = min(1.0, width / image.width, TALLEST / image.height)
    if share == 1.0:
        return image
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colors that its profile means; a profile that says nothing of such a picture is passed over."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            turned = None
        image = turned or image
    return image.convert(mode)


def _rendition(image: Image.Image, drawn: bool) -> Rendition:
    """Drawings are often smaller, and sharp, without loss."""
    data = _encoded(image, lossless=False)
    if drawn and image.width * image.height <= MOST_TRIED:
        data = min(data, _encoded(image, lossless=True), key=len)
    return Rendition(data, image.width, image.height)


def _encoded(image: Image.Image, *, lossless: bool) -> bytes:
    file = BytesIO()
    image.info.clear()
    image.save(file, "WEBP", quality=QUALITY, lossless=lossless, icc_profile=b"", exif=b"", xmp=b"")
    return file.getvalue()
