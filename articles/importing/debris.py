"""What stands around articles on web pages: which lines are navigation, invitations and counts."""

from __future__ import annotations

import re
from enum import StrEnum


class Why(StrEnum):
    """Why something was left out, in an editor's words."""

    NAVIGATION = "navigation"
    SHARING = "invitation to share, print or subscribe"
    BEFORE = "stands before the title"
    AFTER = "stands after the article"
    COMMENTS = "comments"
    BESIDE = "stands beside the article"
    FORM = "a form"
    MENU = "looks like a menu"


_NETWORKS = (
    r"facebook|twitter|x|linkedin|linked in|pinterest|reddit|tumblr|whats ?app|telegram|e-?mail|"
    r"print(?:er friendly)?|"
    r"google ?\+?1?|digg|stumble ?upon|delicious|del\.icio\.us|mastodon|bluesky|threads|instagram|pocket|buffer|"
    r"copy link|blog ?this!?|pin it|flipboard|mix|rss|more|messenger|skype|xing|hacker news|substack notes"
)
_SHARE = (
    rf"(?:(?:click to |please )?(?:share|tweet|like|pin|e-?mail|print|save|bookmark|follow|clap|restack|recommend)"
    rf"(?: (?:this|it|us|me|on|to|with|via|by|the|a|an|and|post|article|page|story|entry|link|friends?|your|"
    rf"in new window|opens in new window|{_NETWORKS}))*"
    rf"(?: \(opens in new window\))?|{_NETWORKS}|share (?:to|on) (?:{_NETWORKS})"
    r"|like this|liked by|be the first to like this|like loading|loading|\d+ (?:likes?|shares?|claps?|"
    r"tweets?|restacks?)"
    r"|subscribed?|subscribe now|sign up|join now|get the app|open in app|listen|copy link|upgrade to paid|follow)"
)
_NAVIGATION = (
    r"(?:skip to (?:main |primary |secondary )?(?:content|navigation|search|footer)|skip navigation|jump to content|"
    r"(?:toggle |main |open |close |show |hide |site )?(?:menu|navigation|search|sidebar)|menu|search|home|"
    r"details|about(?: (?:us|me))?|"
    r"contact(?: (?:us|me))?|blog|archives?|sign in|log ?in|log out|register|my account|cart(?: \(\d+\))?|"
    r"back to (?:top|blog|home|all posts)|"
    r"(?:return to )?top|(?:top|bottom) of page|(?:older|newer|previous|next|prev)(?: (?:posts?|articles?|"
    r"entry|entries|page|story))?|"
    r"read more|continue reading|see (?:all|more)(?: posts)?|view all|all posts|you are here:?.*|"
    r"page \d+ of \d+|advertisements?|"
    r"report this ad|edit(?: this)?|permalink|trackbacks?|no comments(?: yet)?|\d+ (?:comments?|responses?|"
    r"replies|views?|reads?)|"
    r"leave a (?:comment|reply)|comments?(?: \(\d+\))?|add comment|\d+ min(?:ute)?s?(?: read)?|"
    r"about \d+ minutes? to read|"
    r"hits: \d+|\d[\d,.]*k?|accept(?: all)?(?: cookies)?|decline|got it!?|cookie settings)"
)
_LABELLED = (
    r"(?:filed under|posted in|categor(?:y|ies)|tags?|tagged(?: (?:with|as))?|labels?|topics?|hits|"
    r"share this|permalink|"
    r"this entry was posted|written by .* on|bookmark the permalink|trackback|about the categories)\b.*"
)
_ENDING = (
    r"(?:leave a (?:comment|reply)|post a comment|add (?:a|your) comment|write a comment|(?:\d+|one|two|"
    r"three|no|a few) "
    r"(?:comments?|responses?|replies|thoughts?)(?: (?:to|on|so far)\b.*)?|comments?(?: \(\d+\)|"
    r" are closed\.?)?:?|responses?|"
    r"discussion(?: about this post)?|related (?:posts?|articles?|stories|reading|content)s?:?|you (?:may|"
    r"might) also (?:like|enjoy).*|more from .*|"
    r"more (?:posts|stories|articles).*|recent (?:posts?|articles|comments|entries)|recommended (?:for you|"
    r"reading|posts)|"
    r"popular (?:posts|articles)|read next|keep reading|other posts.*|about the author|about me|"
    r"about this blog|author bio|"
    r"written by|subscribe (?:to|by|for)\b.*|sign up (?:for|to|with)\b.*|join (?:our|the|"
    r"my) (?:mailing list|newsletter).*|get (?:new|our|my) .*(?:inbox|e-?mail).*|"
    r"newsletter|share this(?: post| article| page| entry)?:?|share:?|like this:?|post navigation|"
    r"article navigation|blog archive|archives|"
    r"blogroll|links|categories|tags|followers|pages|©.*|\(c\) ?(?:19|20)\d\d.*|copyright ©?.*|"
    r"powered by .*|all rights reserved.*|"
    r"theme:? .*|this entry was posted .*|filed under.*|posted in .*|labels:.*|tags:.*|posted by .* at \d.*|"
    r"(?:←|‹|«|<) ?(?:previous|older).*|previous(?: post| article| entry)?:?|ready for more\?|thanks for reading.*)"
)
_MARKS_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{text})\Z")


_LINES = (
    (Why.SHARING, _pattern(_SHARE)),
    (Why.NAVIGATION, _pattern(_NAVIGATION)),
    (Why.NAVIGATION, _pattern(_LABELLED)),
)
_ENDS = _pattern(_ENDING)
_COMMENTS = re.compile(r"(?i)comment|repl(?:y|ies)\b|response|thoughts? on|discussion")
_COUNTED = re.compile(
    r"(?i)[\s|·•,—–-]*(?:\b\d+ views?|\b\d+ (?:comments?|min(?:ute)?s? read)|leave a (?:comment|reply)|"
    r"no comments)\s*\Z"
)
LONGEST_LINE = 160


def is_debris(line: str) -> Why | None:
    """Why this line is no part of an article; None where it may be one."""
    line = line.strip()
    if not line or len(line) > LONGEST_LINE:
        return None
    bare = _MARKS_AROUND.sub("", line)
    if bare and not without_counts(bare):
        return Why.NAVIGATION
    if not bare:
        return Why.NAVIGATION if line in ("|", "»", "«", "›", "‹", "←", "→", "·", "•") else None
    parts = [_MARKS_AROUND.sub("", part) for part in re.split(r"\s*[|·•]\s*|\t|\s{3,}", bare) if part]
    return _of_all([_of_line(part) for part in parts if part])


def _of_all(found: list[Why | None]) -> Why | None:
    return found[0] if found and None not in found else None


def _of_line(line: str) -> Why | None:
    return next((why for why, pattern in _LINES if pattern.match(line)), None)


def ends_article(line: str) -> Why | None:
    """What begins with this line when it stands behind an article's text."""
    line = line.strip().strip("→»›…-–— ")
    if len(line) > LONGEST_LINE or not _ENDS.match(line):
        return None
    return Why.COMMENTS if _COMMENTS.search(line) else Why.AFTER


def without_counts(line: str) -> str:
    """A line of byline and date without the number of comments or minutes behind it."""
    before = ""
    while line != before:
        before, line = line, _COUNTED.sub("", line)
    return line


# Words of classes and ids that say what an element is for.
CLASSES = {
    Why.NAVIGATION: {
        "nav", "navigation", "navbar", "menu", "breadcrumb", "breadcrumbs", "pager", "pagination", "skip", "toolbar",
        "paging", "prevnext", "pagenav", "edit",
    },
    Why.SHARING: {
        "share", "sharing", "sharedaddy", "shares", "social", "addtoany", "addthis", "sharethis", "likes", "newsletter",
        "subscribe", "subscription", "signup", "optin", "mailchimp", "icons", "print", "claps", "rating", "buttons",
    },
    Why.COMMENTS: {"comments", "comment", "respond", "disqus", "commentlist", "replies"},
    Why.BESIDE: {
        "sidebar", "widget", "widgets", "related", "relatedposts", "recommended", "recommendations", "promo", "advert",
        "ads", "adsbygoogle", "sponsor", "sponsored", "cookie", "cookies", "consent", "gdpr", "popup", "modal",
        "overlay", "bio", "tags", "tag", "categories", "labels", "postmetadata", "hidden", "reader", "upsell", "byline",
    },
}  # fmt: skip
