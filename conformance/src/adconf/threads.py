# SPDX-License-Identifier: Apache-2.0
"""Threads that only wait for clients: whoever leaves them does not wait for what still runs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from adconf import sandbox


@contextmanager
def threads(jobs: int) -> Iterator[ThreadPoolExecutor]:
    """So many threads. Where Ctrl-C ends their use early, the clients that they run end at once."""
    pool = ThreadPoolExecutor(max_workers=jobs)
    try:
        yield pool
    finally:
        end(pool)


def end(pool: ThreadPoolExecutor) -> None:
    """Starts nothing more, ends what runs, and waits until it has ended."""
    pool.shutdown(wait=False, cancel_futures=True)
    with sandbox.RUNNING.ending():
        pool.shutdown(wait=True)
