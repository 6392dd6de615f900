"""What makes a browser an installed app: its manifest, and the page shown while it starts."""

from __future__ import annotations

import json

from flask import Blueprint, Response, current_app, render_template

from webapp import languages
from webapp.guard import public
from webapp.messages import _

bp = Blueprint("pwa", __name__)


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """The web app manifest, in the reader's language (https://www.w3.org/TR/appmanifest/)."""
    language = languages.page_language()
    icons = (("icons/onthaal.svg", "any"), ("icons/maskable.svg", "maskable"))
    asset = current_app.jinja_env.globals["asset"]
    content = {
        "id": "/",
        "name": languages.text(_("First talk"), language),
        "short_name": languages.text(_("First talk"), language),
        "lang": language,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#FFFFFF",
        "theme_color": "#FFFFFF",
        "icons": [
            {"src": asset(name), "sizes": "any", "type": "image/svg+xml", "purpose": purpose}  # type: ignore[operator]
            for name, purpose in icons
        ],
    }
    return Response(json.dumps(content, ensure_ascii=False), mimetype="application/manifest+json")


@bp.get("/shell")
@public
def shell() -> str:
    """What a tablet shows while its engine starts; the page asked for takes its place."""
    return render_template("pwa/shell.html")
