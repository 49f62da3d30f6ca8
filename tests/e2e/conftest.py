from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.app import Prepared, Zygote, prepare, zygotes


@pytest.fixture(scope="session", autouse=True)
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    made = Zygote(tmp_path_factory.mktemp("zygote"))
    zygotes.append(made)
    yield
    zygotes.remove(made)
    made.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("e2e"))
