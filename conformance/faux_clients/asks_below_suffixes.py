# SPDX-License-Identifier: Apache-2.0
"""Takes whatever follows the `@` for an organisation's domain."""

from faux_base import Client, main


class AsksBelowSuffixes(Client):
    """The base client with one defect."""

    @staticmethod
    def is_suffix(domain: str) -> bool:
        return False


if __name__ == "__main__":
    main(AsksBelowSuffixes)
