"""A small valid catalogue for each test that asks for one."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.records.folders import Folder, create_folder

settings.register_profile("unhurried", deadline=None)  # a test must not fail because the machine is busy
settings.load_profile("unhurried")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The least valid catalogue, in a temporary project of its own."""
    return create_folder(tmp_path / "projet")
