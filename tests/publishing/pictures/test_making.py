"""Pictures made anew from uploaded files: publishing.pictures.making"""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from publishing.pictures.making import MOST_PIXELS, Refused, TooLarge, made, name_of
from tests.publishing.pictures.picture_making import LIES, SRGB, claiming, drawn, moving, saved, with_chunk

pytestmark = pytest.mark.once

RED, BLUE = (220, 20, 20), (20, 20, 220)


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data), formats=["WEBP"])
    image.load()
    return image


def parts(data: bytes) -> list[bytes]:
    """The names of the chunks of a WebP file, which fill it to its end."""
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    names, place = [], 12
    while place < len(data):
        names.append(data[place : place + 4])
        size = struct.unpack("<I", data[place + 4 : place + 8])[0]
        place += 8 + size + size % 2
    return names


def alike(one: tuple[int, ...], other: tuple[int, ...], most: int = 12) -> bool:
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(("data", "sentence"), LIES.values(), ids=LIES)
def test_a_file_that_lies_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(Refused) as refusal:
        made(data)
    assert str(refusal.value) == sentence
    assert isinstance(refusal.value, TooLarge) == (len(data) > 5 * 1024 * 1024)


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(["PNG", "JPEG", "WEBP"]),
    cut=st.floats(0, 1),
    noise=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12),
)
def test_a_damaged_file_is_made_or_refused_and_nothing_else(kind, cut, noise):
    data = bytearray(saved(drawn(64, 48), kind))
    for place, value in noise:
        data[int(place * len(data))] = value
    try:
        found = made(bytes(data[: int(cut * len(data)) or None]))
    except Refused:
        return
    assert found.large.width * found.large.height <= MOST_PIXELS


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_webp_in_two_sizes(kind):
    found = made(saved(drawn(2000, 1000), kind))

    assert found.large[1:] == (1600, 800)
    assert found.small is not None
    assert found.small[1:] == (800, 400)
    for each in found:
        image = opened(each.data)
        assert image.size == each[1:]
        assert alike(image.convert("RGB").getpixel((2, 2)), RED)
        assert alike(image.convert("RGB").getpixel((each.width - 2, 2)), BLUE)


def test_a_narrow_picture_stays_as_wide_as_it_is_and_has_no_smaller_size():
    found = made(saved(drawn(800, 20)))
    assert found.large[1:] == (800, 20)
    assert found.small is None


@pytest.mark.parametrize(("size", "shown"), [((1, 9000), (1, 4800)), ((9000, 1), (1600, 1)), ((1, 1), (1, 1))])
def test_odd_shapes_keep_at_least_one_pixel(size, shown):
    assert made(saved(drawn(*size))).large[1:] == shown


def test_the_name_is_the_hash_of_the_file_and_the_same_picture_gives_the_same():
    one, again, other = made(saved(drawn())), made(saved(drawn())), made(saved(drawn(41)))
    assert one.large.name == again.large.name == name_of(one.large.data)
    assert one.large.name != other.large.name


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_a_png_is_read(mode):
    image = Image.new("I;16", (20, 10), 32_896) if mode == "I;16" else Image.new("L", (20, 10), 128).convert(mode)
    found = opened(made(saved(image)).large.data).convert("RGB")
    gray = found.getpixel((3, 3))[0]
    assert gray in (0, 255) if mode == "1" else abs(gray - 128) <= 6


def test_a_jpeg_for_print_comes_in_the_colors_of_a_screen():
    image = drawn(mode="CMYK")
    assert alike(opened(made(saved(image, "JPEG", quality=95)).large.data).getpixel((3, 3)), RED, most=30)


def test_what_is_transparent_stays_so():
    image = drawn(mode="RGBA")
    image.putalpha(100)
    found = opened(made(saved(image)).large.data)
    assert found.mode == "RGBA"
    assert alike(found.getpixel((3, 3)), (*RED, 100))


@pytest.mark.parametrize(
    ("orientation", "turned"),
    [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))],
)
def test_a_picture_is_turned_as_the_camera_was_held(orientation, turned):
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = opened(made(saved(drawn(), "JPEG", exif=exif, quality=95)).large.data)

    assert found.size == turned
    # Where the red half lies then: left, right, above, below.
    place = {1: (3, 15), 3: (36, 15), 6: (15, 3), 8: (15, 36)}[orientation]
    assert alike(found.getpixel(place), RED, most=25)


def test_nothing_of_the_file_is_kept_but_its_pixels():
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "SECRET-CAMERA", {1: "N", 2: (52.0, 31.0, 0.0)}
    xmp = b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>"
    behind = b"<script>SECRET-SCRIPT</script>PK\x03\x04SECRET-ARCHIVE"
    files = [
        saved(drawn(900), "JPEG", exif=exif, xmp=xmp, icc_profile=SRGB, comment=b"SECRET-COMMENT") + behind,
        saved(drawn(900), "WEBP", exif=exif.tobytes(), xmp=xmp, icc_profile=SRGB) + behind,
        with_chunk(saved(drawn(900), exif=exif, icc_profile=SRGB), b"tEXt", b"Author\0SECRET-AUTHOR") + behind,
    ]
    for file in files:
        assert b"SECRET" in file
        for each in made(file):
            assert b"SECRET" not in each.data
            assert set(parts(each.data)) <= {b"VP8 ", b"VP8L"}
            assert opened(each.data).getexif() == {}


def test_colors_are_turned_into_those_of_the_web():
    """A profile that swaps red and blue is followed, and then gone."""
    profile = _swapped(SRGB)
    found = opened(made(saved(drawn(), icc_profile=profile)).large.data)
    assert alike(found.convert("RGB").getpixel((3, 3)), BLUE, most=40)


def _swapped(profile: bytes) -> bytes:
    """The profile with the primaries of red and blue in each other's place."""
    data = bytearray(profile)
    count = struct.unpack(">I", data[128:132])[0]
    places = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    red, blue = places[b"rXYZ"] + 4, places[b"bXYZ"] + 4
    data[red : red + 8], data[blue : blue + 8] = data[blue : blue + 8], data[red : red + 8]
    return bytes(data)


@pytest.mark.parametrize(
    "profile",
    [b"nonsense", SRGB[:200], ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()],
)
def test_a_profile_that_says_nothing_of_the_picture_is_passed_over(profile):
    found = opened(made(saved(drawn(), icc_profile=profile)).large.data)
    assert alike(found.convert("RGB").getpixel((3, 3)), RED)


def test_a_bomb_for_a_profile_is_passed_over_or_refused():
    bomb = b"x\0\0" + zlib.compress(b"\0" * 50_000_000)
    try:
        found = made(with_chunk(saved(drawn()), b"iCCP", bomb))
    except Refused:
        return
    assert opened(found.large.data).size == (40, 30)


def test_of_two_pictures_in_a_camera_file_the_first_is_taken():
    assert made(moving("MPO")).large[1:] == (40, 30)


def test_a_drawing_stays_sharp():
    """Without loss where that takes fewer bytes: every pixel is as it was."""
    image = drawn(600, 400)
    assert opened(made(saved(image)).large.data).convert("RGB").tobytes() == image.tobytes()


def test_a_header_is_enough_to_refuse_too_many_pixels():
    with pytest.raises(Refused, match="40 million"):
        made(claiming(2**31 - 1, 2**31 - 1))
