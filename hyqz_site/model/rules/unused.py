"""Media that no record uses: `unused-file` (content model §1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyqz_site.model.catalogue import RECORD_SUFFIXES, report_unused_media
from hyqz_site.model.media import Library, media_of
from hyqz_site.model.singletons import SITE_FILE

if TYPE_CHECKING:
    from hyqz_site.model.catalogue import Catalogue
    from hyqz_site.model.site import Site
    from hyqz_site.problem import Problems
    from hyqz_site.source.tree import Inputs


def check_unused(
    inputs: Inputs, site: Site, found: Catalogue, shown_in_texts: frozenset[str], problems: Problems
) -> None:
    """Warn of media that no record uses; a file whose name stands in a faulty record counts as used."""
    library = Library(frozenset(found.media), inputs.outside)
    used = set(shown_in_texts)
    owners = [(origin.path, media.path) for origin in site.origins for _, media in origin.media]
    owners += [(SITE_FILE, media.path) for _, media in media_of(site.singletons.settings)]
    used.update(filter(None, (library.find(owner, written) for owner, written in owners)))
    unused = [path for path in found.media if path not in used]
    if not unused:
        return
    read = {record.origin.path for record in site.records.values()} - {problem.path for problem in problems}
    faulty = [
        file.read().lower()
        for path, file in inputs.files.items()
        if path.startswith("content/") and path.lower().endswith(RECORD_SUFFIXES) and path not in read
    ]
    for path in unused:
        name = path.rpartition("/")[2].lower().encode()
        if not any(name in data for data in faulty):
            report_unused_media(path, problems)
