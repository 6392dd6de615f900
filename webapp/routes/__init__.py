"""Every page and every change, one blueprint per noun."""

from __future__ import annotations

from flask import Flask

from webapp.routes import (
    access,
    agreements,
    closings,
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
    kept,
    languages,
    later_talks,
    notes,
    patterns,
    pins,
    prepare,
    pwa,
    questions,
    record,
    shares,
    signing,
    sync,
    trainee_questions,
    undos,
    verification,
    welcome,
)

BLUEPRINTS = (
    access.bp,
    agreements.bp,
    closings.bp,
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
    kept.bp,
    languages.bp,
    later_talks.bp,
    notes.bp,
    patterns.bp,
    pins.bp,
    prepare.bp,
    pwa.bp,
    questions.bp,
    record.bp,
    shares.bp,
    signing.bp,
    sync.bp,
    trainee_questions.bp,
    undos.bp,
    verification.bp,
    welcome.bp,
)


def init_app(app: Flask) -> None:
    """Register every blueprint."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
