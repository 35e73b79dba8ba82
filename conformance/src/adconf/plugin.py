# SPDX-License-Identifier: Apache-2.0
"""The pytest plugin: one test item for each scenario and client.

pytest selects (-k), counts, stops early (-x) and writes JUnit XML. The work is done ahead of it by
the crew's threads, so that no worker processes of Python's own are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from adconf.crew import Crew, Pair
from adconf.progress import Progress
from adconf.runner import Row
from adconf.verdict import Verdict


class HarnessTrouble(Exception):
    """The run says nothing about the client."""


class ScenarioItem(pytest.Item):
    """One client in one scenario."""

    pair: Pair
    future: Future[Row] | None = None

    def setup(self) -> None:
        """Waits for the outcome; an error verdict is pytest's `error`, not its `failed`."""
        row = self.row()
        if row.judgement.verdict is Verdict.ERROR:
            raise HarnessTrouble(row.judgement.reason)

    def runtest(self) -> None:
        """Turns the verdict into pytest's outcome."""
        judgement = self.row().judgement
        if not judgement.verdict.started:
            pytest.skip(judgement.reason)
        if judgement.verdict is Verdict.EXPECTED_FAIL:
            pytest.xfail(judgement.reason)
        if not judgement.verdict.as_expected:
            pytest.fail("\n".join(judgement.reasons), pytrace=False)

    def row(self) -> Row:
        """The outcome."""
        assert self.future is not None, "the plugin submits every selected item"
        return self.future.result()

    def repr_failure(self, excinfo: Any, style: Any = None) -> str:
        """The reasons alone, without a trace into the driver."""
        if isinstance(excinfo.value, (HarnessTrouble, pytest.fail.Exception)):
            return str(excinfo.value)
        return str(excinfo.getrepr(style="short"))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the scenario is, and its name."""
        return self.pair[0].path, 0, self.name


class ConformPlugin:
    """Gives pytest its items, has the crew run them ahead of it, and keeps the rows looked at."""

    def __init__(self, pairs: Sequence[Pair], crew: Crew, progress: Progress) -> None:
        self._pairs = pairs
        self._crew = crew
        self._progress = progress
        self.rows: list[Row] = []

    def pytest_collection(self, session: pytest.Session) -> bool:
        """Replaces the search for test files."""
        session.items = [self._item(session, pair) for pair in self._pairs]
        session.config.hook.pytest_collection_modifyitems(
            session=session, config=session.config, items=session.items
        )
        session.testscollected = len(session.items)
        session.config.hook.pytest_collection_finish(session=session)
        return True

    @staticmethod
    def _item(session: pytest.Session, pair: Pair) -> ScenarioItem:
        name = f"{pair[0].id}[{pair[1].name}]"
        item: ScenarioItem = ScenarioItem.from_parent(session, name=name, nodeid=name)
        item.pair = pair
        return item

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Starts the work as soon as it is known what was selected."""
        items = [item for item in session.items if isinstance(item, ScenarioItem)]
        self._progress.begin([item.pair for item in items])
        for item in items:
            item.future = self._crew.submit(item.pair)

    def pytest_runtest_makereport(self, item: pytest.Item, call: Any) -> None:
        """Keeps the row once its item was looked at."""
        if call.when == "setup" and isinstance(item, ScenarioItem):
            item.user_properties = [("verdict", item.row().judgement.verdict.value)]
            self.rows.append(item.row())

    def pytest_sessionfinish(self) -> None:
        """Drops what an early stop left undone."""
        self._crew.stop()

    @pytest.hookimpl(trylast=True)  # type: ignore[misc]  # when pytest has made its reporter
    def pytest_configure(self, config: pytest.Config) -> None:
        """Silences pytest's own output: conform has its own."""
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if reporter:
            config.pluginmanager.unregister(reporter)
