"""The lists that a talk stands in, each in the order of its places; see `webapp.store.lists`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from webapp.domain.keeping import last_day

_STROKED = str.maketrans("łøđıħ", "lodih")


def folded(name: str) -> str:
    """A name as it is compared: without case, accents and strokes."""
    letters = unicodedata.normalize("NFKD", name.casefold().strip())
    return "".join(each for each in letters if not unicodedata.combining(each)).translate(_STROKED)


def moment(stamp: int) -> str:
    """A stamp as the places of `updated` and the like sort it."""
    return f"{stamp:020}"


def places(summary: Mapping[str, Any]) -> Iterator[str]:
    """Where the talk with that summary is listed.

    On Home it stands in one of:
        deleted, archived     by its last change
        dated                 by its day and time
        undated, settled      by its last change: with a signature missing, with both
    and beside that in:
        ended                 by the last day of the placement, unless somebody said it stays
        updated               by its last change, deleted ones too
        day                   by its day, wherever it was put; not the deleted ones
        last                  by the last day it was of use; deleted ones too
        name                  by both people's names, as they are compared; deleted ones too
        group, blob           by the appointment it shares; by each blob it names
    """
    updated, day = moment(summary["updated"]), summary["date"]
    yield f"updated/{updated}"
    yield f"last/{last_day(summary)}"
    yield from (f"blob/{sha}" for sha in summary["blobs"])
    yield f"name/{folded(str(summary['trainee']))}\n{folded(str(summary['mentor']))}"
    if summary["deleted"]:
        yield f"deleted/{updated}"
        return
    if summary["archived"]:
        yield f"archived/{updated}"
    elif day:
        yield f"dated/{day} {summary['time']}"
    else:
        yield f"{'settled' if len(summary['signed']) == 2 else 'undated'}/{updated}"
    if day:
        yield f"day/{day}"
    if summary["ends"] and not summary["kept"]:
        yield f"ended/{summary['ends']}"
    if summary["group"]:
        yield f"group/{summary['group']}"
