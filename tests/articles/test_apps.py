"""What the apps register with the layers below them when they are ready."""

import pytest
from django.apps import apps

import search
from publishing.models import Content, State, Tracked
from search.engine import find
from tests.making import make_outline


def test_everything_with_an_address_of_its_own_can_be_found():
    tracked = {model._meta.label for model in apps.get_models() if issubclass(model, Tracked)}
    assert tracked == {
        "articles.Article",
        "articles.PracticeOutline",
        "articles.Step",
        "glossary.Term",
        "resources.Person",
        "resources.Resource",
    }
    assert {model._meta.label for model in search.registered().values()} == tracked


def test_every_kind_of_content_can_be_published_by_permission():
    for model in apps.get_models():
        if issubclass(model, Content):
            assert "publish" in model._meta.default_permissions, model


@pytest.mark.django_db
def test_an_outline_that_ends_takes_its_steps_out_of_the_index():
    outline = make_outline()
    assert find("the step 1").total == 1
    outline.state = State.RETIRED
    outline.save()
    assert find("the step 1").total == 0
