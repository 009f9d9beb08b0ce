"""Which files a session takes: how large, and of which kinds from whom."""

import re

import msgspec

from server.domain.events import Role
from server.domain.file_names import endings_of
from server.domain.refusal import Refusal

MB = 1024 * 1024
# What starts a program, or leads to one, by a click on it; docs/settings.md shows the list.
PROGRAMS = (
    # Windows
    "exe com scr pif cpl dll ocx sys drv gadget msi msp mst msix msixbundle appx appxbundle"
    " appinstaller application bat cmd ps1 psm1 psd1 ps1xml vbs vbe vb js jse wsf wsh wsc sct hta"
    " reg inf msc chm hlp scf lnk url library-ms search-ms settingcontent-ms diagcab xll"
    # macOS
    " app dmg pkg mpkg command tool workflow action scpt scptd applescript terminal fileloc"
    " inetloc webloc kext prefpane macho"
    # Linux
    " elf run appimage deb rpm snap flatpak flatpakref sh bash zsh csh ksh fish desktop so"
    # Android and iOS
    " apk apks apkm xapk aab dex ipa"
    # everywhere
    " jar war jnlp class py pyw pyz pyc pl rb php"
    # disks
    " iso img vhd vhdx vmdk vdi ova udf wim toast sparseimage"
)
NONE = "none"
# More no session needs, and no list of them is longer.
MOST_FILES = 500


class FileRules(msgspec.Struct, frozen=True):
    """The administrator's word on files; endings in lower case without a dot."""

    limit_mb: int
    refused: frozenset[str]
    refused_of_customers: frozenset[str]
    session_mb: int = 2000

    @property
    def limit_bytes(self) -> int:
        """The largest size that is taken."""
        return self.limit_mb * MB

    @property
    def session_bytes(self) -> int:
        """What all files of a session together may have."""
        return self.session_mb * MB

    def refused_from(self, role: Role) -> frozenset[str]:
        """The endings, and kinds of content, that are not taken from this side."""
        if role == "technician":
            return self.refused
        return self.refused | self.refused_of_customers

    def check_size(self, size: int) -> None:
        """Raises Refusal `file_too_large`."""
        if size > self.limit_bytes:
            raise Refusal("file_too_large", limit_mb=self.limit_mb)

    def check_name(self, role: Role, name: str) -> None:
        """Raises Refusal `refused_file_type`, before anything was sent."""
        self._check(role, endings_of(name))

    def check_kinds(self, role: Role, kinds: frozenset[str]) -> None:
        """The same by what was found in the file, whatever its name says."""
        self._check(role, kinds)

    def _check(self, role: Role, kinds: frozenset[str]) -> None:
        if found := kinds & self.refused_from(role):
            raise Refusal("refused_file_type", ending=min(found))


def read_endings(text: str) -> frozenset[str]:
    """The endings in a list with commas or spaces; dots before them don't matter."""
    words = (word.lstrip("*.").casefold() for word in re.split(r"[\s,;]+", text))
    return frozenset(word for word in words if word and word != NONE)
