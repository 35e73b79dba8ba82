# SPDX-License-Identifier: Apache-2.0
"""Takes the body for an answer, whatever the status says."""

from faux_base import Client, main
from faux_http import Response


class TakesAnyStatus(Client):
    """The base client with one defect."""

    @staticmethod
    def is_success(response: Response) -> bool:
        return True


if __name__ == "__main__":
    main(TakesAnyStatus)
