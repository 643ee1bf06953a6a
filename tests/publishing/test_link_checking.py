"""The link checker against a web of our own: what it asks for, what it makes of it, and where it never goes."""

import socket
import ssl
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from io import StringIO
from ipaddress import ip_address
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ipnb_hub.management.commands import check_links
from publishing import stamp
from publishing.link_checking.following import Look, look
from publishing.link_checking.judging import Earlier, judged
from publishing.link_checking.running import LOOKS_KEPT, NobodyAnswersError, check, chosen, note
from publishing.link_checking.turns import Turns
from publishing.link_checking.visiting import Clock, NoAnswerError, Visitor, _Watch, is_public, looked_up
from publishing.models import LinkCheck, OutsideLink
from tests.making import make_article
from tests.publishing import web as webs

pytestmark = pytest.mark.heavy

State = OutsideLink.State
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with webs.running(tmp_path_factory.mktemp("web")) as web:
        yield web


@pytest.fixture
def web(server):
    server.answers.clear()
    server.asked.clear()
    return server


def seen(web, url, **options) -> Look:
    return look(url, web.visitor(**options), Turns(0))


def state(web, url, **options) -> str:
    return seen(web, url, **options).state


# What an answer means by itself


def test_a_page_that_is_there_is_fine_and_only_its_head_is_asked_for(web):
    assert seen(web, web.gives("/page", 200)) == Look(State.FINE, 200)
    assert web.paths() == ["HEAD /page"]
    assert web.asked[0].agent == "IPNB-Hub test"


@pytest.mark.parametrize("status", [400, 403, 404, 405, 406, 410, 501, 503])
def test_where_the_head_is_refused_the_whole_is_asked_for(web, status):
    web.gives("HEAD /page", status)
    web.gives("GET /page", 200)

    assert seen(web, web.at("/page")) == Look(State.FINE, 200)
    assert web.paths() == ["HEAD /page", "GET /page"]


def test_the_place_on_a_page_and_odd_letters_are_no_trouble(web):
    web.gives("/caf%C3%A9?q=%C3%BC&r=a%20b", 200)

    assert state(web, web.at("/café?q=ü&r=a%20b#place")) == State.FINE


@pytest.mark.parametrize("status", [301, 308])
def test_a_page_that_moved_for_good_is_moved(web, status):
    web.gives("/old", status, Location="/new")
    web.gives("/new", 200)

    assert seen(web, web.at("/old")) == Look(State.MOVED, 200, moved_to=web.at("/new"))


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_page_that_leads_elsewhere_for_now_is_fine(web, status):
    web.gives("/old", status, Location=web.at("/new", host="b.test"))
    web.gives("/new", 200)

    assert seen(web, web.at("/old")) == Look(State.FINE, 200)


def test_a_page_is_moved_only_as_far_as_every_redirect_is_for_good(web):
    web.gives("/one", 301, Location="/two")
    web.gives("/two", 302, Location="/three")
    web.gives("/three", 301, Location="/four")
    web.gives("/four", 200)

    assert seen(web, web.at("/one")) == Look(State.MOVED, 200, moved_to=web.at("/two"))


@pytest.mark.parametrize("written", ["/café".encode().decode("latin-1"), "/caf%C3%A9"])
def test_a_redirect_with_odd_letters_is_followed_as_browsers_do(web, written):
    web.gives("/old", 301, Location=written)
    web.gives("/caf%C3%A9", 200)

    assert state(web, web.at("/old")) == State.MOVED
    assert web.paths() == ["HEAD /old", "HEAD /caf%C3%A9"]


def test_a_page_that_moved_to_nothing_is_not_there(web):
    web.gives("/old", 301, Location="/nothing")

    assert state(web, web.at("/old")) == State.GONE


def test_redirects_in_a_circle_or_without_end_are_given_up(web):
    web.gives("/a", 301, Location="/b")
    web.gives("/b", 301, Location="/a#again")
    for number in range(20):
        web.gives(f"/{number}", 302, Location=f"/{number + 1}")

    assert seen(web, web.at("/a")).detail == "It leads round in a circle."
    web.asked.clear()
    assert seen(web, web.at("/0")).detail == "It leads on more than 8 times."
    assert len(web.asked) == 9


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, State.GONE), (410, State.GONE), (401, State.CANNOT_TELL), (403, State.CANNOT_TELL),
        (429, State.CANNOT_TELL), (451, State.CANNOT_TELL), (304, State.CANNOT_TELL), (500, State.FAILING),
        (502, State.FAILING), (503, State.FAILING), (999, State.CANNOT_TELL),
    ],
)  # fmt: skip
def test_what_a_status_says_by_itself(web, status, expected):
    found = seen(web, web.gives("/page", status))

    assert (found.state, found.status) == (expected, status)


def test_an_answer_that_is_none_is_a_failure(web):
    assert state(web, web.at("/nonsense")) == State.FAILING


@pytest.mark.soak
@pytest.mark.parametrize("path", ["/silent", "/drip"])
def test_what_answers_too_slowly_is_given_up_in_time(web, path):
    start = time.monotonic()
    found = seen(web, web.at(path), total_seconds=0.5)

    assert (found.state, found.detail) == (State.FAILING, "There was no answer in time.")
    assert time.monotonic() - start < 2


def test_a_host_that_keeps_silent_about_the_head_has_time_left_for_the_whole(web):
    web.gives("GET /no-head", 200)

    assert seen(web, web.at("/no-head"), total_seconds=3.0) == Look(State.FINE, 200)
    assert web.paths() == ["HEAD /no-head", "GET /no-head"]


def test_a_part_of_the_time_costs_only_what_was_used_of_it():
    clock = Clock(90.0)
    with clock.part(1 / 3) as share, share.running():
        assert 29 < share.left <= 30

    assert 89 < clock.left < 90


@pytest.mark.soak
def test_a_host_that_never_shakes_hands_is_given_up_in_time(web):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url, start = f"https://a.test:{deaf.getsockname()[1]}/page", time.monotonic()

        found = seen(web, url, total_seconds=0.5, may_visit=lambda address, port: True)

    assert found.detail == "There was no answer in time."
    assert time.monotonic() - start < 2


def test_a_resolver_that_hangs_is_given_up_in_time(web):
    """Of the time that an address has, and before that where the look-up takes more than its own share."""
    hangs = threading.Event()

    def look_up(host, port):
        hangs.wait(10)
        return ["127.0.0.1"]

    for limits in ({"look_up_seconds": 0.2}, {"look_up_seconds": 9, "total_seconds": 0.2}):
        start = time.monotonic()
        found = seen(web, web.at("/page"), look_up=look_up, **limits)

        assert (found.state, found.detail) == (State.FAILING, "The name a.test could not be looked up in time.")
        assert time.monotonic() - start < 5
    hangs.set()
    assert web.asked == []


def test_what_a_look_up_took_is_no_longer_there_for_the_answer(web):
    def look_up(host, port):
        time.sleep(0.3)
        return ["127.0.0.1"]

    clock = web.visitor().clock()
    web.gives("/page", 200)
    web.visitor(look_up=look_up).ask("HEAD", web.at("/page"), clock)

    assert clock.left <= web.visitor().total_seconds - 0.3


def test_a_resolver_that_hangs_does_not_keep_the_process_from_ending():
    code = """
import threading
from publishing.link_checking.visiting import NoAnswerError, in_time
try:
    in_time(lambda host, port: threading.Event().wait(), "a.test", 80, 0.1)
except NoAnswerError as problem:
    print(problem)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert ended.stdout == "The name a.test could not be looked up in time.\n"


def test_a_connection_that_comes_when_the_time_is_over_is_ended_at_once():
    watch = _Watch(1)
    watch.end()
    ours, theirs = socket.socketpair()
    theirs.settimeout(5)

    with ours, theirs:
        assert watch.over(ours) is ours
        assert theirs.recv(1) == b""


def test_nobody_at_the_door_is_a_failure(web):
    def nowhere(address, port):
        return True

    assert state(web, "http://127.0.0.1:1/", may_visit=nowhere) == State.FAILING


def test_an_unknown_name_is_a_failure():
    visitor = Visitor(agent="test")

    assert look("http://no-such-host.invalid/", visitor, Turns(0)).state == State.FAILING


def test_a_certificate_that_nobody_signed_cannot_tell(web):
    found = seen(web, web.at("/page", scheme="https"))

    assert (found.state, found.detail) == (State.CANNOT_TELL, "The certificate is not valid: self-signed certificate.")
    assert web.asked == []


def test_a_certificate_must_be_for_the_name_that_was_asked(web, tmp_path):
    context = ssl.create_default_context(cadata=None)
    context.check_hostname = True
    pem = ssl.get_server_certificate(("127.0.0.1", web.secured_port))
    context.load_verify_locations(cadata=pem)
    web.gives("/page", 200)

    assert state(web, web.at("/page", scheme="https"), trusted=context) == State.FINE
    assert state(web, web.at("/page", host="b.test", scheme="https"), trusted=context) == State.CANNOT_TELL


# Where it never goes


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1",
        "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1:7f00:0:100:808:808", "2001:db8::1", "::127.0.0.1",
    ],
)  # fmt: skip
def test_no_private_address_is_public(address):
    assert not is_public(ip_address(address), 443)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700:4700::1111", "::ffff:93.184.216.34"])
def test_a_public_address_is_public_on_the_ports_of_the_web_alone(address):
    assert [port for port in (22, 80, 443, 6379, 8000) if is_public(ip_address(address), port)] == [80, 443]


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"])
def test_other_ways_to_write_this_machine_do_not_help(host):
    found = look(f"http://{host}/", Visitor(agent="test"), Turns(0))

    assert found.state == State.CANNOT_TELL
    assert "is not on the public web" in found.detail


@pytest.mark.parametrize(
    "url",
    ["ftp://a.test/", "file:///etc/passwd", "gopher://a.test/", "http://ed:secret@a.test/", "http:///", "http://[::1"],
)
def test_only_addresses_of_the_web_are_asked_for(web, url):
    assert seen(web, url).detail == "This is no address of the web."
    assert web.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/", "http://127.0.0.1/",
        "http://127.0.0.1:22/", "//192.168.0.1/", "file:///etc/passwd", "http://user@a.test/",
    ],
)  # fmt: skip
def test_no_redirect_leads_into_a_private_network(web, target):
    web.gives("/out", 302, Location=target)

    assert seen(web, web.at("/out")).state == State.CANNOT_TELL
    assert web.paths() == ["HEAD /out"]


def test_a_name_with_one_private_address_is_refused(web):
    found = seen(web, web.at("/page"), look_up=lambda host, port: ["127.0.0.1", "10.0.0.1"])

    assert (found.state, web.asked) == (State.CANNOT_TELL, [])


def test_the_connection_goes_to_the_address_that_was_judged(web):
    """A name that is somewhere else when it is looked up again gains nothing: it is looked up once a request."""
    looked = []

    def rebinding(host, port):
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["10.0.0.1"]

    web.gives("/page", 301, Location="/again")

    found = seen(web, web.at("/page", host="rebind.example"), look_up=rebinding)

    assert looked == ["rebind.example", "rebind.example"]
    assert (web.paths(), found.state) == (["HEAD /page"], State.CANNOT_TELL)


def test_a_look_up_names_every_address_once():
    assert looked_up("127.0.0.1", 80) == ["127.0.0.1"]


# What looks mean together


def days(*looks: tuple[float, str]) -> list[Earlier]:
    return [Earlier(NOW - timedelta(days=ago), said) for ago, said in looks]


@pytest.mark.parametrize(
    ("before", "earlier", "said", "expected"),
    [
        (State.UNCHECKED, (), State.FINE, State.FINE),
        (State.GONE, ((1, State.GONE), (2, State.GONE)), State.FINE, State.FINE),
        (State.GONE, ((1, State.GONE), (2, State.GONE)), State.MOVED, State.MOVED),
        (State.UNCHECKED, (), State.GONE, State.CANNOT_TELL),
        (State.CANNOT_TELL, ((0.5, State.GONE),), State.GONE, State.CANNOT_TELL),
        (State.CANNOT_TELL, ((1, State.GONE),), State.GONE, State.GONE),
        (State.CANNOT_TELL, ((0.1, State.GONE), (1, State.GONE)), State.GONE, State.GONE),
        (State.CANNOT_TELL, ((1, State.FAILING), (2, State.GONE)), State.GONE, State.GONE),
        (State.FINE, ((1, State.FINE), (2, State.GONE)), State.GONE, State.CANNOT_TELL),
        (State.GONE, ((1, State.GONE),), State.CANNOT_TELL, State.GONE),
        (State.GONE, ((1, State.GONE),), State.FAILING, State.GONE),
        (State.UNCHECKED, (), State.FAILING, State.CANNOT_TELL),
        (State.CANNOT_TELL, ((1, State.FAILING),), State.FAILING, State.CANNOT_TELL),
        (State.CANNOT_TELL, ((0.5, State.FAILING), (1, State.FAILING)), State.FAILING, State.CANNOT_TELL),
        (State.CANNOT_TELL, ((1, State.FAILING), (2, State.FAILING)), State.FAILING, State.FAILING),
        (State.CANNOT_TELL, ((1, State.CANNOT_TELL), (2, State.FAILING)), State.FAILING, State.CANNOT_TELL),
        (State.FAILING, ((0.1, State.FAILING),), State.FAILING, State.FAILING),
        (State.FAILING, ((1, State.FAILING),), State.CANNOT_TELL, State.CANNOT_TELL),
        (State.FINE, ((1, State.FINE),), State.CANNOT_TELL, State.CANNOT_TELL),
    ],
)
def test_what_a_look_means_beside_earlier_ones(before, earlier, said, expected):
    assert judged(before, days(*earlier), said, NOW) == expected


@pytest.mark.django_db
def test_a_look_is_noted_with_all_that_is_known():
    link = OutsideLink.objects.create(address="https://a.example/")

    note(link, Look(State.MOVED, 200, moved_to="https://b.example/"), NOW)
    note(OutsideLink.objects.get(), Look(State.FAILING, 500, "The host is in trouble."), NOW + timedelta(days=1))

    link = OutsideLink.objects.get()
    assert (link.state, link.checked, link.last_fine) == (State.CANNOT_TELL, NOW + timedelta(days=1), NOW)
    assert (link.failures, link.moved_to) == (1, "")
    assert [(each.state, each.status, each.detail) for each in link.checks.all()] == [
        (State.FAILING, 500, "The host is in trouble."),
        (State.MOVED, 200, ""),
    ]


@pytest.mark.django_db
def test_only_the_last_looks_are_kept():
    link = OutsideLink.objects.create(address="https://a.example/")
    LinkCheck.objects.bulk_create(
        LinkCheck(link=link, at=NOW + timedelta(hours=hour), state=State.FINE) for hour in range(LOOKS_KEPT)
    )

    note(link, Look(State.FINE, 200), NOW + timedelta(days=9))

    assert LinkCheck.objects.count() == LOOKS_KEPT
    assert not LinkCheck.objects.filter(at=NOW).exists()


@pytest.mark.django_db
def test_a_link_that_went_out_of_the_register_meanwhile_is_not_noted():
    link = OutsideLink.objects.create(address="https://a.example/")
    OutsideLink.objects.all().delete()

    note(link, Look(State.FINE, 200), NOW)

    assert (OutsideLink.objects.count(), LinkCheck.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_readers_pages_are_made_anew_only_when_something_has_gone_or_come_back():
    link = OutsideLink.objects.create(address="https://a.example/")
    make_article()  # so that there is a content version
    tokens = [stamp.current().token]
    for day, said in enumerate((State.FINE, State.GONE, State.GONE, State.GONE, State.FINE)):
        note(OutsideLink.objects.get(), Look(said), NOW + timedelta(days=day))
        tokens.append(stamp.current().token)

    assert [one != other for one, other in pairwise(tokens)] == [False, False, True, False, True]
    assert OutsideLink.objects.get(pk=link.pk).state == State.FINE


# Many links


def links(*addresses):
    return OutsideLink.objects.bulk_create([OutsideLink(address=address) for address in addresses])


def checked(web, pause=0.0, **options):
    told = []
    result = check(chosen(), web.visitor(**options), Turns(pause), lambda done, total: told.append((done, total)))
    return result, told


@pytest.mark.django_db(transaction=True)
def test_every_link_is_looked_at_and_progress_is_told(web):
    links(web.gives("/one", 200), web.gives("/two", 404), web.at("/one", host="b.test"), "http://10.0.0.1/")

    result, told = checked(web)

    assert result == (4, 0)
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    found = OutsideLink.objects.values_list("state", flat=True).order_by("address")
    assert sorted(found) == [State.CANNOT_TELL, State.CANNOT_TELL, State.FINE, State.FINE]
    assert OutsideLink.objects.filter(checked=None).count() == 0


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_a_host_is_asked_one_at_a_time_with_a_pause_and_others_meanwhile(web):
    for host in ("a.test", "b.test"):
        for number in range(3):
            web.gives(f"/{host}/{number}", 200)
    links(*(web.at(f"/{host}/{number}", host=host) for host in ("a.test", "b.test") for number in range(3)))

    start = time.monotonic()
    checked(web, pause=0.3)

    assert time.monotonic() - start < 1.7
    for host in ("a.test", "b.test"):
        times = [each.at for each in web.asked if each.host.startswith(host)]
        assert all(later - earlier >= 0.3 for earlier, later in pairwise(times))


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_a_short_wait_that_a_host_asks_for_is_waited(web):
    web.answers["/busy"] = [(429, {"Retry-After": "1"}), (200, {})]
    links(web.at("/busy"))

    checked(web)

    assert OutsideLink.objects.get().state == State.FINE
    assert web.asked[1].at - web.asked[0].at >= 1


@pytest.mark.django_db(transaction=True)
def test_a_host_that_asks_for_a_long_wait_is_left_alone_until_the_next_check(web):
    web.gives("/a", 429, Retry_After="3600")
    links(*(web.at(path) for path in ("/a", "/b", "/c")), web.at("/d", host="b.test"))
    web.gives("/d", 200)

    result, _ = checked(web)

    assert result == (2, 2)
    assert web.paths().count("HEAD /b") + web.paths().count("HEAD /c") == 0
    assert list(OutsideLink.objects.order_by("address").values_list("state", flat=True)) == [
        State.CANNOT_TELL, State.UNCHECKED, State.UNCHECKED, State.FINE
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_wait_until_a_date_is_understood(web):
    web.gives("/a", 503, Retry_After="Wed, 21 Oct 2099 07:28:00 GMT")
    web.gives("/b", 429, Retry_After="soon")
    links(web.at("/a"), web.at("/b", host="b.test"), web.at("/c"), web.at("/d", host="b.test"))

    assert checked(web)[0] == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_a_machine_without_a_network_notes_nothing(web):
    def nobody(host, port):
        raise NoAnswerError("The name is not known.")

    links(*(f"https://{name}.test/" for name in "abc"))

    with pytest.raises(NobodyAnswersError):
        checked(web, look_up=nobody)

    assert set(OutsideLink.objects.values_list("state", "checked")) == {(State.UNCHECKED, None)}
    assert LinkCheck.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_hosts_that_are_silent_while_another_answers_are_noted(web):
    links(*(f"http://127.0.0.{number}:{web.port}/" for number in (2, 3, 4)), web.gives("/one", 200))
    closed = {f"127.0.0.{number}" for number in (2, 3, 4)}

    def look_up(host, port):
        if host in closed:
            raise NoAnswerError("The name is not known.")
        return ["127.0.0.1"]

    assert checked(web, look_up=look_up)[0] == (4, 0)
    assert OutsideLink.objects.filter(checked=None).count() == 0


@pytest.mark.django_db
def test_what_was_never_checked_comes_first_and_much_can_be_left_out():
    now = timezone.now()
    for name, state, age in (("a", State.FINE, 1), ("b", State.FAILING, 9), ("c", State.UNCHECKED, None)):
        when = None if age is None else now - timedelta(days=age)
        OutsideLink.objects.create(address=f"https://{name}.example/", state=state, checked=when)

    def names(**options):
        return "".join(each.address[8] for each in chosen(**options))

    assert names() == "cba"
    assert names(older_than=timedelta(days=2)) == "cb"
    assert names(only_failing=True) == "b"


# The command


class Ours(check_links.Command):
    """The command, on our own web."""

    web: webs.Web

    def visitor(self):
        return self.web.visitor()


@pytest.mark.django_db(transaction=True)
def test_the_command_checks_what_content_names_and_forgets_what_it_no_longer_names(web):
    make_article(body=f"[One]({web.gives('/one', 200)}) and [two]({web.gives('/two', 404)}).")
    OutsideLink.objects.create(address="https://nobody.example/")
    OutsideLink.objects.create(address="http://kept.test/", archived="https://archive.example/kept")
    out, command = StringIO(), Ours()
    command.web = web

    call_command(command, stdout=out, stderr=StringIO(), limit=1)
    call_command(command, stdout=out, stderr=StringIO(), verbosity=0)

    assert out.getvalue() == "1 links checked.\nNot checked: 2\nFine: 1\n"
    assert dict(OutsideLink.objects.values_list("address", "state"))[web.at("/one")] == State.FINE
    assert "https://nobody.example/" not in OutsideLink.objects.values_list("address", flat=True)
    assert OutsideLink.objects.filter(address="http://kept.test/").exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_says_when_nobody_answers(web):
    make_article(body=" ".join(f"[{name}](http://{name}.test:1/)" for name in "abc"))
    command = Ours()
    command.web = web
    web_rules = web.visitor(may_visit=lambda address, port: True)
    command.visitor = lambda: web_rules

    with pytest.raises(CommandError, match="Has this machine a network"):
        call_command(command, stdout=StringIO(), stderr=StringIO())


def test_the_command_tells_the_hubs_name_and_address_and_goes_only_where_everybody_may(settings):
    settings.HUB_URL = "https://hub.example"

    visitor = check_links.Command().visitor()

    assert visitor.agent == "IPNB-Hub link check (+https://hub.example)"
    assert (visitor.may_visit, visitor.look_up) == (is_public, looked_up)


@pytest.mark.parametrize(
    "option", ["--limit=0", "--older-than=soon", "--limit=-1", "--older-than=99999999", "--limit=" + "9" * 5000]
)
def test_an_odd_number_is_refused(option):
    with pytest.raises(CommandError, match="a whole number from 1 to"):
        call_command("check_links", option)


def test_when_a_check_is_given_up_nobody_waits():
    turns = Turns(60)
    with turns.of("a.test"):
        pass
    threading.Timer(0.1, turns.stop).start()
    start = time.monotonic()

    with pytest.raises(Exception, match="^$"), turns.of("a.test"):
        pass

    assert time.monotonic() - start < 5
