"""Expectations as both see them, and as the trainee alone does."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from tests.cast import GIULIA, JORIS
from tests.conftest import make_interview
from tests.html import page, words
from webapp.content.expectations import EXPECTATIONS, RULES
from webapp.interviews import store

HTMX = {"HX-Request": "true"}


class Table:
    """Joris and Ola at the tablet."""

    def __init__(self, client: FlaskClient, interview: str) -> None:
        self.client = client
        self.url = f"/interviews/{interview}"

    def page(self, only: str = "") -> BeautifulSoup:
        return page(self.client.get(f"{self.url}/expectations{only and '?only=' + only}"))

    def put(self, entity: str, field: str, value: str = "1", status: int = 200) -> BeautifulSoup:
        url = f"{self.url}/fields/{entity}/{field}"
        return page(self.client.post(url, data={"value": value}, headers=HTMX), status)

    def add(self, things: str, **form: str) -> BeautifulSoup:
        return page(self.client.post(f"{self.url}/{things}", data=form, headers=HTMX))

    def answer(self, key: str, answer: str) -> Tag:
        """Mark and answer one expectation; gives its row as it is shown then."""
        self.put(f"expectation:{key}", "wanted")
        return row(self.put(f"expectation:{key}", "answer", answer), key)

    def hand_over(self) -> None:
        with self.client.session_transaction() as session:
            session.update(holder="trainee", interview=self.url.split("/")[2])

    def objective(self, text: str) -> str:
        """Write an objective, as the placement's preparation does; gives its key."""
        from webapp.interviews import add, get_interview

        with self.client.application.test_request_context(headers={"Host": "localhost"}):
            interview = get_interview(self.url.split("/")[2])
            return add(interview, "objective", {"text": text}).partition(":")[2]


@pytest.fixture
def table(client: FlaskClient, interview: str) -> Table:
    return Table(client, interview)


def row(soup: BeautifulSoup, key: str) -> Tag:
    found = soup.select_one(f"#expectation-{key}")
    assert found is not None
    return found


def counts(soup: BeautifulSoup) -> list[str]:
    return [words(chip.select_one(".c")) for chip in soup.select("#filters a")]


def shown(soup: BeautifulSoup) -> list[str]:
    return [
        each["id"].removeprefix("expectation-") for each in soup.select("#expectations > li[id]")
    ]


# -- the page for both -----------------------------------------------------------------------


def test_every_row_holds_the_trainees_mark_and_the_mentors_three_answers(table: Table) -> None:
    soup = table.page()
    assert shown(soup) == list(EXPECTATIONS)
    for each in soup.select("#expectations > .row"):
        assert len(each.select("input[type=checkbox][id^=wanted-]")) == 1
        assert [r["value"] for r in each.select("input[type=radio]")] == ["yes", "partly", "no"]
        assert not each.select("input[checked]")


def test_a_mark_and_an_answer_stay_and_the_bridge_shows_them(table: Table) -> None:
    assert row(table.put("expectation:hands-on", "wanted"), "hands-on")["data-state"] == "open"
    for answer, state in (("yes", "agree"), ("partly", "partly"), ("no", "no")):
        assert table.answer("hands-on", answer)["data-state"] == state
    kept = row(table.page(), "hands-on")
    assert kept.select_one("input[type=checkbox][id^=wanted-]").has_attr("checked")
    assert kept.select_one("input[value=no]").has_attr("checked")


def test_the_filters_come_with_the_first_answer_and_count(table: Table) -> None:
    assert table.page().select_one("#filters").has_attr("hidden")
    table.put("expectation:daily-life", "wanted")
    assert table.page().select_one("#filters").has_attr("hidden")
    table.answer("hands-on", "no")
    assert not table.page().select_one("#filters").has_attr("hidden")
    assert counts(table.page()) == ["13", "1", "1"]


def test_a_filter_shows_its_rows_only_and_says_so(table: Table) -> None:
    table.put("expectation:daily-life", "wanted")
    table.answer("hands-on", "no")
    assert shown(table.page("discuss")) == ["hands-on"]
    assert shown(table.page("unanswered")) == ["daily-life"]
    assert shown(table.page("nonsense")) == list(EXPECTATIONS)
    current = table.page("discuss").select("#filters [aria-current]")
    assert [words(each.select_one(".c")) for each in current] == ["1"]


def test_a_filter_without_rows_says_so(table: Table) -> None:
    assert "Nothing here now" in words(table.page("discuss").select_one("#expectations"))


def test_a_change_leaves_the_row_where_it_is_and_the_filter_as_it_was(table: Table) -> None:
    table.put("expectation:daily-life", "wanted")
    url, came_from = f"{table.url}/fields/expectation:daily-life/answer", {
        "Referer": f"http://localhost{table.url}/expectations?only=unanswered"
    }  # fmt: skip
    soup = page(table.client.post(url, data={"value": "yes"}, headers={**HTMX, **came_from}))
    assert row(soup, "daily-life")
    assert not soup.select("#list"), "nothing else moves"
    assert words(soup.select_one("#filters [aria-current]")).startswith("0 No answer yet")


@pytest.mark.parametrize(("answer", "phrase"), [("partly", "supervised"), ("no", "age")])
def test_a_difference_offers_phrases_and_room_for_words(
    table: Table, answer: str, phrase: str
) -> None:
    found = table.answer("hands-on", answer)
    assert found.select_one(f"form[action$='/phrase.{phrase}']")
    assert found.select_one("textarea#expectation-hands-on-note")
    assert bool(found.select("form[action$='/phrase.ask-school']")) is (answer == "no")
    assert bool(found.select("textarea#expectation-hands-on-instead")) is (answer == "no")
    assert found.select_one("details.more").has_attr("open")


def test_what_agrees_asks_for_no_reason(table: Table) -> None:
    assert not table.answer("hands-on", "yes").select("textarea, [action*='/phrase.']")


def test_chosen_phrases_are_the_summary_in_both_languages(table: Table) -> None:
    table.answer("hands-on", "partly")
    table.put("expectation:hands-on", "phrase.from-week", "3")
    table.put("expectation:hands-on", "phrase.supervised")
    found = row(table.page(), "hands-on")
    summary = found.select_one("summary.note")
    assert words(summary.select_one("[lang=nl]")).count("3, ") == 1
    assert words(summary.select_one("[lang=pl]")).count("3, ") == 1
    assert not found.select_one("details.more").has_attr("open"), "the reason is there to read"
    assert found.select_one("input[type=number]")["value"] == "3"


def test_an_answer_can_be_taken_back_without_scripts(table: Table) -> None:
    table.answer("hands-on", "no")
    form = row(table.page(), "hands-on").select_one(".drawer form[action$='/answer']")
    assert form["method"] == "post"
    button = form.button
    answer = table.client.post(form["action"], data={button["name"]: button["value"]})
    assert answer.status_code == 303
    kept = row(table.page(), "hands-on")
    assert not kept.select("input[type=radio][checked]")
    assert kept["data-state"] == "open"
    assert not kept.select(".drawer form[action$='/answer']")


def test_an_answer_taken_back_brings_new_radios_and_focus(table: Table) -> None:
    table.answer("hands-on", "no")
    soup = table.put("expectation:hands-on", "answer", "")
    target = soup.select_one("hx-partial[hx-target='#answer-hands-on']")
    assert target["hx-swap"] == "outerHTML"
    assert target.select_one("input[autofocus]")


def test_a_fourth_star_stays_off_and_says_why(table: Table) -> None:
    for key in ("daily-life", "hands-on", "modern-techniques", "test-skills"):
        table.put(f"expectation:{key}", "wanted")
    for key in ("daily-life", "hands-on", "modern-techniques"):
        star = row(table.put(f"expectation:{key}", "starred"), key).select_one(".star")
        assert star["value"] == "", "the same tap takes it away"
    refused = table.put("expectation:test-skills", "starred", status=422)
    assert "3 stars" in words(refused.select_one("[role=alert]"))
    assert len(table.page().select(".tag.star[value='']")) == 3


def test_only_a_marked_row_can_be_starred(table: Table) -> None:
    assert not table.page().select(".tag.star")


def test_an_objective_is_linked_in_two_taps_and_counted_in_rail_and_strip(table: Table) -> None:
    key = table.objective("Leren lassen")
    assert row(table.page(), "hands-on").select_one("button[popovertarget=more-hands-on]")
    table.put("expectation:hands-on", "wanted")
    soup = table.put("expectation:hands-on", f"objective.{key}")
    assert words(row(soup, "hands-on").select_one(".tag .num")) == "1"
    for place in ("rail", "strip"):
        assert words(soup.select_one(f"#objectives-{place} .c")).startswith("1 ")
        assert not soup.select(f"#objectives-{place} .zero")


def test_an_objective_that_nothing_serves_is_marked_until_it_was_talked_about(
    table: Table,
) -> None:
    key = table.objective("Veilig werken")
    assert len(table.page().select(".goal.zero")) == 2
    assert "Nobody spoke of it yet" in words(table.page().select_one(f"#objective-{key}"))
    soup = table.put(f"objective:{key}", "talked")
    assert not soup.select(".goal.zero")
    assert "Nobody" not in words(soup.select_one(f"#objective-{key}"))
    assert soup.select_one(f"#talked-{key}").has_attr("checked")


@pytest.mark.parametrize("answer", ["partly", "no"])
def test_unfair_treatment_is_no_deal_but_leads_outside(table: Table, answer: str) -> None:
    found = table.answer("fair-treatment", answer)
    assert not found.select("[action*='/phrase.'], textarea")
    assert found.select_one("input#contact-fair-treatment")
    assert found.select_one("a[href$='/prepare']"), "nobody outside is written down yet"


def test_the_person_outside_the_company_is_shown_when_known(table: Table) -> None:
    table.put("outside", "name", "Ann")
    table.put("outside", "phone", "+32 9 1")
    found = table.answer("clear-answers", "no")
    assert "Ann, +32 9 1" in words(found)
    assert not found.select("a[href$='/prepare']")


def test_an_own_expectation_is_marked_from_the_start_and_can_be_changed_and_taken_away(
    table: Table,
) -> None:
    soup = table.add("expectations", text="Leren <b>lassen</b>")
    (key,) = set(shown(soup)) - set(EXPECTATIONS)
    own = row(soup, key)
    assert own["data-state"] == "open"
    assert "Leren <b>lassen</b>" in words(own)
    assert soup.select_one("#expectation-add input[autofocus]"), "the next can follow"
    table.put(f"expectation:{key}", "text", "Leren draaien")
    assert "Leren draaien" in words(row(table.page(), key))
    assert key not in shown(table.put(f"expectation:{key}", "deleted"))


def test_an_expectation_without_words_is_refused_in_words(table: Table) -> None:
    for things in ("expectations", "rules"):
        url = f"{table.url}/{things}"
        refused = page(table.client.post(url, data={"text": " "}, headers=HTMX), 422)
        assert "Write down" in words(refused.select_one("[role=alert]"))


def test_adding_works_without_scripts(table: Table) -> None:
    answer = table.client.post(f"{table.url}/expectations", data={"text": "Leren lassen"})
    assert answer.status_code == 303
    assert answer.location.endswith("/expectations")
    assert len(shown(table.page())) == 14


def test_the_same_request_adds_once(table: Table) -> None:
    for _ in range(2):
        page(
            table.client.post(
                f"{table.url}/expectations",
                data={"text": "Leren lassen"},
                headers={**HTMX, "X-Request-ID": "the-same-request"},
            )
        )
    assert len(shown(table.page())) == 14


def test_marking_alone_first_is_offered_until_something_is_marked(table: Table) -> None:
    assert "mark alone first" in words(table.page().select_one("#mark-first"))
    assert table.page().select_one("form[action$='/handovers'] button[value=expectations]")
    soup = table.put("expectation:hands-on", "wanted")
    assert not words(soup.select_one("#mark-first"))


def test_nothing_is_said_twice_where_both_share_a_language(client: FlaskClient) -> None:
    url = make_interview(client, **{**JORIS, "mentor_language": "fr"}, **GIULIA)
    soup = Table(client, url).page()
    assert not soup.select(".l2")


# -- what the mentor expects -----------------------------------------------------------------


def test_a_reaction_is_one_tap_and_a_second_takes_it_back(table: Table) -> None:
    soup = table.put("rule:ask", "reaction", "help")
    pressed = soup.select_one("#rule-ask [aria-pressed=true]")
    assert words(pressed).startswith("I need help")
    table.put("rule:ask", "reaction", pressed["value"])
    assert not table.page().select("#rule-ask [aria-pressed=true]")


def test_what_is_left_out_is_left_out_of_the_next_talk_too(
    table: Table, client: FlaskClient
) -> None:
    box = table.page().select_one("#chosen-phone-away form")
    values = [each["value"] for each in box.select("[name=value]")]
    assert values == ["", "1"], "ticked sends the empty value first, unticked only the other"
    table.put("rule:phone-away", "omitted", values[1])
    table.put("rule:ask", "reaction", "help")
    table.add("rules", text="Groet iedereen")
    assert len(table.page().select("#rules-list > .row")) == len(RULES)
    later = Table(client, make_interview(client, **JORIS, **GIULIA)).page()
    assert "Groet iedereen" in words(later.select_one("#rules-list"))
    assert not later.select("#rule-phone-away")
    assert not later.select("#rules-list [aria-pressed=true]")


def test_an_own_rule_can_be_taken_away(table: Table) -> None:
    soup = table.add("rules", text="Groet iedereen")
    key = soup.select("#rules-list > .row")[-1]["id"].removeprefix("rule-")
    soup = table.put(f"rule:{key}", "deleted")
    assert len(soup.select("#rules-list > .row")) == len(RULES)
    assert not soup.select(f"#chosen-{key}")


# -- the trainee alone -----------------------------------------------------------------------


def test_alone_the_trainee_sees_marks_and_stars_and_nothing_of_the_mentor(table: Table) -> None:
    table.answer("hands-on", "no")
    table.put("expectation:hands-on", "note", "canary")
    table.put("expectation:hands-on", "phrase.too-dangerous")
    table.hand_over()
    answer = table.client.get(f"{table.url}/expectations")
    soup = page(answer)
    assert len(soup.select("#marks > li")) == 13
    assert soup.select_one("#wanted-hands-on").has_attr("checked")
    assert len(soup.select(".tag.star")) == 1
    assert not soup.select("input[type=radio], textarea, [data-state], #rules, .goals, .drawer")
    assert "canary" not in answer.text
    assert "Too dangerous" not in answer.text
    assert soup.select_one("form[action$='/returns']")


def test_alone_the_trainee_marks_stars_and_adds_and_gets_no_answers_back(table: Table) -> None:
    table.answer("hands-on", "no")
    table.hand_over()
    soup = table.put("expectation:hands-on", "starred")
    assert soup.select_one("#mark-hands-on .star[value='']")
    assert not soup.select("input[type=radio], [data-state], #filters")
    soup = table.add("expectations", text="Nauczyć się spawać")
    assert len(soup.select("#marks > li")) == 14
    assert soup.select("#marks > li:last-child [lang=pl]")


@pytest.mark.parametrize(
    ("entity", "field"),
    [("expectation:hands-on", "answer"), ("expectation:hands-on", "note"), ("rule:ask", "omitted")],
)
def test_alone_the_trainee_writes_nothing_of_the_mentors(
    table: Table, entity: str, field: str
) -> None:
    table.hand_over()
    table.put(entity, field, status=403)
    answer = table.client.post(f"{table.url}/rules", data={"text": "x"}, headers=HTMX)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "thing", ["expectation:nope/wanted", "expectation:hands-on/nope", "rule:nope/reaction",
              "expectation:hands-on/phrase.because", "expectation:hands-on/objective.none"]
)  # fmt: skip
def test_what_does_not_exist_is_not_found(table: Table, thing: str) -> None:
    entity, field = thing.split("/")
    table.put(entity, field, status=404)


def test_every_id_on_the_page_is_there_once(table: Table) -> None:
    table.objective("Leren lassen")
    table.answer("hands-on", "no")
    ids = [each["id"] for each in table.page().select("[id]")]
    assert len(ids) == len(set(ids))
    targets = {each["popovertarget"] for each in table.page().select("[popovertarget]")}
    assert targets <= set(ids)
    assert not [each for each in ids if re.search(r"\s", each)]


def test_the_store_keeps_one_log_for_all_that_outlives_a_talk(table: Table) -> None:
    table.put("rule:ask", "omitted")
    with table.client.application.app_context():
        assert store().logs.open("workplace").value("rule:ask", "omitted") is True
