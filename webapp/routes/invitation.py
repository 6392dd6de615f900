"""The invitation, in both languages: to print, to send, to put into a calendar."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import segno
from flask import Blueprint, Response, abort, render_template
from markupsafe import Markup

from webapp import extras
from webapp.domain.interview import Interview
from webapp.domain.record import Freezer
from webapp.domain.text import Text
from webapp.interviews import get_interview
from webapp.languages import Day, speak, text
from webapp.messages import Message, _
from webapp.record.calendar import calendar_file
from webapp.session import zone

bp = Blueprint("invitation", __name__, url_prefix="/interviews/<interview_id>")

TITLE = _("First talk")
CAPTION = _("This code holds the invitation as text. A phone reads it without internet.")


@bp.get("/invitation")
def show(interview_id: str) -> str:
    """The page to print, with the text to send."""
    interview = get_interview(interview_id)
    speak(_languages(interview), always_all=True)
    mail = "\n\n".join(_letters(interview))
    subject = _subject(interview)
    theirs = "\n".join(_letter(interview, interview.trainee.language))
    return render_template(
        "invitation/show.html",
        mail=mail,
        mailto=_mailto(interview, subject, mail),
        subject=subject,
        qr=_qr(theirs),
        lead=_invited(interview),
        caption=CAPTION,
        title=_title(interview),
    )


@bp.get("/invitation.ics")
def calendar(interview_id: str) -> Response:
    """The calendar file; there is none before there is a day."""
    interview = get_interview(interview_id)
    file = calendar_file(
        interview,
        zone(),
        summary=_subject(interview),
        description=_letters(interview),
        place=", ".join(_places(interview)),
    )  # fmt: skip
    if file is None:
        abort(404)
    answer = Response(file, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="invitation.ics"'
    return answer


@bp.get("/invitation.pdf")
def pdf(interview_id: str) -> Response:
    """The page as a PDF, to be sent along."""
    interview = get_interview(interview_id)
    speak(_languages(interview), always_all=True)
    answer = Response(_printed(interview), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="invitation.pdf"'
    return answer


def _printed(interview: Interview) -> bytes:
    """The invitation for `webapp.record_pdf`, its words said in both languages."""
    made, said = interview.appointment, Freezer(_languages(interview), text)
    ask = _("Ask for: %(name)s", name=made.ask_for) if made.ask_for else None
    where = [each for each in (made.place, made.address, ask) if each]
    own = [each.words for each in interview.expectations if not each.own]
    made_of: dict[str, Any] = {
        "languages": _languages(interview),
        "document": said.sentence(TITLE),
        "title": said.sentence(_("Welcome, %(name)s", name=interview.trainee.short)),
        "cancelled": said.maybe(_("Called off") if made.cancelled else None),
        "lead": said.sentence(_invited(interview)),
        "day": said.sentence(Day(made.date) if made.date else _("The day follows.")),
        "time": said.maybe(made.time),
        "where": [said.sentence(each) for each in where],
        "lists": [
            (said.sentence(title), [said.sentence(each) for each in things])
            for title, things in (
                (_("Please bring"), [thing.words for thing in made.chosen]),
                (_("Think about it beforehand: what do you expect?"), own),
            )
        ],
        "code": "\n".join(_letter(interview, interview.trainee.language)),
        "caption": said.sentence(CAPTION),
    }
    printed: bytes = extras.record_pdf().invitation_pdf(made_of)
    return printed


def _invited(interview: Interview) -> Message:
    name = interview.mentor.name or "…"
    return _("You are invited to your first talk with: %(name)s", name=name)


def _languages(interview: Interview) -> list[str]:
    """The trainee's language first: it is the trainee who is invited."""
    return interview.languages_for("trainee")


def _title(interview: Interview) -> Message:
    company = interview.log.value("host", "company")
    who = [interview.mentor.short, interview.trainee.short]
    names = " + ".join(name for name in who if name)
    return _("First talk: %(names)s", names=f"{names}, {company}" if company else names)


def _subject(interview: Interview) -> str:
    """The title in every language of the two."""
    return " / ".join(text(_title(interview), each) for each in _languages(interview))


def _mailto(interview: Interview, subject: str, mail: str) -> str:
    """The address that opens an e-mail program (RFC 6068: blanks as %20, lines end in CRLF)."""
    to = quote(str(interview.log.value("trainee", "email", "")), safe="@")
    parts = {"subject": subject, "body": mail.replace("\n", "\r\n")}
    return f"mailto:{to}?{urlencode(parts, quote_via=quote)}"


def _letters(interview: Interview) -> list[str]:
    """The invitation in each language."""
    return ["\n".join(_letter(interview, each)) for each in _languages(interview)]


def _letter(interview: Interview, language: str) -> list[str]:
    """The invitation as lines of plain text in one language."""
    return [text(line, language) for line in _lines(interview, language)]


def _lines(interview: Interview, language: str) -> list[Message]:
    made = interview.appointment
    lines = [_("Hello %(name)s,", name=interview.trainee.short)]
    if made.cancelled:
        return [*lines, _("The talk is called off. You will hear from us.")]
    lines.append(_("Welcome to your first talk with: %(name)s", name=interview.mentor.name or "…"))
    if made.date:
        lines.append(_("When: %(day)s", day=Day(made.date)))
    if made.time:
        lines.append(_("Hour: %(time)s", time=made.time))
    if place := _place(interview, language):
        lines.append(_("Where: %(place)s", place=", ".join(place)))
    if made.ask_for:
        lines.append(_("Ask for: %(name)s", name=made.ask_for))
    if made.chosen:
        lines.append(_("Bring: %(things)s", things=[thing.words for thing in made.chosen]))
    lines.append(_("Think beforehand about what you expect from this placement."))
    return lines


def _place(interview: Interview, language: str) -> list[str]:
    made = interview.appointment
    exact = made.place.in_language(language) if isinstance(made.place, Text) else ""
    return [part for part in (made.address, exact) if part]


def _places(interview: Interview) -> list[str]:
    """Where it is, in as many languages as somebody wrote it."""
    said = (part for each in _languages(interview) for part in _place(interview, each))
    return list(dict.fromkeys(said))


def _qr(mail: str) -> Markup | None:
    """The letter as a code that a phone reads without a network; None where it is too long."""
    try:
        code = segno.make_qr(mail, error="l")
    except segno.DataOverflowError:
        return None
    return Markup(code.svg_inline(scale=1, border=2, omitsize=True))
