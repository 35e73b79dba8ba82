# SPDX-License-Identifier: Apache-2.0
"""What in a text is somebody's: the patterns, and what takes the place of each."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Collection, Iterable

from adconf.trace.pseudonym import COMMON_LABELS, DROPPED, Pseudonyms, is_reserved

# Names of schemas, and of services that millions share.
PUBLIC_HOSTS = frozenset(
    "schemas.microsoft.com schemas.xmlsoap.org www.w3.org docs.oasis-open.org "
    "outlook.office365.com autodiscover-s.outlook.com login.microsoftonline.com "
    "login.windows.net outlook.office.com".split()
)
# Words that the protocols themselves use, so that they are never a name in a text.
VOCABULARY = COMMON_LABELS | frozenset(
    "microsoft schemas office office365 outlook online server settings email exchange user users "
    "error redirect request response account protocol action basic ntlm negotiate kerberos digest "
    "bearer default domain internal external configuration servers recipients first corp test true "
    "false address display name none cookie path secure http https html title status location "
    "password secret token xmlns version encoding text utf-8 message".split()
)
_DN_KEPT = frozenset(
    "exchange administrative group (fydibohf23spdlt)|configuration|servers|recipients|"
    "first administrative group|microsoft private mdb|first organization".split("|")
)
_HOST = r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]"

ADDRESS = re.compile(r"(?<![\w.+-])[\w.+'!#$%&*/=?^`{|}~-]*[\w+-]@(?:" + _HOST + r")", re.I)
HOST_IN_PLACE = re.compile(rf"(?:(?<=://)|(?<=@)|(?<=msstd:))({_HOST})", re.I)
ANY_HOST = re.compile(rf"(?<![\w.-]){_HOST}(?![\w-])", re.I)
GUID = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f])", re.I)
LEGACY_DN = re.compile(r"/o=[^<>\"'\r\n&]+?/(?:ou|cn)=[^<>\"'\r\n&;,]+", re.I)
_DN_VALUE = re.compile(r"(?<==)[^/=]+")
IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:.])", re.I)
JWT = re.compile(r"eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?")
# NTLM messages begin so in Base64; SPNEGO and Kerberos are DER, and longer than anything else here.
TICKET = re.compile(
    r"(?:TlRMTVNTUA[A-Za-z0-9+/]*|YII[A-Za-z0-9+/]{40,}|YI[GHIJ][A-Za-z0-9+/]{40,})={0,2}"
)
ASSIGNED = re.compile(
    r"((?:pass(?:word|wd|phrase)?|pwd|secret|(?:access_|refresh_|id_|auth_?|session_?)?token|"
    r"session(?:id)?|api_?key|sig|signature|code|state|nonce|cnonce|opaque|client_secret|assertion)"
    r"[\"']?\s*(?:=|:|%3D)\s*[\"']?)([^\s\"'&;,<>]{4,})",
    re.I,
)
ELEMENT = re.compile(
    r"(<(?:[\w-]+:)?(Password|Passwd|DisplayName|FirstName|LastName|GivenName|Surname|Server|AD|"
    r"ServerDN|MdbDN|UserDN|LegacyDN|PublicFolderServer|DomainController|Token|Secret|LoginName|"
    r"UserName|DomainName|CertPrincipalName|Description)\b[^>/]*>)([^<]+)(?=<)",
    re.I,
)
SETTING = re.compile(
    r"(<(?:\w+:)?Name>(?:UserDisplayName|UserDN|UserMSOnline|ActiveDirectoryServer|"
    r"InternalMailboxServer|InternalMailboxServerDN|InternalRpcClientServer|PublicFolderServer|"
    r"GroupingInformation|MobileMailboxPolicy)</(?:\w+:)?Name>\s*<(?:\w+:)?Value>)([^<]+)(?=<)",
    re.I,
)
CERTIFICATE_PART = re.compile(
    r"((?:CN|O|OU|L|ST|C|emailAddress|DC|SERIALNUMBER|STREET)=)([^,+]+)", re.I
)

# Characters for private use hold the place of what was replaced.
_OPEN, _CLOSE = "\ue000", "\ue001"
_STAND_IN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")

Kept = Collection[str]
_Changer = Callable[[re.Match[str]], str]


class Rules:
    """Applies every pattern to a text. `keep`: what stays, in lower case."""

    def __init__(self, names: Pseudonyms, keep: Kept) -> None:
        self._names = names
        self._keep = keep
        # Filled by a first reading: what has been replaced somewhere has to go everywhere.
        self._known: re.Pattern[str] | None = None
        self._bases: frozenset[str] = frozenset()
        self._kinds: dict[str, str] = {}

    def learn(self, kinds: dict[str, str], bases: Iterable[str]) -> None:
        """Originals in lower case → their kind; and the domains of which every name is private."""
        self._kinds, self._bases = kinds, frozenset(bases)
        words = sorted(kinds, key=len, reverse=True)
        if words:
            alternatives = "|".join(re.escape(word) for word in words)
            self._known = re.compile(rf"(?<![A-Za-z0-9])(?:{alternatives})(?![A-Za-z0-9])", re.I)

    def apply(self, text: str) -> str:
        """The text with other names in it."""
        done: list[str] = []
        for pattern, change in self._changes():

            def once(found: re.Match[str], change: _Changer = change) -> str:
                # What has another name already is no original for the rules that follow.
                instead = change(found)
                if instead == found[0] or _OPEN in found[0]:
                    return found[0]
                done.append(instead)
                return f"{_OPEN}{len(done) - 1}{_CLOSE}"

            text = pattern.sub(once, text)
        return _STAND_IN.sub(lambda found: done[int(found[1])], text)

    def _changes(self) -> Iterable[tuple[re.Pattern[str], _Changer]]:
        yield TICKET, lambda found: self._counted("NTLM or Kerberos message", found[0], DROPPED)
        yield JWT, lambda found: self._text("token", found[0])
        yield ASSIGNED, lambda found: found[1] + self._text("token", found[2])
        yield LEGACY_DN, lambda found: self._legacy_dn(found[0])
        yield ELEMENT, lambda found: found[1] + self._element(found[2], found[3])
        yield SETTING, lambda found: found[1] + self._element("setting", found[2])
        yield ADDRESS, lambda found: self._address(found[0])
        yield HOST_IN_PLACE, lambda found: self.host(found[1])
        yield ANY_HOST, lambda found: self._host_of_a_base(found[0])
        yield GUID, lambda found: self._text("GUID", found[0])
        yield IPV4, lambda found: self._ip(found[0])
        yield IPV6, lambda found: self._ip(found[0])
        if self._known:
            yield self._known, lambda found: self._text(self._kinds[found[0].lower()], found[0])

    def host(self, name: str) -> str:
        """Another name for a host, unless it is everybody's."""
        lower = name.lower().rstrip(".")
        if lower.rpartition(".")[2].isdigit():
            return self._ip(name)
        if lower in PUBLIC_HOSTS or any(lower == k or lower.endswith(f".{k}") for k in self._keep):
            return name
        return name if is_reserved(lower) or "." not in lower else self._names.host(lower)

    def _host_of_a_base(self, name: str) -> str:
        lower = name.lower()
        mine = any(lower == base or lower.endswith(f".{base}") for base in self._bases)
        return self.host(name) if mine else name

    def _address(self, address: str) -> str:
        domain = address.rpartition("@")[2].lower()
        # A server's mailbox GUID and the like; the domain's rules hold all the same.
        if address.lower() in self._keep or domain in self._keep or domain in PUBLIC_HOSTS:
            return address
        return self._names.address(address)

    def _element(self, name: str, value: str) -> str:
        """A value that is a name, an address or a DN has its own rule; a word has this one."""
        if "@" in value or "/o=" in value.lower() or ("." in value and " " not in value):
            return value
        kind = "password" if name.lower() in ("password", "passwd", "secret") else "name"
        return self._text(kind, value)

    def _legacy_dn(self, text: str) -> str:
        def value(found: re.Match[str]) -> str:
            known = found[0].strip().lower() in _DN_KEPT or GUID.search(found[0])
            return found[0] if known else self._text("LegacyDN", found[0])

        return _DN_VALUE.sub(value, text)

    def _ip(self, text: str) -> str:
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return text
        documentation = address.is_private and text.startswith(
            ("192.0.2.", "198.51.", "203.0.113", "2001:db8")
        )
        if documentation or address.is_loopback or address.is_unspecified or text in self._keep:
            return text
        return self._names.ip(text)

    def _text(self, kind: str, original: str) -> str:
        return original if original.lower() in self._keep else self._names.text(kind, original)

    def _counted(self, kind: str, original: str, instead: str) -> str:
        self._names.text(kind, original)
        return instead
