"""Finished pages, kept in the memory of this process for as long as they are right.

A page is right for one stamp (`publishing.stamp`): the content's version and the last moment at which something
appeared or went by itself. The version is read before the page is made, at most once a second, so an edit is public
within a second on every process; what is scheduled appears at its moment.

While the database is away, the pages of the last known version are served until the next such moment passes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from time import monotonic

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase, ResponseHeaders
from django.utils import timezone
from django.utils.http import parse_etags

from . import stamp
from .compression import compress, encoding_for
from .personal import asks_in_person, is_for_one
from .stamp import Stamp

READ_AGAIN = 1.0  # seconds for which a version is taken to be the current one
LONGEST_QUERY = 300  # characters; a longer one is none of ours
OVERHEAD = 1_000  # bytes that an answer takes beside its own
OF_THE_BODY = {"content-type", "content-length", "content-encoding"}


class KeptHeaders(ResponseHeaders):
    """The headers of an answer, which Django looked at once; doing so anew would take longer than all the rest."""

    def __init__(self, headers: Mapping[str, tuple[str, str]]) -> None:
        self._store = dict(headers)

    @classmethod
    def of(cls, response: HttpResponse) -> KeptHeaders:
        return cls({name.lower(): (name, value) for name, value in response.items()})

    def lent(self) -> KeptHeaders:
        """The same for one answer, which may be changed on its way out."""
        return KeptHeaders(self._store)


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer, in one encoding."""

    body: bytes
    headers: KeptHeaders
    etag: str

    @classmethod
    def of(cls, response: HttpResponse, encoding: str) -> Answer:
        compress(response, encoding, thorough=True)
        body = bytes(response.content)
        etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
        response.headers.setdefault("Cache-Control", "no-cache")  # a browser keeps the page, and asks each time
        response.headers["ETag"] = etag
        response.headers["Content-Length"] = str(len(body))
        return cls(body, KeptHeaders.of(response), etag)

    def to(self, request: HttpRequest) -> HttpResponse:
        known = self._is_known_to(request)
        response = HttpResponse(status=304) if known else HttpResponse(self.body)
        response.headers = self.headers.lent()
        if known:
            for name in OF_THE_BODY:
                response.headers.pop(name, None)
        return response

    def _is_known_to(self, request: HttpRequest) -> bool:
        header = request.META.get("HTTP_IF_NONE_MATCH", "")
        # A proxy that compressed the page anew has made the tag a weak one, which does to ask by.
        return bool(header) and not {"*", self.etag, f"W/{self.etag}"}.isdisjoint(parse_etags(header))

    def weight(self) -> int:
        """The bytes of memory that it takes, about."""
        return OVERHEAD + len(self.body) + sum(len(name) + len(value) for name, value in self.headers.items())


class Shelf:
    """Answers up to a number and a weight; the one that was not asked for the longest goes first.

    One that would take more than a quarter of the place gets none.
    """

    def __init__(self, most: int, heaviest: int) -> None:
        self.most, self.heaviest, self.weight = most, heaviest, 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Hashable) -> Answer | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: Answer) -> None:
        if answer.weight() > self.heaviest / 4:
            return
        with self._lock:
            self._drop(key)
            self._answers[key] = answer
            self.weight += answer.weight()
            while self.weight > self.heaviest or len(self._answers) > self.most:
                self._drop(next(iter(self._answers)))

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self.weight = 0

    def _drop(self, key: Hashable) -> None:
        gone = self._answers.pop(key, None)
        self.weight -= gone.weight() if gone else 0


class Stamps:
    """The stamp of now; `changed` is called when the content's version is another one."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed, self._token, self._due = changed, "", float("-inf")
        self._reading = Lock()

    def now(self) -> Stamp | None:
        """Nothing where there is no content yet, or no database to ask."""
        try:
            self._read_if_due()
            token = self._token
            # Boundaries are in memory, so they pass on time, between two readings and without a database too.
            return Stamp(token, stamp.last_boundary(token, timezone.now())) if token else None
        except Error:
            return None

    def _read_if_due(self) -> None:
        # One thread asks; the others go on with what is known, however long a database that hangs lets it wait.
        if monotonic() < self._due or not self._reading.acquire(blocking=not self._token):
            return
        try:
            if monotonic() >= self._due:
                self._read()
        finally:
            self._reading.release()

    def _read(self) -> None:
        begun = monotonic()
        try:
            token = stamp.current().token
        except Error:
            self._due = monotonic() + READ_AGAIN  # whoever waited for a database that hangs need not do so again
            return
        self._due = begun + READ_AGAIN
        if token != self._token:
            self._token = token
            self._changed()


class PageCacheMiddleware:
    """Answers a reader's GET and HEAD from memory.

    `settings.PUBLIC_PAGES` names the pages, and what each takes from its address: an address with anything else in it
    passes by, and so does an editor. Pages with parameters have a shelf of their own, or whoever makes parameters up
    could push every other page out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.DEBUG:
            raise MiddlewareNotUsed  # whoever works on a template wants to see it
        self.get_response = get_response
        self.parameters = {name for names in settings.PUBLIC_PAGES.values() for name in names}
        self.plain, self.asked = Shelf(4_000, 32 * 2**20), Shelf(250, 4 * 2**20)
        self.stamps = Stamps(self.clear)

    def clear(self) -> None:
        self.plain.clear()
        self.asked.clear()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if asks_in_person(request):
            response = self.get_response(request)
            response.headers.setdefault("Cache-Control", "private, no-cache")  # nor may a proxy keep an editor's page
            return response
        asked = self._asked(request)
        key = None if asked is None else self._key(request, asked)
        return self.get_response(request) if key is None else self._answer(request, self._shelf(asked), key)

    def _shelf(self, asked: object) -> Shelf:
        return self.asked if asked else self.plain

    def _answer(self, request: HttpRequest, shelf: Shelf, key: Hashable) -> HttpResponseBase:
        found = shelf.get(key)
        if found is None:
            response = self.get_response(request)
            if not isinstance(response, HttpResponse) or not _may_be_kept(request, response):
                return response
            found = Answer.of(response, encoding_for(request))
            shelf.put(key, found)
        return found.to(request)

    def _asked(self, request: HttpRequest) -> tuple[tuple[str, str], ...] | None:
        """The parameters of a request for a page, in one order; nothing if it asks for something else, or oddly."""
        if request.method not in {"GET", "HEAD"} or request.content_params:
            return None
        query = request.META.get("QUERY_STRING", "")
        if not query:
            return ()
        given = {} if len(query) > LONGEST_QUERY else dict(request.GET.lists())
        if not given or not self.parameters.issuperset(given) or any(len(values) > 1 for values in given.values()):
            return None
        return tuple(sorted((name, values[0]) for name, values in given.items()))

    def _key(self, request: HttpRequest, asked: tuple[tuple[str, str], ...]) -> Hashable | None:
        try:
            host, _ = split_domain_port(request.get_host())  # whoever asks can make ports up
        except DisallowedHost:
            return None  # it is refused further in, with all the headers of a page
        now = self.stamps.now()
        address = (request.scheme, host, request.path, request.path_info)
        return now and (*address, asked, encoding_for(request), now)


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """It is one of the public pages, asked for as that page is, and the same for everybody."""
    page = request.resolver_match.view_name if request.resolver_match else None
    return (
        response.status_code == 200
        and page in settings.PUBLIC_PAGES
        and set(settings.PUBLIC_PAGES[page]).issuperset(request.GET)
        and not is_for_one(response)
        and not response.has_header("Vary")
        and not response.has_header("Content-Encoding")
        and not {"no-store", "private"} & set(response.headers.get("Cache-Control", "").replace(",", " ").split())
        and "'nonce-" not in response.headers.get("Content-Security-Policy", "")
    )
