#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when `autodiscover discover` prints or writes a secret, whatever the scheme and the form.

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
# The last stands for the files.
FORMS = ("--json", "--explain", "", "--report")
FILES = ("--report", "--rca", "--record")
# A server that says what it was told.
WORLD = """mailbox: {{address: {user}, password: "{password}", token: {token}}}
world:
{kerberos}  hosts:
    corp.test:
      https:
        auth: {auth}
        reply: settings
        headers: {{Server: "a {secret}", Via: "{sent}"}}
"""


def world(folder: Path, scheme: str, accept: str) -> Path:
    """A host that asks for a login in one way."""
    path = folder / f"{scheme}-{accept}.yaml"
    realm = "  kerberos: {realm: CORP.TEST, ticket: none}\n" if scheme == "negotiate" else ""
    auth = f"{{schemes: [{scheme}], accept: {accept}}}"
    secret = TOKEN if scheme == "bearer" else PASSWORD
    sent = pair() if scheme == "basic" else secret
    text = WORLD.format(
        user=USER,
        password=PASSWORD,
        token=TOKEN,
        kerberos=realm,
        auth=auth,
        secret=secret,
        sent=sent,
    )
    path.write_text(text, encoding="utf-8")
    return path


def output(programs: Path, scenario: Path, scheme: str, form: str) -> str:
    """All that the command prints, or writes."""
    bearer, folder = scheme == "bearer", scenario.parent / "written"
    folder.mkdir(exist_ok=True)
    options = [part for name in FILES for part in (name, str(folder / name[2:]))]
    command = [
        *(str(programs / "fake-exchange"), "run", str(scenario), "--writable", str(folder), "--"),
        *(str(programs / "autodiscover"), "discover", USER),
        *(["--token-stdin", "--token-host", "corp.test"] if bearer else ["--password-stdin"]),
        *(["--kerberos"] if scheme == "negotiate" else []),
        *(options if form in FILES else [form] if form else []),
    ]
    done = subprocess.run(
        command,
        input=f"{TOKEN if bearer else PASSWORD}\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    files = [(folder / name[2:]).read_text("utf-8") for name in FILES if form in FILES]
    return "\n".join([done.stdout, done.stderr, *files])


def pair() -> str:
    """What Basic sends."""
    return base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


def secrets() -> list[str]:
    """What must not be there: the secrets as they are, and as they are written on the way."""
    return [PASSWORD, quote(PASSWORD, safe=""), pair(), TOKEN, "TlRMTVNTUA", "Negotiate YII"]


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
