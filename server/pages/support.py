"""The support website `/` and the session link `/j`: where a customer comes in."""

from flask import Blueprint, render_template

blueprint = Blueprint("support", __name__)


@blueprint.get("/")
def website() -> str:
    """The field for the support key."""
    return render_template("support.html", boot={})


@blueprint.get("/j")
def link() -> str:
    """The page of every session link: its token stands in the fragment, the script joins.

    A scanner or preview that only gets the page uses nothing up.
    """
    return render_template("join.html", boot={})
