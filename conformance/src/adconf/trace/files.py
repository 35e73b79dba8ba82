# SPDX-License-Identifier: Apache-2.0
"""Traces on the disk: which format a file has, and the one that is written."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from adconf.errors import UsageError
from adconf.trace.har_read import read_har
from adconf.trace.har_write import har
from adconf.trace.model import Trace


def write(trace: Trace, path: Path) -> None:
    """HAR. Only a cleaned trace may come here."""
    text = json.dumps(har(trace), indent=1, ensure_ascii=False) + "\n"
    write_whole(path, text)


def write_whole(path: Path, text: str) -> None:
    """All of it or nothing, and for its owner alone. Raises UsageError."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            try:
                file.write(text)
                file.flush()
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def read(path: Path) -> Trace:
    """HAR, the XML report of the Remote Connectivity Analyzer, or a folder of replies."""
    if path.is_dir():
        from adconf.trace.folder import read_folder

        return read_folder(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        try:
            return read_har(json.loads(data.decode("utf-8-sig")), str(path))
        except ValueError as error:
            raise UsageError(f"{path}: no JSON: {error}") from error
    from adconf.trace.analyzer import read_report

    return read_report(data, str(path))
