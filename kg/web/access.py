"""Who may write: whoever has the token the server was started with (RFC 6750, section 2.1)."""

from __future__ import annotations

import hmac

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from kg.web.service import service


def require_token() -> None:
    """Raise Forbidden where nobody may write, Unauthorized without the right token."""
    token = service().token
    if token is None:
        raise Forbidden("Writing is switched off; start the server with a token to allow it.")
    given = request.authorization
    sent = given.token if given is not None and given.type == "bearer" else None
    if sent is None or not hmac.compare_digest(sent.encode(), token.encode()):
        raise Unauthorized(
            "Send the header Authorization: Bearer with the server's token.",
            www_authenticate=WWWAuthenticate("bearer", {"realm": "communique"}),
        )
