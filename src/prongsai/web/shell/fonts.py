"""The font of the screens, out of the package that brings it."""

from __future__ import annotations

from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from prongsai.web.shell.scoping import public

NAMES = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")


@require_safe
@public
def font(request: HttpRequest, name: str) -> HttpResponse:
    """A font file; kept by browsers for a year, since a changed font would have another name."""
    if name not in NAMES:
        raise Http404
    data = (files("fontpkg_sarabun") / "files" / name).read_bytes()
    return HttpResponse(data, content_type="font/ttf", headers={"Cache-Control": "public, max-age=31536000, immutable"})
