"""Pictures coming in from editors, and going out to readers."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from ..models import Watched
from .files import path_of
from .forms import HERE, NewPictureForm, markdown
from .making import MOST_BYTES, TOO_LARGE, Refused

REFUSED = "Pictures are added by editors who are signed in."
UNREADABLE = "This could not be read. Choose the picture again."
BESIDE = 64 * 1024  # bytes of a form around its file
A_YEAR = 365 * 24 * 3600
# The name of a file is the hash of what is in it, so it never changes; readers of the feed show it elsewhere.
ELSEWHERE = "Cross-Origin-Resource-Policy"
HEADERS = {
    "Cache-Control": f"public, max-age={A_YEAR}, immutable",
    "Content-Disposition": "inline",
    ELSEWHERE: "cross-origin",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def upload(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of a picture. It asks no database, so that pages that are kept have their pictures too."""
    path = path_of(name)
    if path is None:
        raise Http404
    size = str(path.stat().st_size)
    headers = {**HEADERS, "Content-Type": "image/webp", "ETag": quote_etag(path.stem)}
    bare = HttpResponse(headers={**headers, "Content-Length": size})
    answer = get_conditional_response(request, etag=headers["ETag"], response=bare) or bare
    if answer is bare and request.method != "HEAD":
        return FileResponse(path.open("rb"), headers=headers)
    answer.headers.setdefault(ELSEWHERE, HEADERS[ELSEWHERE])
    return answer


@csrf_exempt  # only out here: the token stands in the body, which is not read before its length is known
@never_cache
@require_POST
def add_picture(request: HttpRequest) -> HttpResponse:
    """Take a picture from the editor, and answer with the Markdown that shows it."""
    if not may_add(request.user):
        return _refused(REFUSED, 403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + BESIDE:
        return _refused(TOO_LARGE, 413)
    try:
        return _add(request)
    except (BadRequest, MultiPartParserError, RequestDataTooBig, SuspiciousOperation):
        return _refused(UNREADABLE, 400)


@csrf_protect
def _add(request: HttpRequest) -> HttpResponse:
    form = NewPictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(" ".join(form.sentences()), 413 if form.is_too_large() else 400)
    try:
        picture, new = form.keep()
    except Refused as refusal:  # taken down since its form was checked
        return _refused(str(refusal), 400)
    words = markdown(picture, form.cleaned_data["description"])
    return JsonResponse({"markdown": words, "note": "" if new else HERE})


def may_add(user: User | AnonymousUser) -> bool:
    """Whether somebody is staff and may add or change some content."""
    if not (user.is_active and user.is_staff):
        return False
    models = [model._meta for model in apps.get_models() if issubclass(model, Watched)]
    names = (f"{each.app_label}.{action}_{each.model_name}" for each in models for action in ("add", "change"))
    return any(user.has_perm(name) for name in names)


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"refusal": sentence}, status=status)
