"""Where machines hand letters in: `POST /inbox/`. A token opens it, no log-in."""

import json
import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kiosk.centre.inbox import Inbox, machine_of
from kiosk.wire.letters import SEALED_MAX_BYTES

if TYPE_CHECKING:
    from kiosk.centre.apps import CentreApp

BATCH_MAX = 50
_BODY_MAX_BYTES = BATCH_MAX * SEALED_MAX_BYTES * 2
_ID = re.compile(r"[0-9a-f]{32}")


@csrf_exempt  # a token, no cookie, opens it
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Keep letters; answer with the ids that are kept, durably, and those that cannot be opened."""
    machine = machine_of(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if machine is None:
        return JsonResponse({"detail": "no token, or one that this centre does not know"}, status=401)
    if int(request.headers.get("Content-Length") or 0) > _BODY_MAX_BYTES:
        return JsonResponse({"detail": f"a body has at most {_BODY_MAX_BYTES} bytes"}, status=413)
    try:
        letters = _letters(json.loads(request.body))
    except (ValueError, KeyError, TypeError) as err:
        return JsonResponse({"detail": f"this is no list of letters: {err}"}, status=422)
    app = cast("CentreApp", apps.get_app_config("centre"))
    kept, refused = Inbox(app.keys.letters(), app.clock.now()).take(letters, machine)
    return JsonResponse({"kept": kept, "refused": refused})


def _letters(body: Any) -> list[tuple[str, bytes]]:
    letters = [(str(letter["id"]), b64decode(letter["sealed"], validate=True)) for letter in body["letters"]]
    if len(letters) > BATCH_MAX:
        raise ValueError(f"more than {BATCH_MAX} at once")
    if not all(_ID.fullmatch(letter_id) and len(data) <= SEALED_MAX_BYTES for letter_id, data in letters):
        raise ValueError("an id is none, or a letter is too long")
    return letters
