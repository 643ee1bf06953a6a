"""What the head of a page says of it besides its title."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from ipnb_hub.structured import block, describe

register = template.Library()

# Open Graph's kinds; every other page is a part of a website.
KINDS = {
    "articles:article": "article",
    "articles:outline": "article",
    "articles:step": "article",
    "glossary:term": "article",
    "resources:person": "profile",
}


# Parameters that show a part of a list, which is no page of its own to a search engine.
FILTERS = ("letter", "evidence", "kind", "audience")


class Description(NamedTuple):
    """`address`: where it stands for good; `kind`: its type in Open Graph; `data`: its structured data as a block."""

    address: str
    kind: str
    data: SafeString


@register.simple_tag(takes_context=True)
def description_of_page(context: Context) -> Description:
    """What machines are told of this page."""
    match = context["request"].resolver_match  # None where no address led to the page
    view = match.view_name if match else ""
    return Description(_address(context), KINDS.get(view, "website"), block(describe(view, _names(context))))


def _names(context: Context) -> dict[str, Any]:
    """What the templates of the page know, by name."""
    return {str(name): value for name, value in context.flatten().items()}


def _address(context: Context) -> str:
    """The address without filters and whatever others add to it; each page of a whole list has its own."""
    address, page = str(context["canonical"]), context.get("page_obj")
    narrowed = any(context["request"].GET.get(name) for name in FILTERS)
    return address if page is None or page.number == 1 or narrowed else f"{address}?page={page.number}"


class KeepNode(template.Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        html = SafeString(self.nodelist.render(context).strip())
        context[self.name] = html
        return html


@register.tag
def keep(parser: Parser, token: Token) -> Any:
    """`{% keep name %}…{% endkeep %}` shows what is inside, and keeps it under that name for what follows."""
    name = token.split_contents()[1]
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(name, nodelist)
