"""Fills in the forms of the admin as a browser does: what the page holds is sent back, but for what the test says."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

from tests import shown

PASSWORD = "a-long-river-of-words-9"


def editor(name: str = "ed", *, may_publish: bool = True) -> User:
    user = User.objects.create_user(name, is_staff=True)
    if may_publish:
        user.groups.add(Group.objects.get(name="Editors"))
    else:
        rights = Group.objects.get(name="Editors").permissions.exclude(codename__startswith="publish_")
        user.user_permissions.set(rights)
    return user


def document(response: Any) -> Any:
    return shown.document(response.content.decode())


def fields(response: Any) -> dict[str, list[str]]:
    """What a browser would send of the page's main form."""
    form = next(each for each in document(response).iter("form") if each.get("id", "").endswith("_form"))
    sent: dict[str, list[str]] = {}
    for element in (each for each in form.iter() if each.tag in ("input", "textarea", "select")):
        name = element.get("name")
        if name and "__prefix__" not in name and element.get("type") != "submit":
            sent.setdefault(name, []).extend(_values(element))
    return {name: values for name, values in sent.items() if values}


def _values(element: Any) -> list[str]:
    if element.tag == "textarea":
        return [(element.text or "").removeprefix("\n")]
    if element.tag == "select":
        chosen = [each for each in element.iter("option") if each.get("selected") is not None]
        first = [] if element.get("multiple") is not None else list(element.iter("option"))[:1]
        return [each.get("value", "") for each in chosen or first]
    if element.get("type") in ("checkbox", "radio"):
        return [element.get("value", "on")] if element.get("checked") is not None else []
    return [element.get("value", "")]


def send(client: Client, address: str, **changes: Any) -> Any:
    """Open the form, change fields (None leaves one out), send it; rows are added with `row`."""
    sent: dict[str, Any] = fields(client.get(address))
    for name, value in changes.items():
        if value is None:
            sent.pop(name, None)
        else:
            sent[name] = value
    return client.post(address, sent)


def row(prefix: str, number: int, **values: Any) -> dict[str, Any]:
    """A new row of the table `prefix` in which `number` rows stand before it."""
    named = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return {f"{prefix}-TOTAL_FORMS": str(number + 1), **named}


def complaints(response: Any) -> list[str]:
    """What the page says is wrong, in order."""
    lists = [each for each in document(response).iter("ul") if "errorlist" in (each.get("class") or "")]
    return [item.text for each in lists for item in each.iter("li")]


def scripts(response: Any) -> list[Any]:
    """Scripts that stand in the page itself; data for machines are none."""
    own = (each for each in document(response).iter("script") if not each.get("src"))
    return [each for each in own if each.get("type") != "application/ld+json"]


def inline_code(response: Any) -> list[str]:
    """Scripts and styles that stand in the page itself, which the content security policy forbids."""
    found = []
    for element in document(response).iter():
        if not isinstance(element.tag, str):
            continue
        handlers = [name for name in element.attrib if name == "style" or name.startswith("on")]
        if handlers or element.tag == "style" or (element.tag == "script" and not element.get("src")):
            found.append(f"{element.tag} {handlers}")
    return found
