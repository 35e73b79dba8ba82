# SPDX-License-Identifier: Apache-2.0
"""A libpurple on GLib's loop, with a user who rejects every certificate he is asked about."""

from __future__ import annotations

import sys
from ctypes import CFUNCTYPE, byref, c_char_p, c_int, c_size_t, c_uint, c_void_p, cast
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
from c_library import function  # noqa: E402

# GLib's conditions of a descriptor, and libpurple's: 1 to read, 2 to write.
_IN, _OUT, _BROKEN = 1, 4, 8 | 16
_FD_READY = CFUNCTYPE(c_int, c_int, c_int, c_void_p)
_INPUT = CFUNCTYPE(None, c_void_p, c_int, c_int)
_ADD = CFUNCTYPE(c_uint, c_int, c_int, c_void_p, c_void_p)
_CHOSEN = CFUNCTYPE(None, c_void_p, c_int)
_ASK = CFUNCTYPE(
    c_void_p, *[c_char_p] * 3, c_int, c_void_p, c_char_p, *[c_void_p] * 2, c_size_t, c_void_p
)
# What C has the address of, kept from the collector.
_kept = []


def _pointer(call):
    """The address of a function."""
    _kept.append(call)
    return cast(call, c_void_p).value


def _add_input(fd, condition, called, data):
    """libpurple's wish to hear of a descriptor, put to GLib's loop."""

    def ready(_, seen, __):
        happened = bool(seen & (_IN | _BROKEN)) | 2 * bool(seen & (_OUT | 8))
        _INPUT(called)(data, fd, happened)
        return 1

    wanted = (_IN | _BROKEN) * (condition & 1) | (_OUT | 8) * (condition >> 1 & 1)
    _kept.append(_FD_READY(ready))
    add = function("g_unix_fd_add_full", c_uint, *[c_int] * 3, _FD_READY, *[c_void_p] * 2)
    return add(0, fd, wanted, _kept[-1], None, None)


def _reject(_title, _text, _more, _default, _account, _who, _talk, data, _count, choices):
    """The user, asked about a certificate, takes the second choice: Reject. `choices` is the
    va_list of x86-64: two words of offsets, then the overflow area and the register area."""
    offset = c_uint.from_address(choices).value
    overflow, registers = (c_void_p * 2).from_address(choices + 8)
    places = [registers + at for at in range(offset, 48, 8)]
    places += [overflow + 8 * index for index in range(4)]
    _CHOSEN(c_void_p.from_address(places[3]).value)(data, 1)
    return 1


def start():
    """libpurple on GLib's loop, with nobody to talk to but `_reject`."""
    names = ["g_timeout_add", "g_source_remove", "", "g_source_remove", "", "g_timeout_add_seconds"]
    loop = [_pointer(function(name, c_uint)) if name else None for name in names]
    loop[2] = _pointer(_ADD(_add_input))
    _kept.extend([(c_void_p * 9)(*loop), (c_void_p * 11)(None, None, _pointer(_ASK(_reject)))])
    function("purple_eventloop_set_ui_ops", None, c_void_p)(byref(_kept[-2]))
    function("purple_plugins_add_search_path", None, c_char_p)(b"/usr/lib/purple-2")
    function("purple_core_init", c_int, c_char_p)(b"adapter")
    function("purple_request_set_ui_ops", None, c_void_p)(byref(_kept[-1]))
    function("purple_set_blist", None, c_void_p)(function("purple_blist_new", c_void_p)())
