"""What somebody may put into a box: what fits, what is unkind, what is no text, what is huge."""

from __future__ import annotations

from random import Random

from webapp.content.languages import LANGUAGES
from webapp.content.tasks import TASKS
from webapp.domain.field import Choice
from webapp.domain.schema import KINDS

TYPED = "<typed id=typed>"
"""Markup that somebody typed: wherever it is shown, it is shown as text."""

MARKUP = [TYPED, f'">{TYPED}', f"'>{TYPED}", f"</textarea>{TYPED}", f"</script>{TYPED}",
          f"-->{TYPED}", '" onfocus=typed autofocus="', "javascript:typed", "{{ 7 * 7 }}",
          "%(name)s %s %", "\\", "%00"]  # fmt: skip
CONTROLS = ["\x00", "\x1b[31m", "line\r\nX-Typed: typed", "\u202eneddih\u202c", "\u2066\u2069",
            "\ufeff", "\uffff", "e\u0301", "\u0130\u0131ß", "\U0001f469\u200d\U0001f4bb",
            "\ud800"]  # fmt: skip
NUMBERS = ["0", "7", "-1", "1e9", "0x10", "9" * 400, "NaN", "-0", "1_000", "٠١٢", "²"]
TIMES = ["0001-01-01", "9999-12-31", "2026-11-22", "2026-02-30", "2026-W53-7", "00:00", "09:30",
         "23:59:59.999999", "24:00", "09:30+25:00", "T0930Z", "Europe/Brussels", "Asia/Tokyo",
         "../Europe", "localtime"]  # fmt: skip
JSON = ["null", "[]", "{}", "[[]]", "[[1]]", "[[1,2,3]]", '[["1","2"]]', "[[1.5,2]]", "[[-1,0]]",
        "[[0,0,2200,1000]]", "[" * 5_000, '{"a":' * 5_000, '{"\\ud800":1}', '"\\ud800"',
        "[[true,1]]", "[[0,0],[0,0]]", '{"a":1,"a":2}', "[" + "9" * 5_000 + "]"]  # fmt: skip
ADDRESSES = ["//evil.example", "/\\evil.example", "/\t/evil.example", "http://[", "/",
             "https://evil.example/", "../../etc/passwd", "..%2f..%2f", "name@example.org",
             "+32 9 123 45 67"]  # fmt: skip
NAMES = ["a" * 64, "0" * 64, "undo:request-1", "signature:" + "0" * 64, "workplace", "a.b", "1"]
ODD = [*MARKUP, *CONTROLS, *NUMBERS, *TIMES, *JSON, *ADDRESSES, *NAMES]

KEYS = sorted(
    {str(key) for kind in KINDS.values() for field in kind.fields.values()
     if isinstance(field.type, Choice) for key in field.type.keys}
    | {*LANGUAGES, *TASKS, "mentor", "trainee"}
)  # fmt: skip


def value(random: Random) -> bytes:
    """Any value, as its bytes."""
    match random.randrange(10):
        case 0 | 1:
            return random.choice([b"1", b"", b"1", b"drawn", b"typed"])
        case 2 | 3:
            return random.choice(KEYS).encode()
        case 4 | 5 | 6:
            return random.choice(ODD).encode("utf-8", "surrogatepass")
        case 7:
            letters = (chr(random.randrange(0x11_0000)) for _letter in range(random.randrange(30)))
            return "".join(letters).encode("utf-8", "surrogatepass")
        case 8:
            return random.randbytes(random.randrange(12))
        case _:
            return random.choice([b"x", "é\n".encode(), b"[", b"<b>"]) * random.choice(
                [81, 201, 4_001, 150_000]
            )


def ink(random: Random) -> bytes:
    """A signature, as the pad sends it."""
    strokes = [
        [random.randrange(1_000) for _number in range(2 * random.randrange(1, 30))]
        for _stroke in range(random.randrange(4))
    ]
    return repr(strokes).encode()
