"""The runner of `make test`: it counts what pytest reports, and no skip goes unseen."""

import os
import subprocess
import sys

import pytest

from tests import run

pytestmark = pytest.mark.once

REPORT = """<testsuites><testsuite>
<testcase name="test_held"><properties><property name="start took" value="1.2 s"/></properties></testcase>
<testcase name="test_broke"><failure message="no"/></testcase>
<testcase name="test_fell"><error message="no"/></testcase>
<testcase name="test_left_out[a]"><skipped message="why"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "TOTALS", {"passed": 0, "failed": 0})
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    return path


def test_what_passed_failed_and_was_measured_is_counted(report):
    assert run.count(report) == "1 passed, 2 failed, 1 skipped, start took 1.2 s"
    assert run.TOTALS == {"passed": 1, "failed": 2}


def test_a_run_without_a_report_counts_as_failed(report):
    assert run.count(report.with_name("none.xml")) == "pytest did not finish"
    assert run.TOTALS == {"passed": 0, "failed": 1}


def test_a_skip_is_excused_only_by_its_name(report, monkeypatch):
    assert run.unnamed_skips(report) == ["test_left_out[a]"]

    monkeypatch.setitem(run.NAMED_SKIPS, "test_left_out", "a reason")

    assert run.unnamed_skips(report) == []


def test_what_the_second_part_left_to_the_first_one_is_counted(report):
    second = report.with_name("second.xml")
    second.write_text('<testsuites><testsuite><testcase name="test_held"/></testsuite></testsuites>')

    assert run.once(report, second) == "; 3 more ran in the SQLite part alone"
    assert run.once(report.with_name("none.xml"), second) == ""


@pytest.mark.soak  # Playwright is started four times
def test_a_browser_that_cannot_be_had_is_one_sentence(tmp_path):
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$1" >>{tmp_path}/asked\nexit 100\n')
    apt.chmod(0o755)
    nowhere = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9"}

    result = subprocess.run(
        [sys.executable, run.__file__, "browser"], env=nowhere, capture_output=True, text=True, check=False
    )

    assert result.returncode == 1
    told = [line for line in result.stdout.splitlines() if not line.startswith("skip")]
    assert told[-2].endswith(
        " s  Chromium is missing: install the package chromium (on Debian: apt-get install chromium)."
    )
    assert result.stderr == ""
    if os.geteuid() == 0:
        assert (tmp_path / "asked").read_text() == "update\ninstall\n"


def test_a_part_that_does_not_exist_is_refused(capsys):
    assert run.main(["lint", "wish"]) == 2
    assert capsys.readouterr().err.startswith("Unknown part: wish; the parts are lint, templates, types, ")


def test_a_part_that_fails_fails_the_run(report, monkeypatch, capsys):
    def broken():
        raise run.PartError("it broke")

    monkeypatch.setattr(run, "REPORTS", report.parent)

    def lacking():
        raise RuntimeError("a tool is missing")

    monkeypatch.setattr(run, "PARTS", {"good": lambda: "fine", "bad": broken, "poor": lacking})
    monkeypatch.setattr(run, "NAMED_SKIPS", {})
    monkeypatch.setattr(run.signal, "signal", lambda *given: None)

    assert run.main([]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in lines[-4:-1]] == ["ok  ", "FAIL", "FAIL"]
    assert lines[-3].endswith("it broke")
    assert lines[-2].endswith("a tool is missing")
    assert lines[-1] == "0 passed, 0 failed"
