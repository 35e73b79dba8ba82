# SPDX-License-Identifier: Apache-2.0
"""Firefox's own NTLM, which Thunderbird brings, logs in with the right password alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from adconf import sandbox
from adconf.client import load_client
from adconf.paths import CLIENTS, programs
from adconf.runner import CA_FILE

_PROFILE = load_client(CLIENTS / "thunderbird").installed / "profile"
_HERE = Path(__file__).parent
_URL = "https://mail.corp.test/autodiscover/autodiscover.xml"
_PASSWORD = "correct horse battery"
_INSIDE = """
import json, sys
from pathlib import Path
lib, script, profile, request = sys.argv[1:]
sys.path.insert(0, lib)
import thunderbird
print(json.dumps(thunderbird.run(json.loads(request), Path(script), Path(profile))))
"""

pytestmark = pytest.mark.skipif(
    not (shutil.which("thunderbird") and _PROFILE.is_dir()),
    reason="Thunderbird: conform install thunderbird",
)


def ask(folder: Path, scheme: str, password: str) -> tuple[int, Mapping[str, Any]]:
    """The status that it gets, and what the world saw."""
    world = folder / "world.yaml"
    world.write_text(
        f"mailbox: {{address: ann@corp.test, password: {_PASSWORD}}}\n"
        f"world: {{hosts: {{mail.corp.test: {{https: {{auth: {scheme}, body: in}}}}}}}}\n",
        encoding="utf-8",
    )
    login = {"username": "ann@corp.test", "password": password}
    request = json.dumps(login | {"url": _URL, "ca_file": CA_FILE})
    script = str(_HERE / "gecko_login.js")
    line = ["/usr/bin/python3", "-c", _INSIDE, str(CLIENTS / "lib"), script, str(_PROFILE), request]
    task = sandbox.Task(world, line, _HERE, "", 1, 60, shown=(_PROFILE, _HERE))
    execution = sandbox.run(task, programs())
    assert execution.exit_code == 0, execution.stderr
    return json.loads(execution.stdout)["status"], execution.transcript or {}


@pytest.mark.parametrize(("password", "status"), [(_PASSWORD, 200), ("wrong horse", 401)])
@pytest.mark.parametrize("scheme", ["ntlm", "digest", "basic"])
def test_it_logs_in_with_the_right_password_alone(
    tmp_path: Path, scheme: str, password: str, status: int
) -> None:
    got, seen = ask(tmp_path, scheme, password)
    assert got == status
    tried = [(e["auth"], e["credential"]) for e in seen["events"] if e["kind"] == "request"]
    assert (scheme, "accepted" if status == 200 else "rejected") in tried
