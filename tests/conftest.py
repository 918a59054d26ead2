"""Options and settings of the whole suite."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every run: a law that fails, fails for everybody. No time limit: machines differ.
settings.register_profile(
    "project",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected files of tests/problems and golden")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether what comes out is to be taken as what is expected; read the diff before you keep it."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a `.cache` for all projects: letters need not be cut a hundred times."""
    return tmp_path_factory.mktemp("cache")
