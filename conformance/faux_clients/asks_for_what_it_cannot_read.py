# SPDX-License-Identifier: Apache-2.0
"""Says that it can handle EXHTTP blocks, and reads the older ones alone."""

import faux_pox
from faux_base import Client, main


class AsksForWhatItCannotRead(Client):
    """The base client with one defect."""

    def first_headers(self) -> dict[str, str]:
        return {"X-ClientCanHandle": "ExHttpInfo"}


if __name__ == "__main__":
    faux_pox.PROTOCOLS = ("EXPR", "EXCH")
    main(AsksForWhatItCannotRead)
