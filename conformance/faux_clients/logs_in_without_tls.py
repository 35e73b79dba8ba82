# SPDX-License-Identifier: Apache-2.0
"""Logs in to a directory without TLS, where all can listen."""

from faux_base import Client, main


class LogsInWithoutTls(Client):
    """The base client with one defect."""

    def start_tls(self, server: str) -> list[str]:
        return []


if __name__ == "__main__":
    main(LogsInWithoutTls)
