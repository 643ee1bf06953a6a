"""pytest in a process of its own: forked from one that has loaded everything but the project.

So a changed module is really imported in its changed form, by everything, in a third of the time of a new process.
"""

from __future__ import annotations

import ast
import gc
import importlib.util
import json
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import _lru_cache_wrapper
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType

import pytest

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = ["-q", "--reuse-db", "--tb=line", "--assert=plain"]
for _plugin in ("cacheprovider", "xdist", "unraisableexception", "threadexception"):  # they cost time and tell nothing
    OPTIONS += ["-p", f"no:{_plugin}"]
PACKAGES = ("search", "publishing", "glossary")
# Loaded before any fork: what the project and its tests import, too slow to do so each time.
LOADED = """
    coverage django.contrib.admin.options django.contrib.admin.sites django.contrib.auth.hashers django.core.cache
    django.core.checks django.core.handlers.wsgi django.core.management django.core.serializers django.db.backends
    django.db.backends.postgresql.base django.db.backends.sqlite3.base django.db.models django.db.migrations.executor
    django.forms django.template.defaulttags django.test django.test.runner django.views.generic hypothesis html5lib
    markdown_it mdit_py_plugins.admon mdit_py_plugins.anchors mdit_py_plugins.deflist mdit_py_plugins.footnote nh3
    psycopg pytest_django.plugin rapidfuzz.distance Stemmer whitenoise yaml
"""


def load() -> None:
    """Import what is the same for every mutant."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    for name in LOADED.split():
        importlib.import_module(name)
    gc.freeze()  # no child looks for garbage in what they all share


def fork(work: Callable[[], int], output: Path, environment: Mapping[str, str]) -> int:
    """Do the work in a process group of its own that writes to a file; its process number."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        os.setsid()
        os.chdir(ROOT)
        os.environ.update(environment)
        with output.open("wb") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        status = work()
    except BaseException:  # noqa: BLE001 (nothing may go on in the parent's place)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


class Changed(MetaPathFinder):
    """Gives one module other code than its file has."""

    def __init__(self, file: Path, code: CodeType) -> None:
        self.file, self.code = file, code
        self.name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        loader = SourceFileLoader(fullname, str(self.file))
        loader.get_code = lambda name: self.code
        return importlib.util.spec_from_file_location(fullname, self.file, loader=loader)


class Chosen:
    """Runs these tests in this order, upon a copy of the database that `prepare` has kept."""

    def __init__(self, tests: list[str], database: Path) -> None:
        self.tests, self.database = tests, database

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Iterator[None]:
        yield
        found = {item.nodeid: item for item in items}
        items[:] = [found[name] for name in self.tests if name in found]
        if self.database.exists():
            shutil.copy(self.database, _database())


class Keeping:
    """Keeps the database that the first test has made."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def pytest_sessionfinish(self) -> None:
        from django.db import connections

        connections.close_all()
        if Path(_database()).exists():
            shutil.copy(_database(), self.database)


class Failing:
    """Notes which tests fail."""

    def __init__(self, report: Path) -> None:
        self.report = report
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self.report.write_text(json.dumps({"failed": self.failed}))


class Watching(Failing):
    """Notes how much of the processor each test takes, which lines it runs and whether it fails."""

    def __init__(self, report: Path, excluded: Callable[[pytest.Item], bool]) -> None:
        import coverage

        super().__init__(report)
        self.excluded = excluded
        self.seconds: dict[str, float] = {}
        self.coverage = coverage.Coverage(data_file=None, source=list(PACKAGES), config_file=False)
        self.coverage.start()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Iterator[None]:
        yield
        items[:] = [item for item in items if not self.excluded(item)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """What one test has left in a cache of this process is no reason why the next one need not run the line."""
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in PACKAGES:
                for value in vars(module).values():
                    if isinstance(value, _lru_cache_wrapper):
                        value.cache_clear()
        self.coverage.switch_context(item.nodeid)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        began = time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - began

    def pytest_sessionfinish(self) -> None:
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {
            str(Path(file).relative_to(ROOT)): {line: sorted(set(tests) - {""}) for line, tests in found.items()}
            for file in data.measured_files()
            if (found := data.contexts_by_lineno(file))
        }
        self.report.write_text(json.dumps({"seconds": self.seconds, "lines": lines, "failed": self.failed}))


def _database() -> str:
    from django.db import connection

    return str(connection.settings_dict["TEST"]["NAME"])


def prepare(database: Path, test: str) -> int:
    """Make the test database and keep it."""
    return int(pytest.main([*OPTIONS, "--create-db", test], plugins=[Keeping(database)]))


def watch(files: list[str], report: Path, excluded: Callable[[pytest.Item], bool]) -> int:
    """Run all tests of the files on the code as it is."""
    return int(pytest.main([*OPTIONS, *files], plugins=[Watching(report, excluded)]))


def repeat(tests: list[str], report: Path, database: Path) -> int:
    """Run the tests in this order on the code as it is, and note which of them fail."""
    return int(pytest.main([*OPTIONS, *_files(tests)], plugins=[Chosen(tests, database), Failing(report)]))


def try_out(file: Path, tree: ast.Module, tests: list[str], database: Path) -> int:
    """Run the tests, the quickest first, on code of which one file is changed; 0 if none of them notices."""
    sys.meta_path.insert(0, Changed(file, compile(tree, str(file), "exec")))
    return int(pytest.main([*OPTIONS, "-x", *_files(tests)], plugins=[Chosen(tests, database)]))


def _files(tests: list[str]) -> list[str]:
    return sorted({test.partition("::")[0] for test in tests})
