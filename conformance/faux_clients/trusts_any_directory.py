# SPDX-License-Identifier: Apache-2.0
"""Believes a directory whoever it is, and however it was asked."""

from collections.abc import Iterator

from faux_base import Client, main


class TrustsAnyDirectory(Client):
    """The base client with one defect."""

    def from_directory(self) -> Iterator[tuple[str, str]]:
        for url, _ in super().from_directory():
            yield url, "tls"

    def tls_settings(self) -> dict[str, str]:
        return {"LDAPTLS_REQCERT": "never"}


if __name__ == "__main__":
    main(TrustsAnyDirectory)
