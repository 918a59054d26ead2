"""Films built box by box, as phones and cameras write them: nothing of them is a real film."""

import struct

Box = bytes


def box(kind: bytes, *content: bytes) -> Box:
    """Return a box."""
    inside = b"".join(content)
    return struct.pack(">I", 8 + len(inside)) + kind + inside


def full(kind: bytes, *content: bytes) -> Box:
    """Return a box with version and flags."""
    return box(kind, b"\0\0\0\0", *content)


def numbers(*values: int) -> bytes:
    return struct.pack(f">{len(values)}I", *values)


def track(
    sample_format: bytes, chunks: list[tuple[int, list[int]]], handler: bytes = b"meta", *, wide: bool = False
) -> Box:
    """Return a track whose chunks start at the given offsets and hold samples of the given sizes."""
    sizes = [size for _, samples in chunks for size in samples]
    offsets = [offset for offset, _ in chunks]
    runs = [(number, len(samples), 1) for number, (_, samples) in enumerate(chunks, start=1)]
    table = box(
        b"stbl",
        full(b"stsd", numbers(1), box(sample_format, b"\0" * 8)),
        full(b"stsc", numbers(len(runs)), *(numbers(*run) for run in runs)),
        full(b"stsz", numbers(0, len(sizes), *sizes)),
        full(b"co64", numbers(len(offsets)), struct.pack(f">{len(offsets)}Q", *offsets))
        if wide
        else full(b"stco", numbers(len(offsets), *offsets)),
    )
    return box(b"trak", box(b"tkhd", b"\0" * 80), box(b"mdia", full(b"hdlr", numbers(0), handler), box(b"minf", table)))


def moving(kind: bytes, profile: int | None = None, length: int = 0) -> Box:
    """Return a track of pictures: their codec, the profile of H.264, how long it is in the film's own measure."""
    settings = box(b"avcC", bytes([1, profile, 0, 30])) if profile is not None else b""
    described = full(b"stsd", numbers(1), box(kind, b"\0" * 78, settings))
    inside = box(b"mdia", full(b"hdlr", numbers(0), b"vide"), box(b"minf", box(b"stbl", described)))
    return box(b"trak", box(b"tkhd", numbers(0, 0, 0, 1, 0, length), b"\0" * 60), inside)


def sounding(kind: bytes, *inside: bytes) -> Box:
    """Return a track of sound: its codec, and what its description holds."""
    described = full(b"stsd", numbers(1), box(kind, b"\0" * 28, *inside))
    return box(b"trak", box(b"mdia", full(b"hdlr", numbers(0), b"soun"), box(b"minf", box(b"stbl", described))))


def apple(**items: str) -> Box:
    """Return Apple's list of keys and values; `location_ISO6709` stands for `com.apple.quicktime.location.ISO6709`."""
    names = [f"com.apple.quicktime.{name.replace('_', '.')}".encode() for name in items]
    values = [
        box(numbers(number), box(b"data", numbers(1, 0), value.encode()))
        for number, value in enumerate(items.values(), start=1)
    ]
    keys = full(b"keys", numbers(len(names)), *(box(b"mdta", name) for name in names))
    return box(b"meta", full(b"hdlr", numbers(0), b"mdta"), keys, box(b"ilst", *values))


SOUND = bytes(range(1, 101))
"""What the picture and the sound of a film are made of."""


def film(*inside: bytes, behind: bytes = b"", sound: bytes = SOUND) -> bytes:
    """Return a film: `inside` its moov, behind a picture track; the samples first, as cameras write them."""
    head = box(b"ftyp", b"isom\0\0\x02\0isommp42")
    samples = box(b"mdat", sound)
    return (
        head
        + samples
        + box(b"moov", box(b"mvhd", b"\0" * 100), track(b"avc1", [(FIRST_SAMPLE, [60])], b"vide"), *inside)
        + behind
    )


FIRST_SAMPLE = 32
"""Where the samples begin in such a film."""
