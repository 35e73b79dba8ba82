# SPDX-License-Identifier: Apache-2.0
"""Functions of a C library that has no header package, and GLib's errors, by ctypes."""

from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_uint32
from typing import Any

# GIO would start daemons of the desktop's for these.
os.environ.setdefault("GIO_USE_VFS", "local")
os.environ.setdefault("GSETTINGS_BACKEND", "memory")


class _Error(Structure):
    _fields_ = [("domain", c_uint32), ("code", c_int), ("message", c_char_p)]


ERROR = POINTER(POINTER(_Error))


def load(*names: str) -> None:
    """Loads these, each seeing those before it."""
    for name in names:
        ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)


def function(name: str, result: Any, *arguments: Any) -> Any:
    """A function of whatever was loaded."""
    found = getattr(ctypes.CDLL(None), name)
    found.restype, found.argtypes = result, arguments
    return found


class Error:
    """A GError that a call may set."""

    def __init__(self) -> None:
        self._pointer = POINTER(_Error)()
        self.place = byref(self._pointer)

    @property
    def domain(self) -> str:
        """Empty when there is no error."""
        if not self._pointer:
            return ""
        name: bytes = function("g_quark_to_string", c_char_p, c_uint32)(
            self._pointer.contents.domain
        )
        return name.decode()

    @property
    def code(self) -> int:
        """Within the domain."""
        return int(self._pointer.contents.code) if self._pointer else 0

    def __str__(self) -> str:
        if not self._pointer:
            return "no error was set"
        message = (self._pointer.contents.message or b"").decode(errors="replace")
        return f"{self.domain} {self.code}: {message}"
