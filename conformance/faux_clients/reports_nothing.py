# SPDX-License-Identifier: Apache-2.0
"""Says that it found nothing, and not where it looked."""

from faux_base import Client, main


class ReportsNothing(Client):
    """The base client with one defect."""

    def tell(self, target: str, stage: str) -> None:
        pass


if __name__ == "__main__":
    main(ReportsNothing)
