"""The internship agreement of an interview: what it says now, its file and its pages."""

from __future__ import annotations

from dataclasses import dataclass

from webapp import languages
from webapp.content.internship import Template
from webapp.domain.canonical import canonical
from webapp.domain.closing import closing_of, closings
from webapp.domain.internship import Signatory, chosen_template, signatories
from webapp.domain.internship_content import freeze_agreement, party_values
from webapp.domain.interview import Interview
from webapp.domain.record_file import record_file
from webapp.records import Record, printed, signed_record, standing_record


@dataclass(frozen=True)
class Internship:
    """An interview's agreement by its chosen template."""

    interview: Interview
    template: Template

    @property
    def signatories(self) -> list[Signatory]:
        return signatories(self.interview.log, self.template)

    @property
    def record(self) -> Record:
        """What it says now: as it was signed, where somebody did."""
        signed = standing_record(self.interview.agreement_signing)
        return signed or Record(
            freeze_agreement(self.interview, self.template, languages.text)
        )

    @property
    def latest(self) -> Record:
        """As it was signed last; before that what it says now."""
        latest = self.interview.agreement_signing.latest
        return (signed_record(latest) if latest else None) or self.record

    @property
    def file(self) -> bytes:
        """`agreement.json`: canonical bytes, as of `webapp.domain.record_schema`."""
        record, signing = self.latest, self.interview.agreement_signing
        closing = closing_of(closings(self.interview.log), record.hash)
        parties = party_values([each.party for each in self.signatories])
        return canonical(record_file(record.content, signing.events, closing, parties))

    def pdf(self, verify_url: str | None) -> bytes:
        """`agreement.pdf`: the same for people to read, with the file inside."""
        return printed(self.file, verify_url)[0]


def internship(interview: Interview) -> Internship | None:
    """The agreement; None while no template was chosen."""
    template = chosen_template(interview.log)
    return Internship(interview, template) if template else None
