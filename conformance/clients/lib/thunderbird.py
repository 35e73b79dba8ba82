# SPDX-License-Identifier: Apache-2.0
"""Runs a script inside an unmodified Thunderbird, headless and without a window.

The script is an AutoConfig, which Thunderbird looks for beside its executable: that one is copied
to a folder where all the rest are links to what is installed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

_PREFERENCES = {
    "general.config.filename": "adapter.cfg",
    "general.config.obscure_value": 0,
    "general.config.sandbox_enabled": False,
    "browser.dom.window.dump.enabled": True,
    # What it would ask of the internet by itself.
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.manage-offline-status": False,
    "network.trr.mode": 5,
    "services.settings.server": "data:,",
    "datareporting.healthreport.uploadEnabled": False,
    "browser.region.network.url": "",
    "app.update.auto": False,
}
_INSTALLED = Path("/usr/lib/thunderbird")


def run(request: dict[str, Any], script: Path, prepared: Path) -> dict[str, Any]:
    """The reply that the script gives; `prepared` is a profile that was started on before."""
    home = Path(os.environ["HOME"])
    shutil.copytree(prepared, home / "profile")
    program = _linked(home / "thunderbird", request, script)
    process = subprocess.Popen(
        [program, "--headless", "-silent", "--no-remote", "--profile", home / "profile"],
        env=os.environ | {"MOZ_CRASHREPORTER_DISABLE": "1", "NO_AT_BRIDGE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("REPLY "):
            # It is left to the end of the world to stop it: an orderly exit takes 0.2 s.
            return dict(json.loads(line.removeprefix("REPLY ")))
    raise SystemExit("Thunderbird ended without a reply")


def _linked(folder: Path, request: dict[str, Any], script: Path) -> Path:
    """Makes the folder; the executable in it."""
    preferences = folder / "defaults" / "pref"
    preferences.mkdir(parents=True)
    for source in (_INSTALLED, _INSTALLED / "defaults", _INSTALLED / "defaults" / "pref"):
        for path in source.iterdir():
            target = folder / path.relative_to(_INSTALLED)
            if not target.exists():
                target.symlink_to(path)
    lines = [
        f"pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()
    ]
    (preferences / "adapter.js").write_text("\n".join(lines), encoding="utf-8")
    (folder / "adapter.cfg").write_text(_autoconfig(request, script), encoding="utf-8")
    # Where an executable is, it knows from the kernel, which follows links.
    (folder / "thunderbird").unlink()
    return Path(shutil.copy(_INSTALLED / "thunderbird", folder))


def _autoconfig(request: dict[str, Any], script: Path) -> str:
    bundle = Path(request["ca_file"]).read_text(encoding="ascii")
    found = re.findall("-BEGIN CERTIFICATE-----(.*?)-----END", bundle, re.DOTALL)
    known = {"request": request, "authorities": ["".join(text.split()) for text in found]}
    # The first line is skipped.
    parts = ["//", *(f"const {name} = {json.dumps(value)};" for name, value in known.items())]
    parts += [
        path.read_text(encoding="utf-8") for path in (Path(__file__).with_suffix(".js"), script)
    ]
    return "\n".join(parts)
