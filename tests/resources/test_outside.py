"""What works add to the register of outside links: resources.outside"""

import pytest

from publishing import archived
from publishing.models import OutsideLink, State
from tests.making import make_term, make_work

pytestmark = pytest.mark.django_db
GONE, COPY = "https://gone.example/page", "https://archive.example/copy"


@pytest.mark.parametrize(("state", "times"), [(State.PUBLISHED, 1), (State.DRAFT, 0)])
def test_only_a_work_before_readers_leads_them_to_its_archived_copy(client, state, times):
    term = make_term(body=f"See [it]({GONE}).")
    archived.change(OutsideLink.objects.filter(address=GONE), state=OutsideLink.State.GONE)

    make_work(state=state, url=GONE, archived_url=COPY)

    assert client.get(term.get_absolute_url()).content.decode().count(f'href="{COPY}"') == times
