"""The records of the delivered content, out of the database and back."""

import pytest
from django.db import models

from publishing import changes, records

pytestmark = pytest.mark.usefixtures("seeded_hub")


# A few of each kind in every run; `make soak` tries all.
EACH = pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.soak, id="all")])


def every_object(step: int) -> list[models.Model]:
    return [each for model in records.kinds() for each in list(model._base_manager.all())[::step]]


def test_every_kind_of_content_has_records():
    assert [model._meta.model_name for model in records.kinds()] == [
        "notice", "person", "resource", "term", "article", "practiceoutline", "step",
    ]  # fmt: skip


@EACH
def test_what_is_written_back_reads_the_same(step):
    with changes.gathered():
        for each in every_object(step):
            record = records.read(each)
            records.write(type(each), record, each)
            assert records.read(each) == record


@EACH
def test_blanked_parts_come_back_from_a_record(step):
    with changes.gathered():
        for each in every_object(step):
            record = records.read(each)
            for relation in records.parts_of(type(each)):
                getattr(each, relation.get_accessor_name()).all().delete()
            records.write(type(each), record, each)
            assert records.read(each) == record
