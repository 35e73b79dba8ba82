# SPDX-License-Identifier: Apache-2.0
"""Asks every source, also those that the user has switched off."""

from typing import Any

from faux_base import Client, main


class IgnoresSwitches(Client):
    """The base client with one defect."""

    def __init__(self, ask: dict[str, Any]) -> None:
        super().__init__(ask | {"without": []})


if __name__ == "__main__":
    main(IgnoresSwitches)
