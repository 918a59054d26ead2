"""60 photos of 12 megapixels to three widths in WebP and JPEG, ours beside a straightforward libvips script.

    python benchmarks/pictures.py [--photos 60] [--rounds 2]

Both have two processes, quality 80, WebP effort 4 and progressive optimised JPEG. The photos have no colour profile:
libvips would convert them all the same if asked to (0.28 s a photo), so it is not. It decodes a photo once; ours
twice, as a build does, since `probe` comes before. Seconds are the best of the rounds, which alternate: by the wall,
and of processor over both workers, which says more on a busy machine. Memory is the peak of each process, summed over
parent and pool.
The peer needs `pip install pyvips pyvips-binary`; without it the script says so and times ours alone.
The issue's limits: at most 1.3 times libvips, at most 1.5 GB.
"""

import argparse
import importlib
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

os.environ["VIPS_CONCURRENCY"] = "1"  # the pool has the processors; read when libvips starts
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image

from hyqz_site.images.codec import encode, encoder_version, probe
from hyqz_site.images.variants import ImageInfo, VariantSpec, widths_for

WIDTHS = (480, 960, 1600)
QUALITY = 80
POOL = 2


class Work(NamedTuple):
    """What one job did, and how much memory its process had taken by then."""

    process: int
    peak_kib: int
    cpu_seconds: float
    out_bytes: int


class Round(NamedTuple):
    """One pass over all photos."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    out_mib: float


def make_photo(seed: int, path: Path) -> None:
    """Write a picture with the detail of a photo: coarse shapes, texture and grain; every third one on its side."""
    chance = random.Random(seed)  # noqa: S311  # it has to be the same every time
    size = (4000, 3000) if seed % 3 else (3000, 4000)
    picture = Image.new("RGB", size)
    for cells, weight in ((4, 1.0), (40, 0.5), (400, 0.3), (2000, 0.12)):
        grid = (cells, cells * 3 // 4)
        layer = Image.frombytes("RGB", grid, chance.randbytes(grid[0] * grid[1] * 3))
        picture = Image.blend(picture, layer.resize(size, Image.Resampling.BICUBIC), weight)
    exif = Image.Exif()
    exif[0x0112] = 1 if seed % 3 else 6
    picture.save(path, quality=90, exif=exif)


def ours(path: Path) -> Work:
    """Do what a build does with a photo: look at it, then make its variants."""
    data = path.read_bytes()
    info = probe(data)
    if not isinstance(info, ImageInfo):
        raise TypeError(f"{path}: {info}")
    specs = [
        VariantSpec(width=width, format=kind, quality=QUALITY)
        for width in widths_for(info.width, WIDTHS)
        for kind in ("webp", "jpeg")
    ]
    return _done(encode(data, specs))


def libvips(path: Path) -> Work:
    """Do the same by the book: a thumbnail of the widest, and the narrower ones from it."""
    vips = importlib.import_module("pyvips").Image
    data = path.read_bytes()
    widest = vips.thumbnail_buffer(data, WIDTHS[-1], height=10_000_000, size="down").copy_memory()
    files: list[bytes] = []
    for width in WIDTHS:
        image = widest if width >= widest.width else widest.resize(width / widest.width).copy_memory()
        files.append(image.webpsave_buffer(Q=QUALITY, effort=4, keep="none"))
        files.append(image.jpegsave_buffer(Q=QUALITY, interlace=True, optimize_coding=True, keep="none"))
    return _done(tuple(files))


def measured(job: Callable[[Path], Work], photos: list[Path]) -> Round:
    """Run a job over the photos in a fresh pool, the start of the pool included."""
    start = time.perf_counter()
    with ProcessPoolExecutor(POOL, mp_context=multiprocessing.get_context("spawn")) as pool:
        works = list(pool.map(job, photos))
    seconds = time.perf_counter() - start
    peaks = {os.getpid(): _peak_kib()}
    cpus: dict[int, float] = {}
    for work in works:
        peaks[work.process] = max(work.peak_kib, peaks.get(work.process, 0))
        cpus[work.process] = max(work.cpu_seconds, cpus.get(work.process, 0))
    out = sum(work.out_bytes for work in works) / 2**20
    return Round(seconds, sum(cpus.values()), sum(peaks.values()) / 1024, out)


def main() -> None:
    """Make the photos, run both in turn, print the table and the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--photos", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    jobs: dict[str, Callable[[Path], Work]] = {"ours": ours}
    try:
        vips = importlib.import_module("pyvips")
        jobs["libvips"] = libvips
        peer = ".".join(str(vips.version(part)) for part in range(3))
    except (ImportError, OSError) as error:
        peer = f"missing ({error}); pip install pyvips pyvips-binary"
    print(encoder_version())
    print(f"libvips {peer}; {os.cpu_count()} processors, pool of {POOL}, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as folder:
        photos = [Path(folder) / f"{seed:03}.jpg" for seed in range(options.photos)]
        with ProcessPoolExecutor(POOL, mp_context=multiprocessing.get_context("spawn")) as pool:
            list(pool.map(make_photo, range(options.photos), photos))
        total = sum(photo.stat().st_size for photo in photos) / 2**20
        print(f"{len(photos)} photos, {total:.0f} MiB -> widths {WIDTHS}, WebP and JPEG, quality {QUALITY}")
        rounds: dict[str, list[Round]] = {name: [] for name in jobs}
        for _ in range(options.rounds):
            for name, job in jobs.items():
                rounds[name].append(measured(job, photos))
    for name, own in rounds.items():
        walls = " ".join(f"{each.seconds:.1f}" for each in own)
        cpus = " ".join(f"{each.cpu_seconds:.1f}" for each in own)
        peak = max(each.peak_mib for each in own)
        print(f"{name:8} wall s {walls}   cpu s {cpus}   peak {peak:.0f} MiB   out {own[0].out_mib:.1f} MiB")
    if "libvips" in rounds:
        wall, cpu = (
            min(each[column] for each in rounds["ours"]) / min(each[column] for each in rounds["libvips"])
            for column in (0, 1)
        )
        print(f"ours / libvips: wall {wall:.2f}, cpu {cpu:.2f}")


def _done(files: tuple[bytes, ...]) -> Work:
    return Work(os.getpid(), _peak_kib(), time.process_time(), sum(map(len, files)))


def _peak_kib() -> int:
    """Return the peak memory of this process; 0 on Windows, which does not tell in this way."""
    if sys.platform == "win32":
        return 0
    resource = importlib.import_module("resource")
    peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


if __name__ == "__main__":
    main()
