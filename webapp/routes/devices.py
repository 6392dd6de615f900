"""Who may come in: the access code, and the devices that gave it."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, devices, office, sync
from webapp.domain.errors import InvalidValue
from webapp.domain.people import NAME
from webapp.guard import of_office
from webapp.interviews import store
from webapp.messages import _
from webapp.pages import tell
from webapp.session import device_id

bp = Blueprint("devices", __name__, url_prefix=office.PATH)


@bp.get("/devices")
@of_office
def show() -> str:
    """The access code and the list."""
    return render_template(
        "devices/show.html",
        code=access.code_of(store()),
        fixed=access.is_fixed(),
        asked=not current_app.config["OPEN_ON_LOOPBACK"],
        devices=devices.listed(sync.awaited(store())),
        this=device_id(),
        newest=current_app.config["BUNDLE"],
    )


@bp.post("/codes")
@of_office
def change_code() -> Response:
    """Take another access code (form: `code`; a fresh one without); devices are asked for it."""
    if access.is_fixed():
        raise InvalidValue(_("The code is set where the server is started. Change it there."))
    access.change_code(store(), request.form.get("code", ""))
    access.let_in()
    office.enter(office.PATH)
    office.note("code")
    tell(
        _("There is a new access code. Other devices are asked for it; nothing on them is lost.")
    )
    return _back()


@bp.post("/devices/<device>/name")
@of_office
def rename(device: str) -> Response:
    """Call a device otherwise (form: `name`)."""
    name = NAME.parse(request.form.get("name", ""))
    if not name:
        raise InvalidValue(_("Write a name for this device."))
    devices.rename(device, str(name))
    return _back()


@bp.post("/devices/<device>/access")
@of_office
def let_in(device: str) -> Response:
    """Let a device in (form: `value`), or without it cut it off. Nothing on it is touched."""
    off = not request.form.get("value")
    if off and device == device_id():
        raise InvalidValue(_("This is the device in front of you. Cut it off from another one."))
    devices.cut_off(device, off=off)
    office.note("cut-off" if off else "let-in", device)
    return _back()


def _back() -> Response:
    return redirect(url_for("devices.show"), 303)
