"""Rules across records, one function each, in one readable tuple (content model §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hyqz_site.model.rules.activities import check_outcome
from hyqz_site.model.rules.addresses import check_addresses
from hyqz_site.model.rules.children import check_children
from hyqz_site.model.rules.copies import check_copies
from hyqz_site.model.rules.figures import check_sums
from hyqz_site.model.rules.light import check_light
from hyqz_site.model.rules.posts import check_keepers
from hyqz_site.model.rules.spelling import check_spelling
from hyqz_site.model.rules.stars import check_levels
from hyqz_site.model.rules.words import check_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems

RULES: Final[tuple[Callable[[Site, Problems], None], ...]] = (
    check_levels,
    check_children,
    check_addresses,
    check_copies,
    check_spelling,
    check_words,
    check_light,
    check_keepers,
)


def check(site: Site, today: date, problems: Problems) -> None:
    """Apply every rule."""
    for rule in RULES:
        rule(site, problems)
    check_sums(site, today, problems)
    check_outcome(site, today, problems)
