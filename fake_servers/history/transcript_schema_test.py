# SPDX-License-Identifier: Apache-2.0
"""The transcript that is written is the one that the published schema describes.

Usage: transcript_schema_test.py SAMPLE_PROGRAM SCHEMA
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema


def spoilt(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yields the document with one event changed so that it must not pass."""
    for index, event in enumerate(document["events"]):
        for name in [*event, "surprise"]:
            other = copy.deepcopy(document)
            other["events"][index][name] = {"not": "a value of any field"}
            yield other


def main() -> int:
    program, schema_file = sys.argv[1:]
    schema = json.loads(Path(schema_file).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    sample = subprocess.run([program], check=True, capture_output=True, text=True)
    document = json.loads(sample.stdout)
    validator.validate(document)
    for bad in spoilt(document):
        if validator.is_valid(bad):
            print("the schema lets this pass:", bad, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
