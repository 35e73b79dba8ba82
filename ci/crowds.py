#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Which C++ files can be read as one, for the build and for clang-tidy.

Usage: crowds.py MOST FILE...     (prints for each file the number of its crowd, as a list of CMake)

Most of the time of compiling a small file goes to the headers of libraries. Files are put
together, at most MOST of them, unless two declare the same private name.
"""
import re
import sys
from pathlib import Path

# A file's private part, and in a line of it that is not indented the name that it declares.
PRIVATE = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.M | re.S)
TYPE = re.compile(r"^(?:class|struct|enum class|enum|MATCHER\w*\(|ACTION\w*\() ?(\w+)", re.M)
OTHER = re.compile(r"^[A-Za-z][^(={;]*?(\w+) ?[(={;\[]", re.M)
MAIN = re.compile(r"^int (main)\(", re.M)
# Saying these twice is saying the same.
HARMLESS = re.compile(r"^(?:using [^=]*;|namespace \w+ =|TEST(?:_[FP])?\(|INSTANTIATE_)")


def private_names(text: str) -> set[str]:
    """What no two files of a crowd may declare both."""
    names = set(MAIN.findall(text))
    for part in PRIVATE.findall(text):
        for line in part.splitlines():
            found = TYPE.match(line) or OTHER.match(line)
            if found and not HARMLESS.match(line):
                names.add(found.group(1))
    return names


def crowds(files: list[Path], most: int) -> list[list[Path]]:
    """The files, in crowds; the same files always give the same crowds."""
    made: list[tuple[list[Path], set[str]]] = []
    for file in files:
        names = private_names(file.read_text(encoding="utf-8"))
        for crowd, taken in made:
            if len(crowd) < most and not taken & names:
                break
        else:
            crowd, taken = [], set()
            made.append((crowd, taken))
        crowd.append(file)
        taken |= names
    return [crowd for crowd, _ in made]


def main(arguments: list[str]) -> None:
    """Says of each file in which crowd it is."""
    files = [Path(name) for name in arguments[1:]]
    made = crowds(files, int(arguments[0]))
    print(";".join(str(next(n for n, c in enumerate(made) if file in c)) for file in files), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
