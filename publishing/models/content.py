"""What every piece of content shares: state, time window, version number, address."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from publishing import changes

from .site import FormerAddress
from .watched import Watched, WatchedQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from publishing.markdown import Text

THE_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

LEADS_BACK = "What replaces it would lead back to this page. Choose another one."

C = TypeVar("C", bound="Content")


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in-review", "In review"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired"


def window(prefix: str = "", at: datetime | None = None) -> Q:
    """The condition "the public may see it at that moment"; `prefix` leads to the content ("outline__")."""
    at = at or timezone.now()
    begun = Q(**{f"{prefix}publish_at": None}) | Q(**{f"{prefix}publish_at__lte": at})
    not_over = Q(**{f"{prefix}expires_at": None}) | Q(**{f"{prefix}expires_at__gt": at})
    return Q(**{f"{prefix}state": State.PUBLISHED}) & begun & not_over


def revised(prefix: str = "") -> Greatest:
    """When readers first saw it as it is now: its last save, or the beginning of its window if that came later."""
    return Greatest("updated", Coalesce(f"{prefix}publish_at", "updated"))


class Listed(NamedTuple):
    """An object that content names outside its texts, and the sentence that says how."""

    kind: str
    target: models.Model
    sentence: str = ""


class Tracked(Watched):
    """Something with an address of its own and a version number that counts its saves."""

    # The related rows that its texts and lists are made of, as `prefetch_related` names them.
    NAMES: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            self.version += 1
        with changes.gathered(options.get("using")):  # what hears of the change knows the former address, too
            before = self.stored_address()
            super().save(*args, **options)
            FormerAddress.objects.keep(self, before)

    def gave_way_to(self) -> Tracked | None:
        """What takes its place for readers, now that its own time is over."""
        return None

    def was_seen(self) -> bool:
        """Whether its state says that readers have met it, or will."""
        return self.visibility()[0] is not None

    def stored_address(self) -> str:
        """The address that it has in the database; empty before its first save."""
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        return stored.get_absolute_url() if stored else ""

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    def visibility(self) -> tuple[datetime | None, datetime | None]:
        """From when until when the public may see it; (None, None) is never, an empty end is for good."""
        raise NotImplementedError

    def governing(self) -> Content:
        """The content whose state decides whether readers see this."""
        raise NotImplementedError

    def is_live(self, at: datetime | None = None) -> bool:
        begin, end = self.visibility()
        at = at or timezone.now()
        return begin is not None and begin <= at and (end is None or at < end)

    def revised_at(self) -> datetime:
        """When readers first saw it as it is now."""
        return max(self.updated, self.visibility()[0] or self.updated)

    def may_show_text(self, at: datetime | None = None) -> bool:
        """Whether its texts may be shown, wherever it is itself."""
        return True

    def check_parts(self) -> None:
        """Raise ValidationError where the object with all its parts breaks a rule that no single row can see."""

    @classmethod
    def references(cls) -> models.QuerySet[Any]:
        """The objects with what a line that names them needs."""
        return cls._default_manager.all()

    def texts(self) -> Sequence[Text]:
        """The Markdown texts of its page, in the order in which they stand there."""
        return ()

    def listed(self) -> Iterable[Listed]:
        """What it names outside its texts."""
        return ()


class ContentQuerySet(WatchedQuerySet[C]):
    def published(self, at: datetime | None = None) -> Self:
        """What the public may see at that moment (now): the one answer to this question."""
        return self.filter(window(at=at))

    def with_unpublished(self, content: Content) -> Self:
        """What the public may see, and this one besides: for its preview."""
        return self.filter(window() | Q(pk=content.pk))

    def in_state(self, state: State) -> Self:
        return self.filter(state=state).order_by("-updated", "pk")

    def scheduled(self, at: datetime) -> Self:
        """What will appear by itself, the soonest first."""
        return self.filter(state=State.PUBLISHED, publish_at__gt=at).order_by("publish_at", "pk")

    def overdue(self, day: date) -> Self:
        """What readers see and should have been reviewed before that day, the longest waiting first."""
        return self.published().filter(next_review_due__lt=day).order_by("next_review_due", "pk")

    def recently_revised(self, most: int) -> Self:
        return self.order_by(revised().desc(), "slug")[:most]

    def in_order_of(self, slugs: Sequence[str]) -> list[C]:
        """The objects with these addresses, in their order; those that are not there are left out."""
        found = {each.slug: each for each in self.filter(slug__in=slugs)}
        return [found[slug] for slug in slugs if slug in found]

    def first_of(self, slug: str) -> C | None:
        return self.filter(slug=slug).first()

    def get_by_natural_key(self, slug: str) -> C:
        return self.get(slug=slug)


class Content(Tracked):
    """An article, a term, a practice outline, a resource or a person."""

    TIME_FIELDS: ClassVar[tuple[str, ...]] = ("publish_at", "expires_at")

    slug = models.SlugField("address", max_length=100, unique=True, help_text="The last part of its address.")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    publish_at = models.DateTimeField(
        "publish from", null=True, blank=True, help_text="Empty: as soon as it is published."
    )
    expires_at = models.DateTimeField("publish until", null=True, blank=True, help_text="Empty: for good.")
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="What replaces it once it is retired.",
    )
    last_reviewed = models.DateField(
        null=True, blank=True, help_text="Empty: the page says that no editor has reviewed it yet."
    )
    next_review_due = models.DateField(null=True, blank=True)
    content_note = models.TextField(
        blank=True, help_text="One or two sentences above the page when it may be hard to read."
    )

    objects: ClassVar[Any] = ContentQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(publish_at=None) | Q(expires_at=None) | Q(expires_at__gt=F("publish_at")),
                name="%(app_label)s_%(class)s_expires_after_publishing",
                violation_error_message="“Publish until” must come after “publish from”.",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="%(app_label)s_%(class)s_state_is_known"),
        ]

    def natural_key(self) -> tuple[str, ...]:
        return (self.slug,)

    def governing(self) -> Content:
        return self

    def clean(self) -> None:
        super().clean()
        if self.pk is not None and self in self.successors():
            raise ValidationError({"successor": LEADS_BACK})

    def successors(self) -> Iterator[Content]:
        """What takes its place, what takes the place of that, and so on; each once."""
        each, seen = self.successor, set[Any]()
        while each is not None and each.pk not in seen:
            seen.add(each.pk)
            yield each
            each = each.successor

    def gave_way_to(self) -> Content | None:
        return self.successor if self.is_over() else None

    def is_over(self) -> bool:
        """Readers met it once, and no longer do."""
        ended = self.state == State.PUBLISHED and self.expires_at is not None and self.expires_at <= timezone.now()
        return self.state == State.RETIRED or ended

    def was_seen(self) -> bool:
        return self.state in (State.PUBLISHED, State.RETIRED)

    def visibility(self) -> tuple[datetime | None, datetime | None]:
        if self.state != State.PUBLISHED:
            return None, None
        return self.publish_at or THE_BEGINNING, self.expires_at
