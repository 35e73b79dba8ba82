# SPDX-License-Identifier: Apache-2.0
"""Counts the redirects behind the plain HTTP probe, and not the probe's own."""

from faux_base import Client, main


class ProbeIsFree(Client):
    """The base client with one defect."""

    def count_probe(self) -> None:
        pass


if __name__ == "__main__":
    main(ProbeIsFree)
