"""A .p12 of the principal, as a file on a stick."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pki import PASSWORD, pki


@pytest.fixture
def p12(tmp_path: Path) -> Path:
    path = tmp_path / "Chứng thư hiệu trưởng.p12"
    path.write_bytes(pki().principal.p12)
    return path


@pytest.fixture
def p12_password() -> str:
    return PASSWORD
