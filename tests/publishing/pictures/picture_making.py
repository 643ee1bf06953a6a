"""Pictures for tests: honest ones, and files that lie."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

from publishing.models import Picture
from publishing.pictures import files as picture_files
from publishing.pictures import making as pictures

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def drawn(width: int = 40, height: int = 30, mode: str = "RGB") -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", (width, height), (220, 20, 20))
    image.paste((20, 20, 220), (width // 2, 0, width, height))
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def picture(width: int = 40, height: int = 30, **said: Any) -> Picture:
    """A picture that is here, with its files."""
    words = {"description": "" if said.get("decorative") else "Two halves", "decorative": False, "credit": "", **said}
    return picture_files.keep(pictures.made(saved(drawn(width, height))), original_name="halves.png", **words)[0]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_chunk(png: bytes, kind: bytes, data: bytes) -> bytes:
    """A PNG with one more chunk behind its header."""
    return png[:33] + chunk(kind, data) + png[33:]


def claiming(width: int, height: int) -> bytes:
    """A small PNG whose header claims a size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def moving(kind: str) -> bytes:
    return saved(drawn(), kind, save_all=True, append_images=[drawn().rotate(180)])


# Each a file that is no picture of ours, and the sentence that says so.
LIES = {
    "nothing": (b"", pictures.NO_PICTURE),
    "a page": (b"<!DOCTYPE html><script>alert(1)</script>", pictures.NO_PICTURE),
    "a drawing with script": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', pictures.NO_PICTURE),
    "a GIF": (saved(drawn(), "GIF"), pictures.NO_PICTURE),
    "a TIFF": (saved(drawn(), "TIFF"), pictures.NO_PICTURE),
    "a bitmap": (saved(drawn(), "BMP"), pictures.NO_PICTURE),
    "a page that begins as a GIF": (b"GIF89a/*<script>*/=1;alert(1)", pictures.NO_PICTURE),
    "an archive": (b"PK\x03\x04" + b"\0" * 200, pictures.NO_PICTURE),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", pictures.NO_PICTURE),
    "half a PNG": (saved(drawn(400, 300))[:-40], pictures.BROKEN),
    "half a JPEG": (saved(drawn(400, 300), "JPEG")[:2000], pictures.BROKEN),
    "half a WebP": (saved(drawn(400, 300), "WEBP", lossless=True)[:-20], pictures.BROKEN),
    "a PNG that claims a gigapixel": (claiming(50_000, 20_000), pictures.TOO_MANY),
    "a PNG that claims a little too many": (claiming(8_000, 5_001), pictures.TOO_MANY),
    "a PNG that claims more than it holds": (claiming(2_000, 2_000), pictures.BROKEN),
    "a PNG without a side": (claiming(0, 10), pictures.NO_PICTURE),
    "a PNG with a bomb for a text": (
        with_chunk(saved(drawn()), b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 50_000_000)),
        pictures.BROKEN,
    ),
    "a moving PNG": (moving("PNG"), pictures.MOVES),
    "a moving WebP": (moving("WEBP"), pictures.MOVES),
    "a file of more than 5 MB": (b"\0" * (pictures.MOST_BYTES + 1), pictures.TOO_LARGE),
}
