#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when `autodiscover discover` prints a secret, whatever the scheme and the output.

Usage: secrets_in_output_test.py FOLDER_OF_PROGRAMS
"""

import base64
import itertools
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

USER = "ann@corp.test"
PASSWORD = "Wie-geheim/ist+das?7"
TOKEN = "eyJ0eXAiOiJKV1QifQ.e30.c2lnbmF0dXJlLW9mLW91cnM"
SCHEMES = ("basic", "digest", "ntlm", "negotiate", "bearer")
FORMS = ("--json", "--explain", "")
WORLD = """mailbox: {{address: {user}, password: "{password}", token: {token}}}
world:
{kerberos}  hosts:
    corp.test: {{https: {{auth: {auth}, reply: settings}}}}
"""


def world(folder: Path, scheme: str, accept: str) -> Path:
    """A host that asks for a login in one way."""
    path = folder / f"{scheme}-{accept}.yaml"
    realm = "  kerberos: {realm: CORP.TEST, ticket: none}\n" if scheme == "negotiate" else ""
    auth = f"{{schemes: [{scheme}], accept: {accept}}}"
    path.write_text(
        WORLD.format(user=USER, password=PASSWORD, token=TOKEN, kerberos=realm, auth=auth),
        encoding="utf-8",
    )
    return path


def output(programs: Path, scenario: Path, scheme: str, form: str) -> str:
    """All that the command prints."""
    bearer = scheme == "bearer"
    command = [
        *(str(programs / "fake-exchange"), "run", str(scenario), "--"),
        *(str(programs / "autodiscover"), "discover", USER),
        *(["--token-stdin", "--token-host", "corp.test"] if bearer else ["--password-stdin"]),
        *(["--kerberos"] if scheme == "negotiate" else []),
        *([form] if form else []),
    ]
    done = subprocess.run(
        command,
        input=f"{TOKEN if bearer else PASSWORD}\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout + done.stderr


def secrets() -> list[str]:
    """What must not be there: the secrets as they are, and as they are written on the way."""
    pair = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    return [PASSWORD, quote(PASSWORD, safe=""), pair, TOKEN, "TlRMTVNTUA", "Negotiate YII"]


def problem(text: str, scheme: str, form: str) -> str:
    """What is wrong with an output; empty: nothing."""
    if any(secret in text for secret in secrets()):
        return "prints a secret"
    # Otherwise the test would hold for a program that never logs in.
    if form and scheme not in text:
        return f"does not speak of {scheme}: {text}"
    return "" if text else "prints nothing"


def main(arguments: list[str]) -> int:
    """Tries every scheme, with a login that is accepted and one that is not, in every form."""
    programs, failed = Path(arguments[0]), 0
    with tempfile.TemporaryDirectory() as folder:
        for scheme, accept in itertools.product(SCHEMES, ("account", "nobody")):
            scenario = world(Path(folder), scheme, accept)
            for form in FORMS:
                wrong = problem(output(programs, scenario, scheme, form), scheme, form)
                if wrong:
                    failed += 1
                    print(f"{scheme}, accept: {accept}, {form or 'plain'}: {wrong}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
