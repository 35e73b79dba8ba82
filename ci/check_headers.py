#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a C++ file uses what a header of the standard library gives, and does not include it.

Usage: check_headers.py PROJECT_ROOT
Only for those that the presets read in advance (`autodiscover_common_headers`): there the compiler
would not miss them. Including one of our own headers that does is enough; so is being a test.
"""
import re
import sys
from functools import cache
from pathlib import Path

from check_includes import ALLOWED

PARTS = tuple(ALLOWED)
INCLUDE = re.compile(r'^#include ([<"])([^>"]+)[>"]', re.M)
COMMON = re.compile(r"set\(autodiscover_common_headers\s+(.*?)\)", re.S)
# header → what of it stands in a file that needs it.
GIVES = {
    "algorithm": r"(?:min|max|clamp|sort|find_if|any_of|all_of|copy|equal|remove_if|transform"
    r"|for_each|lower_bound|ranges::[a-z_]+)\(",
    "array": r"array\b",
    "chrono": r"chrono\b",
    "functional": r"function<",
    "map": r"(?:multi)?map<",
    "memory": r"(?:unique_ptr|shared_ptr|weak_ptr|make_unique|make_shared)\b",
    "optional": r"(?:optional<|nullopt\b)",
    "string": r"(?:string|to_string)\b",
    "string_view": r"string_view\b",
    "variant": r"(?:variant<|visit\(|get_if\b|holds_alternative\b|monostate\b)",
    "vector": r"vector<",
}


class Tree:
    """The project's files, and what each includes in the end."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cache
    def included(self, file: Path) -> frozenset[str]:
        """The headers of others that `file` includes, itself or through ours."""
        found: set[str] = set()
        for kind, name in INCLUDE.findall(file.read_text(encoding="utf-8")):
            ours = self.ours(name) if kind == '"' else None
            found |= self.included(ours) if ours else {name}
        return frozenset(found)

    def ours(self, name: str) -> Path | None:
        """The file that one of our include lines means; None: one that the build makes."""
        folders = (self.root, *(self.root / part for part in PARTS), self.root / "engine/include")
        return next((folder / name for folder in folders if (folder / name).is_file()), None)


def problems(tree: Tree, file: Path, headers: list[str]) -> list[str]:
    """The headers that `file` should include, and where it shows."""
    found = []
    lines = [line.split("//")[0] for line in file.read_text(encoding="utf-8").splitlines()]
    for header in headers:
        pattern = re.compile(rf"\bstd::{GIVES[header]}")
        number = next((n for n, line in enumerate(lines, 1) if pattern.search(line)), 0)
        if number and header not in tree.included(file):
            found.append(f"{file.relative_to(tree.root)}:{number}: include <{header}>")
    return found


def main(arguments: list[str]) -> int:
    """Checks every C++ file of the product below the project's root."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(arguments[0])
    listed = COMMON.search((root / "CMakeLists.txt").read_text(encoding="utf-8"))
    headers = re.findall(r"<(\w+)>", listed[1]) if listed else []
    if not headers or set(headers) - set(GIVES):
        print(
            f"autodiscover_common_headers of CMakeLists.txt is {headers}, and not what this knows"
        )
        return 1
    files = [
        file
        for part in PARTS
        for file in sorted((root / part).rglob("*"))
        if file.suffix in (".h", ".cc") and not file.stem.endswith("_test")
    ]
    tree = Tree(root)
    found = [line for file in files for line in problems(tree, file, headers)]
    for line in found:
        print(line)
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
