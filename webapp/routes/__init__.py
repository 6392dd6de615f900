"""Every page and every change, one blueprint per noun."""

from __future__ import annotations

from flask import Flask

from webapp.routes import (
    access,
    agreements,
    device,
    devices,
    documents,
    expectations,
    exports,
    fields,
    handover,
    health,
    history,
    home,
    ink,
    interviews,
    invitation,
    keeping,
    kept,
    languages,
    later_talks,
    notes,
    office,
    papers,
    patterns,
    person,
    pins,
    prepare,
    pwa,
    questions,
    record,
    signing,
    sync,
    trainee_questions,
    undos,
    welcome,
)

BLUEPRINTS = (
    access.bp,
    agreements.bp,
    device.bp,
    devices.bp,
    documents.bp,
    expectations.bp,
    exports.bp,
    fields.bp,
    handover.bp,
    health.bp,
    history.bp,
    home.bp,
    ink.bp,
    interviews.bp,
    invitation.bp,
    keeping.bp,
    kept.bp,
    languages.bp,
    later_talks.bp,
    notes.bp,
    office.bp,
    papers.bp,
    patterns.bp,
    person.bp,
    pins.bp,
    prepare.bp,
    pwa.bp,
    questions.bp,
    record.bp,
    signing.bp,
    sync.bp,
    trainee_questions.bp,
    undos.bp,
    welcome.bp,
)


def init_app(app: Flask) -> None:
    """Register every blueprint."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
