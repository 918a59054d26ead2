"""PublicSite → bytes: addresses, views, templates. Pure: nothing here reads a disk or a clock."""
