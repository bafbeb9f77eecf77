from pathlib import Path

import pytest
from needs import CHECKOUT


@pytest.fixture(scope="session")
def deploy() -> Path:
    return CHECKOUT / "deploy"
