from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from webapp.store.lists import LAST, Lists

NAMES = st.sampled_from(["a", "b", "c"])
PLACES = st.sets(
    st.builds("{}/{}".format, st.sampled_from(["day", "name"]), st.text("xyz/", max_size=3))
)


@given(
    st.dictionaries(NAMES, PLACES),
    st.lists(st.tuples(NAMES, PLACES), max_size=8),
    st.text("xyz/", max_size=2),
    st.text("xyz/", max_size=2),
    st.booleans(),
)
def test_lists_say_what_sorting_all_of_it_says(before, puts, start, holding, backwards) -> None:
    lists, kept = Lists(before), dict(before)
    for log_id, places in puts:
        lists.put(log_id, places)
        kept[log_id] = places
    entries = sorted(
        (place.removeprefix("day/"), log_id)
        for log_id, places in kept.items()
        for place in places
        if place.startswith("day/")
    )
    some = [log_id for place, log_id in entries if start <= place < LAST and holding in place]
    expected = list(dict.fromkeys(some[::-1] if backwards else some))
    found = lists.ids("day", start, holding=holding, backwards=backwards)
    assert found == expected
    assert lists.ids("day", start, holding=holding, backwards=backwards, most=1) == expected[:1]
    assert lists.count("day", 99) == len(entries)
