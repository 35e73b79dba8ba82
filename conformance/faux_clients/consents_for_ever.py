# SPDX-License-Identifier: Apache-2.0
"""Takes consent that was given once for consent by everybody."""

from faux_base import Client, main

_HOSTS = "consented"


class ConsentsForEver(Client):
    """The base client with one defect."""

    def consented(self, host: str) -> bool:
        known = self.store.read()
        hosts = sorted({*known.get(_HOSTS, ()), *self.ask["allow_redirect_to"]})
        self.store.write(known | {_HOSTS: hosts})
        return super().consented(host) or host in hosts


if __name__ == "__main__":
    main(ConsentsForEver)
