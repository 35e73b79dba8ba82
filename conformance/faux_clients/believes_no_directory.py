# SPDX-License-Identifier: Apache-2.0
"""Believes a directory that was asked over TLS no more than one that was not."""

from collections.abc import Iterator

from faux_base import Client, main


class BelievesNoDirectory(Client):
    """The base client with one defect."""

    def from_directory(self) -> Iterator[tuple[str, str]]:
        for url, _ in super().from_directory():
            yield url, "directory"


if __name__ == "__main__":
    main(BelievesNoDirectory)
