#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes an unmodified exchangelib 4.9.0 answer one question of the suite.

Usage: adapter.py pox|soap   (one JSON request on standard input; see conformance/ADAPTERS.md)
"""

from __future__ import annotations

import gc
import json
import sys
from typing import Any

# A sixth of the time to load exchangelib goes to a collector that finds nothing.
gc.disable()
from exchangelib.autodiscover.discovery.pox import PoxAutodiscovery  # noqa: E402
from exchangelib.autodiscover.discovery.soap import SoapAutodiscovery  # noqa: E402
from exchangelib.credentials import Credentials  # noqa: E402
from exchangelib.errors import (  # noqa: E402
    AutoDiscoverError,
    ErrorNonExistentMailbox,
    UnauthorizedError,
)

gc.enable()

ENGINES = {"pox": PoxAutodiscovery, "soap": SoapAutodiscovery}


def discover(engine: str, request: dict[str, Any]) -> dict[str, Any]:
    """Runs discovery and turns what exchangelib returns or raises into an outcome."""
    if request.get("version") != 1:
        return {"outcome": "unsupported", "message": "this adapter speaks version 1"}
    if request["command"] != "discover" or request["protocol"] not in ("any", engine):
        return {"outcome": "unsupported"}
    credentials = Credentials(username=request["username"], password=request["password"])
    try:
        answer, protocol = ENGINES[engine](request["address"], credentials=credentials).discover()
    except (AutoDiscoverError, ErrorNonExistentMailbox) as error:
        return failure("not_found", error)
    except UnauthorizedError as error:
        return failure("auth_failed", error)
    except ValueError as error:
        # Also raised for answers that it cannot use: those are no fault of the address.
        invalid = "not a valid email" in str(error)
        return failure("invalid_address" if invalid else "error", error)
    except Exception as error:  # pylint: disable=broad-except; whatever leaks out is a result
        return failure("error", error)
    return {
        "outcome": "found",
        "ews_url": protocol.service_endpoint,
        "address": answer.autodiscover_smtp_address,
    }


def failure(outcome: str, error: Exception) -> dict[str, Any]:
    """An outcome with the exception as its message."""
    return {"outcome": outcome, "message": f"{type(error).__name__}: {error}"}


def main() -> int:
    """One request, one line of answer. What exchangelib prints goes to standard error."""
    answers, sys.stdout = sys.stdout, sys.stderr
    reply = discover(sys.argv[1], json.load(sys.stdin))
    print(json.dumps(reply), file=answers, flush=True)
    return 0


if __name__ == "__main__":
    if sys.argv[1] == "--resident":
        from adconf_resident.server import serve

        serve(main)
    sys.exit(main())
