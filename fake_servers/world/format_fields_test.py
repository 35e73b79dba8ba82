# SPDX-License-Identifier: Apache-2.0
"""The program and the published schema know the same fields of a scenario.

Usage: format_fields_test.py PROGRAM SCHEMA
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def properties(node: Any) -> set[str]:
    """The field names that a definition allows, in whichever way it lists them."""
    names = set(node.get("properties", {}))
    names |= set(node.get("propertyNames", {}).get("enum", []))
    for choice in node.get("oneOf", []):
        names |= properties(choice)
    return names


def schema_fields(schema: dict[str, Any]) -> dict[str, set[str]]:
    """The schema's fields by the names that the program has for the maps."""
    defs = schema["$defs"]
    answer = defs["answer-fields"]["properties"]
    same = ("answer", "auth", "bearer", "digest", "host", "kerberos", "mailbox")
    same += ("ldap", "match", "ntlm", "resolver", "route", "service", "tcp", "tls", "world")
    fields = {name: properties(defs[name]) for name in same}
    fields["dns"] = properties(defs["dns-name"])
    fields["fault"] = properties(answer["fault"])
    fields["ldap_point"] = properties(defs["ldap"]["properties"]["points"]["items"])
    fields["padding"] = properties(answer["padding"])
    fields["scenario"] = properties(schema)
    fields["alternative_mailbox"] = properties(answer["alternative_mailboxes"]["items"])
    fields["after"] = properties(defs["match"]["properties"]["after"])
    fields["wait_for"] = properties(answer["wait_for"])
    fields["waited_request"] = properties(answer["wait_for"]["properties"]["request"])
    return fields


def main() -> int:
    program, schema_file = sys.argv[1:]
    output = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    ours = {kind: set(names) for kind, names in json.loads(output).items()}
    theirs = schema_fields(json.loads(Path(schema_file).read_text(encoding="utf-8")))
    differences = 0
    for kind in sorted(ours | theirs):
        for name in sorted(ours.get(kind, set()) ^ theirs.get(kind, set())):
            where = "the program" if name in ours.get(kind, set()) else "the schema"
            print(f"{kind}.{name} is known to {where} only", file=sys.stderr)
            differences += 1
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
