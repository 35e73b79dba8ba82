# SPDX-License-Identifier: Apache-2.0
"""Takes every URL that a V2 answer names, wherever it leads."""

from faux_base import Client, main


class BelievesV2Urls(Client):
    """The base client with one defect."""

    def url_allowed(self, url: str) -> bool:
        return True


if __name__ == "__main__":
    main(BelievesV2Urls)
