"""The pages of recruitment channels and benefits."""

from __future__ import annotations

from dataclasses import dataclass

from hyqz_site.model.fields import is_web_address
from hyqz_site.model.kinds.benefit import Benefit
from hyqz_site.model.kinds.channel import ChannelRecord
from hyqz_site.model.kinds.common import Picture
from hyqz_site.render import words
from hyqz_site.render.views.common import Desk, Fact, Link, PictureView
from hyqz_site.render.views.records import RecordView, common


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView(RecordView):
    """The page of a way to join."""

    steps: tuple[str, ...]
    target: Link | None
    code: PictureView | None


def channel(record: ChannelRecord, desk: Desk) -> ChannelView:
    """The page of a way to join."""
    code = Picture(file=record.qr, alt=f"{record.title}二维码") if record.qr else None
    target = record.target if record.target and is_web_address(record.target) else ""
    return ChannelView(
        **common(
            record,
            desk,
            (
                Fact("类型", record.type),
                Fact("适合", words.listed([f"{group}“衡阳群众”" for group in record.for_group])),
                Fact("开放时间", record.opening or ""),
                Fact("地址", record.address or ""),
                Fact("电话", record.phone or ""),
            ),
        ),
        steps=record.steps,
        target=Link(target, target) if target else None,
        code=desk.picture(code, record),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitView(RecordView):
    """The page of a benefit."""

    content: str
    how: str


def benefit(record: Benefit, desk: Desk) -> BenefitView:
    """The page of a benefit."""
    stars = [f"{star}星" for star in sorted(record.stars)]
    return BenefitView(
        **common(
            record,
            desk,
            (
                Fact("类别", record.category),
                Fact("适用星级", words.listed(stars)),
                Fact("提供方", record.provider),
                Fact("依据文号", record.doc or ""),
                Fact("有效期", f"至{words.day(record.valid)}" if record.valid else ""),
            ),
        ),
        content=record.content,
        how=record.how,
    )
