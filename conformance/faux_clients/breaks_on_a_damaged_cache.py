# SPDX-License-Identifier: Apache-2.0
"""Breaks when its cache cannot be read."""

import json
from typing import Any

from faux_base import Client, main
from faux_cache import Store


class FragileStore(Store):
    """The memory of the base client with one defect."""

    def read(self) -> dict[str, Any]:
        if self.path and self.path.exists():
            json.loads(self.path.read_text(encoding="utf-8"))
        return super().read()


class BreaksOnADamagedCache(Client):
    """The base client with this memory."""

    def memory(self, folder: str) -> Store:
        return FragileStore(folder)

    def run(self) -> dict[str, Any]:
        try:
            return super().run()
        except ValueError as error:
            return {"outcome": "error", "message": str(error)}


if __name__ == "__main__":
    main(BreaksOnADamagedCache)
