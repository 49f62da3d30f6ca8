"""A `.part` left by a pulled stick or a killed program (gói ghi dở): recognise, continue or discard.

Continuing: the container is reproducible from `goi.json` and the files, so every whole leading entry of
the `.part` is re-read and compared with what would be written now; writing goes on behind the last one
that is equal, and the package is signed afresh. A `.part` of other contents is thus simply written anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.ports import BlobSource, CmsSigner, Progress, no_progress
from app.files import PART_SUFFIX, world_errors
from app.package import manifest, zipform
from app.package.asic import MIMETYPE, MIMETYPE_NAME
from app.package.compose import PackageParts
from app.package.manifest import Goi
from app.package.writer import SUFFIX, PackageInfo, write
from app.package.zipread import bytes_at

_MAX_LIST = 32 << 20


@dataclass(frozen=True)
class LeftPart:
    """`size` in bytes as found; `goi` and `identity` tell whose package it is when it got that far."""

    path: Path
    file_name: str  # the package it was to become
    size: int
    goi: Goi | None
    identity: str


def find_parts(folder: Path) -> list[LeftPart]:
    """Half-written packages in `folder`, by name; WorldError when the folder cannot be read."""
    with world_errors(folder):
        paths = sorted(folder.glob(f"*{SUFFIX}{PART_SUFFIX}"))
        return [_read(path) for path in paths if path.is_file()]


def _read(path: Path) -> LeftPart:
    start = len(zipform.local_header(MIMETYPE_NAME, len(MIMETYPE), 0)) + len(MIMETYPE)
    size = path.stat().st_size
    goi, identity = None, ""
    with path.open("rb") as handle:
        head = bytes_at(handle, start, zipform.LOCAL.size)
        if len(head) == zipform.LOCAL.size:
            fields = zipform.LOCAL.unpack(head)
            length = min(fields[8], _MAX_LIST)
            data = bytes_at(handle, start + zipform.LOCAL.size + fields[9] + fields[10], length)
            try:
                goi, identity = manifest.parse(data), manifest.identity_of(data)
            except manifest.BadGoi:
                pass  # cut off before the list was whole: its owner is unknown
    return LeftPart(path, path.name.removesuffix(PART_SUFFIX), size, goi, identity)


def resume(
    left: LeftPart,
    parts: PackageParts,
    blobs: BlobSource,
    signer: CmsSigner,
    at: datetime,
    progress: Progress = no_progress,
) -> PackageInfo:
    """Finish `left` as the package of `parts`; raises as `write_package` does."""
    return write(left.path.with_name(left.file_name), parts, blobs, signer, at, progress, keep=True)


def discard(left: LeftPart) -> None:
    """Remove a `.part`; WorldError when the disk does not allow it."""
    with world_errors(left.path):
        left.path.unlink(missing_ok=True)
