"""The start page, and what all pages of articles share."""

from __future__ import annotations

from flask import Blueprint, render_template

from kg.catalogue import load_catalogue
from kg.paths import RENDERING
from kg.web.service import service

blueprint = Blueprint("pages", __name__)
shared = Blueprint(
    "rendering",
    __name__,
    template_folder=str(RENDERING / "templates"),
    static_folder=str(RENDERING / "static"),
    static_url_path="/static/reading",
)


@blueprint.get("/")
def start() -> str:
    """Show what there is and what can be asked."""
    return render_template("start.html", counts=service().counts(), examples=load_catalogue())
