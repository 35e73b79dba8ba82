# SPDX-License-Identifier: Apache-2.0
"""What a judgement is made of."""

from __future__ import annotations

from dataclasses import dataclass

from adconf.kinds import Kind


@dataclass(frozen=True)
class Finding:
    """One expectation that was not met."""

    text: str
    kind: Kind = Kind.CONDUCT
