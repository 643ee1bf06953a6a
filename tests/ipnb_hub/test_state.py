import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from ipnb_hub import state

pytestmark = pytest.mark.once


def test_the_folder_belongs_to_its_owner_alone(tmp_path):
    home = state.folder(tmp_path / "a" / "b")

    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_the_key_is_long_private_and_stays(tmp_path):
    key = state.secret_key(tmp_path, may_make=True)

    assert len(key) == 86
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert state.secret_key(tmp_path, may_make=True) == key
    assert state.secret_key(tmp_path, may_make=False) == key


def test_processes_that_start_together_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: state.secret_key(tmp_path, may_make=True), range(64)))

    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_second_of_two_makers_keeps_the_first_ones_key(tmp_path):
    path = tmp_path / "secret_key"
    path.write_text("the first")

    state._make(path)

    assert path.read_text() == "the first"
    assert [found.name for found in tmp_path.iterdir()] == ["secret_key"]


def test_a_key_that_cannot_be_read_is_one_sentence(tmp_path):
    (tmp_path / "secret_key").mkdir()

    with pytest.raises(ImproperlyConfigured) as caught:
        state.secret_key(tmp_path, may_make=True)

    assert str(caught.value) == (
        f"the secret key in {tmp_path} cannot be read or made (Is a directory); set HUB_HOME to another folder."
    )


def test_an_empty_key_file_is_no_key(tmp_path):
    (tmp_path / "secret_key").write_text("\n")

    with pytest.raises(ImproperlyConfigured, match="secret_key is empty"):
        state.secret_key(tmp_path, may_make=True)
