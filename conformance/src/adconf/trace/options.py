# SPDX-License-Identifier: Apache-2.0
"""The command lines of `conform record` and `conform import`."""

from __future__ import annotations

import argparse
from pathlib import Path

from adconf import commands

_RECORD = """\
examples:
  conform record --world red/redirect-301 --client engine -o trace.har
  conform record --world red/redirect-301 -o trace.har -- curl -sL https://corp.test/
  conform record --to contoso.com --to autodiscover.contoso.com -o trace.har -- ./my-client
  conform record --to mail.corp.test:443=127.0.0.1:8443 --ca ca.pem -o trace.har -- ./my-client

The client runs in a network of its own and can reach the targets alone; its HTTPS goes through
a proxy with a root of its own. Nothing reaches the disk before it is cleaned.
"""
_IMPORT = """\
examples:
  conform import trace.har -o scenarios/traces/mine.yaml
  conform import report.xml                            of the Remote Connectivity Analyzer
  conform import replies/ --keep contoso.com           a folder of XML replies

What is written has to be reviewed: its head says how.
"""


def add_record(sub: argparse.ArgumentParser) -> None:
    """`conform record`."""
    sub.usage = (
        "conform record (--world SCENARIO | --to HOST) -o FILE [OPTION ...] [-- COMMAND ...]"
    )
    sub.formatter_class = argparse.RawDescriptionHelpFormatter
    sub.epilog = _RECORD
    sub.add_argument("--world", metavar="SCENARIO|FILE", help="what the client meets: this world")
    sub.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="HOST[:PORT=ADDRESS:PORT]",
        help="… or this real host, and no other that is not named; repeat for more",
    )
    sub.add_argument("--resolver", metavar="ADDRESS[:PORT]", help="default: this machine's")
    sub.add_argument("--ca", type=Path, metavar="FILE", help="a root to trust at the targets")
    sub.add_argument(
        "--client", metavar="NAME|DIR", help="instead of a command, with --world: an adapter"
    )
    _add_cleaning(sub)
    sub.add_argument(
        "-o", dest="output", type=Path, required=True, metavar="FILE", help="HAR 1.2, cleaned"
    )
    sub.set_defaults(run=commands.record)


def add_clean(sub: argparse.ArgumentParser) -> None:
    """`conform clean`."""
    sub.description = (
        "Standard input is one object: `trace`, a HAR as docs/trace.md says, and `secrets`, a list "
        "of what must not be left. What is written is cleaned. `autodiscover discover --record` "
        "hands over so what it has seen."
    )
    _add_cleaning(sub)
    sub.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE", help="HAR 1.2")
    sub.set_defaults(run=commands.clean_raw)


def add_import(sub: argparse.ArgumentParser) -> None:
    """`conform import`."""
    sub.formatter_class = argparse.RawDescriptionHelpFormatter
    sub.epilog = _IMPORT
    sub.add_argument("trace", type=Path, metavar="TRACE", help="HAR, report or folder")
    _add_cleaning(sub)
    sub.add_argument("--har", type=Path, metavar="FILE", help="write the cleaned trace, too")
    sub.add_argument(
        "-o", dest="output", type=Path, metavar="FILE", help="default: standard output"
    )
    sub.set_defaults(run=commands.import_trace)


def _add_cleaning(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--secret-file",
        type=Path,
        metavar="FILE",
        help="passwords and tokens, one a line: where one is left nothing is written",
    )
    sub.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="NAME",
        help="a host, domain, address or word that may stay; repeat for more",
    )
