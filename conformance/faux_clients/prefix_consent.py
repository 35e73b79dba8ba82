# SPDX-License-Identifier: Apache-2.0
"""Takes a host for one with consent when its name only begins alike."""

from faux_base import Client, main


class PrefixConsent(Client):
    """The base client with one defect."""

    def consented(self, host: str) -> bool:
        named = tuple(name.lower() for name in self.ask["allow_redirect_to"])
        return super().consented(host) or (bool(named) and host.startswith(named))


if __name__ == "__main__":
    main(PrefixConsent)
