"""Whether the program answers and its database does."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.flow.files.store import is_ours
from prongsai.flow.jobs.standing import late_names
from prongsai.flow.site.desk.running import proof
from prongsai.web.shell.scoping import public


@require_safe
@public
def health(request: HttpRequest) -> HttpResponse:
    """200 where the database answers; anybody may ask, so it tells no more than that, and whether something that the
    program does by itself is late, or files lie in another folder than this database's: the site answers all the same,
    and what is late stands on the administrator's page.

    On a desk it also proves to whoever can read the folder of data that it is the program of that folder.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    asked = request.GET.get("proof", "")
    proved = {"proof": proof(asked)} if asked and settings.OPTIONS.mode == "desk" else {}
    late = {"jobs": "late"} if late_names(now=timezone.now()) else {}
    files = {} if is_ours(settings.OPTIONS.home, now=timezone.now()) else {"files": "elsewhere"}
    return JsonResponse({"status": "ok"} | late | files | proved)
