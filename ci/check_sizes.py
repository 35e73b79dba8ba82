#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a file or a Python function outgrows its room, or has no licence line.

Usage: check_sizes.py FILE...   (C++ functions are clang-tidy's: readability-function-size)
"""
import ast
import sys
from pathlib import Path

FILE_LINES_MAX = {".cc": 400, ".h": 400, ".py": 300, ".sh": 300, "": 300}
PYTHON_FUNCTION_LINES_MAX = 40
LICENCE = "SPDX-License-Identifier: Apache-2.0"
LICENCE_WITHIN_LINES = 5


def problems_of(path: Path) -> list[str]:
    """Says what is wrong with one file; nothing when all is well."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = []
    limit = FILE_LINES_MAX.get(path.suffix)
    if limit and len(lines) > limit:
        found.append(f"{path}: {len(lines)} lines, at most {limit}: split it by what it does")
    if not any(LICENCE in line for line in lines[:LICENCE_WITHIN_LINES]):
        found.append(f"{path}: no `{LICENCE}` in its first {LICENCE_WITHIN_LINES} lines")
    if path.suffix == ".py":
        found += long_functions(path, text)
    return found


def long_functions(path: Path, text: str) -> list[str]:
    """Lists the functions of a Python file that do not fit a screen."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > PYTHON_FUNCTION_LINES_MAX:
                found.append(
                    f"{path}:{node.lineno}: {node.name} has {length} lines, "
                    f"at most {PYTHON_FUNCTION_LINES_MAX}"
                )
    return found


def main(arguments: list[str]) -> int:
    """Checks every file named; 1 when one has a problem."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    found = [problem for name in arguments for problem in problems_of(Path(name))]
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
