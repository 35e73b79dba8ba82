# SPDX-License-Identifier: Apache-2.0
"""No password gets into what the driver shows."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from adconf.redact import MARK, forms_in, redact
from adconf.scenario import Mailbox

PASSWORD = 'correct "horse" & säule'
MAILBOX = Mailbox("ann@corp.test", "ann", PASSWORD)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("raw", f"login failed for {PASSWORD}!"),
        ("percent", "https://h/?p=" + quote(PASSWORD, safe="")),
        ("xml", "<p>correct &quot;horse&quot; &amp; säule</p>"),
        ("json", '{"p": "correct \\"horse\\" & s\\u00e4ule"}'),
        ("base64", "Basic " + base64.b64encode(f"ann:{PASSWORD}".encode()).decode()),
        ("base64", "Basic " + base64.b64encode(f"CORP\\ann:{PASSWORD}".encode()).decode()),
        ("utf-16", base64.b64encode(b"\0" * 5 + PASSWORD.encode("utf-16-le")).decode()),
    ],
)
def test_every_form_is_found_and_taken_out(form: str, text: str) -> None:
    assert form in forms_in(text, MAILBOX)
    clean = redact(text, MAILBOX)
    assert MARK in clean and forms_in(clean, MAILBOX) == ()


def test_other_text_stays() -> None:
    assert redact("correct horse", MAILBOX) == "correct horse"
    assert forms_in("Basic YW5uOg==", MAILBOX) == ()
