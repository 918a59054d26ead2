"""What a template may see: one frozen class a page, made from the `PublicSite` and nothing else.

`common` has the pieces that pages share and the `Desk` that makes them; the other modules have the pages. Dates,
plurals, orders and addresses arrive ready: a template only chooses and repeats.
"""
