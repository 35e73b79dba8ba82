# SPDX-License-Identifier: Apache-2.0
"""The catalogue of requirements, scenarios/requirements.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from adconf import yaml_file
from adconf.errors import UsageError

FILE = "requirements.yaml"
# The strongest first.
LEVELS = ("must", "should", "may")


@dataclass(frozen=True)
class Requirement:
    """One rule. `hardening`: stronger than the documents say."""

    id: str
    level: str
    hardening: bool
    rule: str
    when: str
    source: str

    @property
    def family(self) -> str:
        """`SRV` of `SRV-03`."""
        return self.id.rsplit("-", 1)[0]

    @property
    def sentence(self) -> str:
        """The rule with its level and source, in one line."""
        strength = self.level.upper() + (" (stronger than the documents)" if self.hardening else "")
        condition = f" [{self.when}]" if self.when else ""
        return f"{self.id} {strength}: {self.rule}{condition} Source: {self.source}"


@dataclass(frozen=True)
class Catalogue:
    """Every requirement by its id, and what the families are called."""

    requirements: Mapping[str, Requirement]
    families: Mapping[str, str]

    @property
    def levels(self) -> dict[str, str]:
        """Requirement id → level."""
        return {item.id: item.level for item in self.requirements.values()}

    def sentences(self, identifiers: tuple[str, ...]) -> list[str]:
        """The requirement sentences for these ids; an unknown id says so."""
        known = self.requirements
        return [known[i].sentence if i in known else f"{i}: not in {FILE}" for i in identifiers]

    def family_title(self, folder: str) -> str:
        """What a folder of scenarios is about."""
        return str(self.families.get(folder.upper(), ""))


def load_catalogue(scenarios: Path) -> Catalogue:
    """The catalogue that lies beside the scenarios. Raises UsageError."""
    path = scenarios / FILE
    if not path.is_file():
        return Catalogue({}, {})
    try:
        data = yaml_file.load(path)
        items = [
            Requirement(
                id=row["id"],
                level=row["level"],
                hardening=row.get("hardening", False),
                rule=row["rule"],
                when=row.get("when", ""),
                source=row["source"],
            )
            for row in data["requirements"]
        ]
    except (yaml_file.BadYaml, KeyError, TypeError) as error:
        raise UsageError(f"{path}: {error}") from error
    return Catalogue({item.id: item for item in items}, data.get("families", {}))
