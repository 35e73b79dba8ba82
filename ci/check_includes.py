#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a C++ file includes against the direction of dependence.

Usage: check_includes.py PROJECT_ROOT
The table below is the one place that says who may know whom.
"""
import re
import sys
from pathlib import Path

# part → module → the modules whose headers it may include, besides its own.
ALLOWED: dict[str, dict[str, set[str]]] = {
    "engine": {
        "autodiscover": set(),
        "base": {"autodiscover"},
        "codec": {"autodiscover", "base"},
        "core": {"autodiscover", "base", "codec"},
        "cache": {"autodiscover", "base"},
        "driver": {"autodiscover", "base", "codec", "core", "cache"},
        "client": {"autodiscover", "base", "core", "cache", "driver"},
        "c": {"autodiscover", "driver"},
        "fuzz": {"autodiscover", "base", "codec", "core", "driver", "c"},
        "bench": {"autodiscover", "codec", "core"},
        "integration": {"autodiscover", "base", "core", "driver", "client"},
    },
    "fake_servers": {
        "world": {"history", "tls", "dns"},
        "auth": {"world", "history"},
        "history": {"auth"},
        "tls": {"world"},
        "dns": {"world", "history"},
        "wire": {"world", "history", "tls"},
        "ldap": {"world", "auth", "history", "tls", "wire"},
        "http": {"world", "auth", "history", "tls", "dns", "wire", "ldap"},
        "sandbox": {"world", "auth", "history", "tls", "wire"},
        "main": {"world", "history", "tls", "dns", "wire", "http", "sandbox"},
        "fuzz": {"world", "auth", "history", "dns", "wire", "http", "ldap"},
    },
    "tools": {"autodiscover": set()},
}
# Third-party headers, and the only modules that may include them.
WRAPPED: dict[str, set[str]] = {
    r"pugixml\.hpp": {"engine/codec", "engine/bench", "fake_servers/http"},
    r"curl/.*": {"engine/driver", "engine/bench"},
    r"ares\.h": {"engine/driver"},
    r"openssl/.*": {
        "engine/driver",
        "engine/integration",  # A TLS server for its tests.
        "fake_servers/auth",
        "fake_servers/tls",
        "fake_servers/wire",
        "fake_servers/history",
        "fake_servers/http",
        "fake_servers/sandbox",
    },
    r"(gssapi|krb5)/.*": {"engine/driver", "fake_servers/auth"},
    r"(lber|ldap|openldap)\.h": {"engine/driver", "fake_servers/ldap"},
    r"yaml-cpp/.*": {"fake_servers/world"},
    r"httplib\.h": {"fake_servers/http", "fake_servers/wire"},
    r"nlohmann/.*": {
        "fake_servers/world",
        "fake_servers/history",
        "fake_servers/http",
        "fake_servers/main",
        "fake_servers/sandbox",
        "tools/autodiscover",
        "engine/c",
        "engine/client",
        "engine/codec",
    },
    r"CLI/.*": {"fake_servers/main", "tools/autodiscover"},
    r"idn2\.h": {"engine/base"},
    r"libpsl\.h": {"engine/base"},
    r"sqlite3\.h": {"engine/cache"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def module_of(path: Path) -> tuple[str, str]:
    """Names the part and the module that a file belongs to."""
    part, *rest = path.parts
    if part == "engine" and rest[:2] == ["include", "autodiscover"]:
        return part, "autodiscover"
    return part, rest[0] if len(rest) > 1 else ""


def problem_of(path: Path, kind: str, target: str) -> str | None:
    """Judges one include line of `path`."""
    part, module = module_of(path)
    test = path.stem.endswith("_test")
    for pattern, homes in WRAPPED.items():
        if re.fullmatch(pattern, target) and f"{part}/{module}" not in homes and not test:
            return f"<{target}> belongs behind {' or '.join(sorted(homes))}"
    if kind == "<" or "/" not in target:
        return None
    to_module = target.split("/")[0]
    if part == "tools":
        own = target.startswith((f"tools/{module}/", "autodiscover/"))
        return None if own else f'"{target}" is not public'
    table = ALLOWED[part]
    if module not in table or to_module not in table:
        return (
            f'"{target}": the table of ci/check_includes.py does not know {module} or {to_module}'
        )
    if to_module == module or to_module in table[module] or (test and to_module == "testing"):
        return None
    return f'"{target}": {module} must not depend on {to_module}'


def main(arguments: list[str]) -> int:
    """Checks every C++ file below the project's root."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    root, found, files = Path(arguments[0]), 0, 0
    for part in ALLOWED:
        for path in sorted((root / part).rglob("*")):
            if path.suffix not in (".h", ".cc") or "examples" in path.parts:
                continue
            files += 1
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                problem = match and problem_of(path.relative_to(root), match[1], match[2])
                if problem:
                    print(f"{path.relative_to(root)}:{number}: {problem}")
                    found += 1
    if not files:
        print(f"no C++ file below {root}: wrong folder?", file=sys.stderr)
        return 2
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
