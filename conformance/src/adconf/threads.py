# SPDX-License-Identifier: Apache-2.0
"""Threads that only wait for clients: whoever leaves them does not wait for what still runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from adconf import sandbox


@contextmanager
def threads(jobs: int) -> Iterator[ThreadPoolExecutor]:
    """So many threads. Where Ctrl-C ends their use early, the clients that they run end at once."""
    pool = make_pool(jobs)
    try:
        yield pool
    finally:
        end(pool)


def make_pool(jobs: int, name: str = "") -> ThreadPoolExecutor:
    """So many threads, all of them there before the first client is.

    A pool starts a thread when there is work for it, and does not know it yet while it comes up:
    an interrupt in that moment would leave a thread, and its client, that nobody ends.
    """
    pool = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix=name)
    together = threading.Barrier(jobs)
    try:
        for _ in range(jobs):
            pool.submit(together.wait)
    except BaseException:
        together.abort()
        raise
    return pool


def end(pool: ThreadPoolExecutor) -> None:
    """Starts nothing more, ends what runs, and waits until it has ended."""
    pool.shutdown(wait=False, cancel_futures=True)
    with sandbox.RUNNING.ending():
        pool.shutdown(wait=True)
