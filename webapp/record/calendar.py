"""The invitation as a calendar file (RFC 5545), by icalendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress

from webapp.domain.appointment import sequence
from webapp.domain.interview import Interview


def calendar_file(
    interview: Interview, zone: ZoneInfo, *, summary: str, description: Sequence[str], place: str
) -> bytes | None:
    """The appointment as an iCalendar object; None as long as it has no day.

    `zone`: where its hour counts when it names no zone of its own. Without an hour it is an
    event of the whole day. The UID stays, SEQUENCE counts the changes, and an appointment that
    was called off is a CANCEL.
    """
    made = interview.appointment
    if made.date is None:
        return None
    event = Event()
    event.add("uid", f"{interview.id}@onthaal")
    event.add("sequence", sequence(interview.log))
    event.add("dtstamp", _last_change(interview))
    event.add("summary", summary)
    event.add("description", "\n\n".join(description))
    event.add("status", "CANCELLED" if made.cancelled else "CONFIRMED")
    if place:
        event.add("location", place)
    _add_times(event, made.date, made.start(zone), made.minutes)
    _add_people(event, interview)
    calendar = Calendar()
    calendar.add("prodid", "-//Onthaal//Invitation//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if made.cancelled else "REQUEST")
    calendar.add_component(event)
    calendar.add_missing_timezones(made.date, made.date + timedelta(days=366))
    return calendar.to_ical()


def _add_times(event: Event, day: object, start: datetime | None, minutes: int) -> None:
    if start is None:
        event.add("dtstart", day)
        return
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))


def _add_people(event: Event, interview: Interview) -> None:
    """Those whose addresses are known: an organizer without one is not allowed."""
    for role, name in (("mentor", "organizer"), ("trainee", "attendee")):
        address = interview.log.value(role, "email")
        if address:
            person = vCalAddress(f"mailto:{address}")
            person.params["cn"] = interview.person(role).name  # type: ignore[arg-type]
            event.add(name, person)


def _last_change(interview: Interview) -> datetime:
    moments = [change.moment for change in interview.log]
    last = next((moment for moment in reversed(moments) if moment and moment.tzinfo), None)
    return (last or datetime(2026, 1, 1, tzinfo=UTC)).astimezone(UTC)
