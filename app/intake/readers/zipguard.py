"""Opening a .docx or .xlsx from anywhere: its real sizes are counted before anything is parsed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import WorldError
from app.domain.ports import Progress, no_progress
from app.files import world_errors
from app.intake.outcomes import IntakeFault

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 5_000
MAX_PART = 12 << 20  # bytes of one XML part; a 60-page plan has about 2 MB
MAX_RATIO = 250  # real office XML packs 10 to 40 times
_RATIO_FROM = 1 << 20  # a small part may pack as well as it likes
_CHUNK = 256 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError)


class OfficeZip:
    """The parts of an office file; every `read` is bounded and refuses document type declarations."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self._path = path
        self.names = frozenset(archive.namelist())

    def read(self, name: str, progress: Progress = no_progress) -> bytes:
        """The bytes of one XML part.

        Raises WorldError: IntakeFault.UNSAFE for a part that packs better than `MAX_RATIO` or declares
        a document type (entities); TOO_LONG beyond `MAX_PART`; DAMAGED when it cannot be read.
        """
        info = self._archive.getinfo(name)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(_CHUNK):
                    chunks.append(chunk)
                    size += len(chunk)
                    progress(size, max(size, info.file_size))
                    honest = max(_RATIO_FROM, MAX_RATIO * info.compress_size)
                    if size > min(MAX_PART, honest):
                        bomb = max(size, info.file_size) > honest
                        raise self.fault(IntakeFault.UNSAFE if bomb else IntakeFault.TOO_LONG)
        except _DAMAGE as error:
            raise self.fault(IntakeFault.DAMAGED) from error
        data = b"".join(chunks)
        if b"<!DOCTYPE" in data.replace(b"\0", b""):  # also in UTF-16
            raise self.fault(IntakeFault.UNSAFE)
        return data

    def xml(self, name: str, progress: Progress = no_progress) -> _Element | None:
        """The root of one part, None when there is no such part; faults as `read`."""
        if name not in self.names:
            return None
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.read(name, progress), parser)
        except etree.XMLSyntaxError as error:
            raise self.fault(IntakeFault.DAMAGED) from error

    def check(self, prefix: str, suffix: str = ".xml") -> None:
        """Read and drop every part below `prefix`, for a library that will open them by itself."""
        for name in sorted(self.names):
            if name.startswith(prefix) and name.endswith((suffix, ".rels")):
                self.read(name)

    def fault(self, outcome: IntakeFault) -> WorldError:
        return WorldError(outcome, path=str(self._path))


@contextmanager
def office_zip(path: Path) -> Iterator[OfficeZip]:
    """The office file at `path`; WorldError: FileFault, IntakeFault.DAMAGED, UNSAFE (too many parts)."""
    with world_errors(path), path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
        except _DAMAGE as error:
            raise WorldError(IntakeFault.DAMAGED, path=str(path)) from error
        with archive:
            if len(archive.infolist()) > MAX_ENTRIES:
                raise WorldError(IntakeFault.UNSAFE, path=str(path))
            yield OfficeZip(archive, path)
