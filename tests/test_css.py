"""The stylesheet as files: contrast computed from the tokens, and the house rules for CSS.

Contrast: WCAG 2.2, relative luminance. Mixed colours: CSS Color 4, mixing in Oklab.
"""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parent.parent / "static" / "css"
FILES = sorted(path for path in CSS.rglob("*.css") if path.name != "app.css")
GROUNDS = ("paper", "surface", "sunk")

TEXT_PAIRS = [
    *[(text, ground) for text in ("ink", "ink-2", "mentor", "trainee") for ground in GROUNDS],
    *[(text, ground) for text in ("ok", "danger") for ground in GROUNDS],
    *[(text, "mark-soft") for text in ("ink", "ink-2")],
    ("ink", "mentor-soft"),
    ("ink", "trainee-soft"),
    ("on-mentor", "mentor"),
    ("on-trainee", "trainee"),
    ("on-mark", "mark"),
    ("surface", "ink"),
    ("pad-ink", "pad"),
    ("pad-hint", "pad"),
]
SHAPE_PAIRS = [
    *[(shape, ground) for shape in ("edge", "focus") for ground in GROUNDS],
    ("pad-line", "pad"),
    ("focus", "focus-halo"),
]
THEMES = ("light", "dark")


def declarations(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def tokens(theme: str) -> dict[str, str]:
    """All custom properties of the root in one theme, name → value."""
    light, _, dark = (CSS / "tokens.css").read_text().partition("@media screen and (prefers-color")
    values = declarations(light)
    if theme == "dark":
        values |= declarations(dark.partition("@media")[0])
    return values


def colour(name: str, values: dict[str, str]) -> str:
    value = values[name]
    while found := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = values[found[1]]
    return value


def linear(hex_colour: str) -> tuple[float, ...]:
    channels = (int(hex_colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    weights = (0.2126, 0.7152, 0.0722)
    first, second = (sum(w * c for w, c in zip(weights, rgb, strict=True)) for rgb in (one, other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def times(matrix: tuple[tuple[float, ...], ...], vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)


RGB_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
LMS_TO_RGB = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def mix(one: tuple[float, ...], share: float, other: tuple[float, ...]) -> tuple[float, ...]:
    """Mix in Oklab; its last step is linear, so the cube roots may be mixed themselves."""
    first, second = (tuple(c ** (1 / 3) for c in times(RGB_TO_LMS, rgb)) for rgb in (one, other))
    roots = tuple(share * a + (1 - share) * b for a, b in zip(first, second, strict=True))
    return tuple(max(0.0, c) for c in times(LMS_TO_RGB, tuple(root**3 for root in roots)))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_readable_on_its_ground(text: str, ground: str, theme: str) -> None:
    values = tokens(theme)
    measured = contrast(linear(colour(text, values)), linear(colour(ground, values)))
    assert measured >= 4.5, f"{text} on {ground}, {theme}: {measured:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_edges_and_focus_are_seen_on_their_ground(shape: str, ground: str, theme: str) -> None:
    values = tokens(theme)
    measured = contrast(linear(colour(shape, values)), linear(colour(ground, values)))
    assert measured >= 3, f"{shape} on {ground}, {theme}: {measured:.2f}"


@pytest.mark.parametrize("theme", THEMES)
def test_second_language_stays_readable_where_it_is_mixed_with_the_ground(theme: str) -> None:
    values = tokens(theme)
    mixes = {
        found
        for path in FILES
        for found in re.findall(
            r"color-mix\(in oklab, var\(--([\w-]+)\) (\d+)%, var\(--([\w-]+)\)\)", path.read_text()
        )
    }
    assert mixes
    for text, share, ground in mixes:
        for person in ("mentor", "trainee"):
            # --c and --holder stand for whichever person's control it is.
            names = [re.sub(r"\b(c|holder)$", person, name) for name in (text, ground)]
            over, under = (linear(colour(name, values)) for name in names)
            measured = contrast(mix(over, int(share) / 100, under), under)
            assert measured >= 4.5, f"{share}% {names}, {theme}: {measured:.2f}"


def test_stylesheet_names_every_file_once_in_a_declared_layer() -> None:
    sheet = (CSS / "app.css").read_text()
    layers = re.search(r"@layer ([^;]+);", sheet)
    assert layers
    imports = re.findall(r'@import url\("([^"]+)"\) layer\(([\w-]+)\);', sheet)
    assert sorted(name for name, _ in imports) == [str(p.relative_to(CSS)) for p in FILES]
    assert {layer for _, layer in imports} <= set(layers[1].split(", "))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_reads_at_a_glance_and_follows_the_writing_direction(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 180
    physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:width|height):"
    assert not re.findall(physical, text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_on_the_screen_is_smaller_than_15_pixels(path: Path) -> None:
    sizes = re.findall(r"font(?:-size)?:[^;]*?([\d.]+)rem", path.read_text())
    assert [size for size in sizes if float(size) * 16 < 15] == []


def test_every_token_used_is_defined() -> None:
    everything = "".join(path.read_text() for path in FILES)
    used = set(re.findall(r"var\(--([\w-]+)", everything))
    assert used <= set(declarations(everything))
