"""What was changed, putting it back, and undo, as people use them."""

from __future__ import annotations

from tests.html import page, words
from tests.routes.test_handover import hand_over


def say(client, interview: str, field: str, value: str) -> None:
    entity, name = field.rsplit("/", 1)
    answer = client.post(f"/interviews/{interview}/fields/{entity}/{name}", data={"value": value})
    assert answer.status_code == 303, answer.text


def test_each_change_tells_who_when_what_and_what_before(client, interview) -> None:
    say(client, interview, "expectation:hands-on/answer", "yes")
    say(client, interview, "expectation:hands-on/answer", "partly")
    latest = words(page(client.get(f"/interviews/{interview}/history")).select_one(".history li"))
    for part in ("Joris", "11:35", "Yes", "→", "Partly"):
        assert part in latest


def test_an_earlier_answer_is_put_back_in_one_tap(client, interview) -> None:
    say(client, interview, "expectation:hands-on/answer", "yes")
    say(client, interview, "expectation:hands-on/answer", "no")
    query = "?entity=expectation:hands-on&field=answer"
    history = page(client.get(f"/interviews/{interview}/history{query}"))
    (form,) = history.select(".history form")
    client.post(form["action"], data={"change": form.button["value"]})
    row = page(client.get(f"/interviews/{interview}/expectations")).select_one(
        "#expectation-hands-on"
    )
    assert row.select_one("input[type=radio][checked]")["value"] == "yes"


def test_history_is_the_mentors(client, interview) -> None:
    hand_over(client, interview)
    assert client.get(f"/interviews/{interview}/history").status_code == 403


def test_undo_takes_back_the_last_change_and_says_so(client, interview) -> None:
    say(client, interview, "expectation:hands-on/wanted", "1")
    answer = client.post(f"/interviews/{interview}/undos", follow_redirects=True)
    shown = page(answer)
    assert "Taken back" in words(shown.select_one(".notice"))
    assert not shown.select_one("#expectation-hands-on input[type=checkbox]").has_attr("checked")


def test_undo_sent_twice_by_a_retry_takes_back_one_change(client, interview) -> None:
    say(client, interview, "trainee/said", "OH-la")
    say(client, interview, "expectation:hands-on/wanted", "1")
    for _attempt in range(2):
        client.post(f"/interviews/{interview}/undos", headers={"X-Request-ID": "undo-request-1"})
    shown = client.get(f"/interviews/{interview}/history").text
    assert shown.count("OH-la") == 1


def test_with_nothing_to_take_back_undo_says_so(client, interview) -> None:
    answer = client.post(f"/interviews/{interview}/undos", follow_redirects=True)
    assert "nothing to take back" in words(page(answer).select_one(".notice"))


def test_a_change_from_a_newer_version_is_shown_and_does_no_harm(client, interview, store) -> None:
    log = store.logs.open(interview)
    from webapp.domain.change import Change

    strange = Change(
        interview, "ffff", 1, 1 << 60, "tomorrow", "r", "robot:1", "mood", {"a": [1]}, "robot", 9
    )
    store.logs.append(interview, [strange])
    assert len(log) > 1
    assert "newer version" in client.get(f"/interviews/{interview}/history").text
    assert client.get(f"/interviews/{interview}/expectations").status_code == 200
