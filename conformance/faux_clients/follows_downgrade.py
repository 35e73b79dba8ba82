# SPDX-License-Identifier: Apache-2.0
"""Follows a redirect from https to http."""

from urllib.parse import SplitResult

from faux_base import Client, main


class FollowsDowngrade(Client):
    """The base client with one defect."""

    @staticmethod
    def scheme_allowed(parts: SplitResult) -> bool:
        return parts.scheme.lower() in ("https", "http") and "@" not in parts.netloc


if __name__ == "__main__":
    main(FollowsDowngrade)
