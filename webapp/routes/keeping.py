"""How long talks are kept, what is old enough to go, and what went."""

from __future__ import annotations

import csv
import io

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from webapp import keeping, office
from webapp.content.office import DONE
from webapp.domain.keeping import PERIODS
from webapp.guard import of_office
from webapp.messages import _, n_
from webapp.pages import tell

bp = Blueprint("keeping", __name__, url_prefix=office.PATH)

LATEST = 50


@bp.get("/keeping")
@of_office
def show() -> str:
    """The period, the talks that are older, and the register of what was erased."""
    return render_template(
        "keeping/show.html",
        periods=PERIODS,
        period=keeping.period(),
        old=keeping.old_talks(),
        most=keeping.AT_ONCE,
        register=keeping.register(),
        latest=LATEST,
        done=DONE,
    )


@bp.post("/keeping")
@of_office
def choose() -> Answer:
    """Keep talks for so many months (form: `months`; none: as long as nobody says)."""
    keeping.choose_period(request.form.get("months", ""))
    office.note("period")
    tell(_("Kept. Nothing is erased before somebody says yes to it."))
    return redirect(url_for("keeping.show"), 303)


@bp.get("/erasures")
@of_office
def ask() -> str | Answer:
    """What erasing old talks means, before it is done (`talk`: one of them; none: all proposed)."""
    only = request.args.get("talk")
    talks = keeping.old_among([only]) if only else keeping.old_talks()[: keeping.AT_ONCE]
    if not talks:
        return redirect(url_for("keeping.show"))
    return render_template("keeping/erasure.html", talks=talks)


@bp.post("/erasures")
@of_office
def erase() -> Answer:
    """Erase the talks named (form: `talk`, any number) that are older than the period."""
    count = keeping.erase_old(set(request.form.getlist("talk")))
    tell(n_("%(num)s talk is erased.", "%(num)s talks are erased.", count))
    return redirect(url_for("keeping.show"), 303)


@bp.get("/register.csv")
@of_office
def download() -> Response:
    """The register as a table: when, what, how, and the id, which names nobody."""
    table = io.StringIO()
    lines = csv.writer(table)
    lines.writerow(["erased_at", "what", "how", "id"])
    for grave in keeping.register():
        lines.writerow([grave.at, "notes" if grave.notes_only else "talk", grave.how, grave.id])
    disposition = {"Content-Disposition": 'attachment; filename="onthaal-erased.csv"'}
    return Response(table.getvalue(), mimetype="text/csv", headers=disposition)
