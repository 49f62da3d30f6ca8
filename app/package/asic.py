"""`META-INF/ASiCManifest.xml` (ETSI EN 319 162-1): the list of digests that is signed.

Written and read with lxml, without DTD, entities or network; only SHA-256.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

MIMETYPE = b"application/vnd.etsi.asic-e+zip"
MIMETYPE_NAME = "mimetype"
MANIFEST_NAME = "META-INF/ASiCManifest.xml"
SIGNATURE_NAME = "META-INF/signature.p7s"
MANIFEST_PATTERN = re.compile(r"META-INF/ASiCManifest[0-9]*\.xml")
SIGNATURE_PATTERN = re.compile(r"META-INF/signature[0-9]*\.p7s")
ASIC = "http://uri.etsi.org/02918/v1.2.1#"
DSIG = "http://www.w3.org/2000/09/xmldsig#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
SIGNATURE_TYPE = "application/pkcs7-signature"


class BadManifest(Exception):
    """The manifest is not one we can trust to mean one thing only."""


@dataclass(frozen=True)
class Reference:
    """One covered entry: SHA-256 in lower-case hexadecimal."""

    name: str
    media_type: str
    sha: str


@dataclass(frozen=True)
class AsicManifest:
    signature: str  # entry name of its only signature
    references: tuple[Reference, ...]


def write_manifest(references: Iterable[Reference], signature: str = SIGNATURE_NAME) -> bytes:
    """UTF-8 XML naming every covered entry with its SHA-256, in the order given."""
    from lxml import etree

    root = etree.Element(f"{{{ASIC}}}ASiCManifest", nsmap={"asic": ASIC, "ds": DSIG})
    etree.SubElement(root, f"{{{ASIC}}}SigReference", URI=quote(signature), MimeType=SIGNATURE_TYPE)
    for reference in references:
        node = etree.SubElement(
            root,
            f"{{{ASIC}}}DataObjectReference",
            URI=quote(reference.name),
            MimeType=reference.media_type,
        )
        etree.SubElement(node, f"{{{DSIG}}}DigestMethod", Algorithm=SHA256)
        value = etree.SubElement(node, f"{{{DSIG}}}DigestValue")
        value.text = base64.b64encode(bytes.fromhex(reference.sha)).decode("ascii")
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made


def read_manifest(data: bytes) -> AsicManifest:
    """Parse a manifest; BadManifest for a DTD, an unknown digest, or anything with two meanings."""
    root = _parse(data)
    signatures: list[str] = []
    references: dict[str, Reference] = {}
    for node in root:
        if node.tag == f"{{{ASIC}}}SigReference":
            signatures.append(_uri(node))
        elif node.tag == f"{{{ASIC}}}DataObjectReference":
            reference = _reference(node)
            if reference.name in references:
                raise BadManifest(f"{reference.name} is listed twice")
            references[reference.name] = reference
        elif node.tag != f"{{{ASIC}}}ASiCManifestExtensions" or _critical(node):
            raise BadManifest(f"unknown element {node.tag}")
    if len(signatures) != 1:
        raise BadManifest(f"{len(signatures)} signature references")
    return AsicManifest(signatures[0], tuple(references.values()))


def _parse(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadManifest(str(error)) from error
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise BadManifest("DOCTYPE")
    if root.tag != f"{{{ASIC}}}ASiCManifest":
        raise BadManifest(f"root element {root.tag}")
    return root


def _uri(node: Any) -> str:
    try:
        return unquote(node.get("URI") or "", errors="strict")
    except UnicodeDecodeError as error:
        raise BadManifest("URI is not UTF-8") from error


def _critical(node: Any) -> bool:
    return any(child.get("Critical") in ("true", "1") for child in node)


def _reference(node: Any) -> Reference:
    methods = node.findall(f"{{{DSIG}}}DigestMethod")
    values = node.findall(f"{{{DSIG}}}DigestValue")
    if len(methods) != 1 or len(values) != 1 or methods[0].get("Algorithm") != SHA256:
        raise BadManifest("unknown digest")
    try:
        digest = base64.b64decode("".join((values[0].text or "").split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadManifest("digest is not base64") from error
    if len(digest) != 32:
        raise BadManifest("digest length")
    return Reference(_uri(node), node.get("MimeType") or "", digest.hex())
