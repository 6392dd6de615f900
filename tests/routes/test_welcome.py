"""The first screen after *Start*."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.html import page, words

HTMX = {"HX-Request": "true"}


def primary(client: FlaskClient, interview: str) -> str:
    (button,) = page(client.get(f"/interviews/{interview}/welcome")).select(".dock a.pri")
    return str(button["href"])


def test_what_is_kept_stands_in_both_languages_side_by_side(client, interview) -> None:
    lines = page(client.get(f"/interviews/{interview}/welcome")).select(".lines > li")
    assert len(lines) == 5
    for line in lines:
        assert [p["lang"] for p in line.select(".par > p")] == ["nl", "pl"]
    assert "Joris De Smet" in words(lines[-1])


def test_the_plan_gives_minutes_and_leads_to_each_part(client, interview) -> None:
    welcome = page(client.get(f"/interviews/{interview}/welcome"))
    minutes = [int(words(length).split()[0]) for length in welcome.select(".plan .min")]
    assert minutes == [3, 7, 15, 10, 5, 5]
    for link in welcome.select(".plan a"):
        assert client.get(str(link["href"])).status_code == 200


def test_with_nothing_prepared_the_talk_begins_with_the_expectations(client, interview) -> None:
    assert primary(client, interview).endswith("/expectations")
    client.post(f"/interviews/{interview}/fields/paper:agreement/state", data={"value": "here"})
    assert primary(client, interview).endswith("/documents")


def test_a_companion_who_is_here_can_be_named(client, interview) -> None:
    fields = f"/interviews/{interview}/fields/present:interpreter"
    answer = page(client.post(f"{fields}/here", data={"value": "1"}, headers=HTMX))
    assert answer.select_one("#present-interpreter-name")
    answer = page(client.post(f"{fields}/name", data={"value": "Marta"}, headers=HTMX))
    assert not answer.select_one("#present-interpreter-name"), "it is being edited"
    welcome = page(client.get(f"/interviews/{interview}/welcome"))
    assert welcome.select_one("#present-interpreter-name")["value"] == "Marta"


def test_how_the_name_sounds_is_kept(client, interview) -> None:
    client.post(f"/interviews/{interview}/fields/trainee/said", data={"value": "OH-la"})
    welcome = page(client.get(f"/interviews/{interview}/welcome"))
    assert welcome.select_one("#trainee-said")["value"] == "OH-la"
