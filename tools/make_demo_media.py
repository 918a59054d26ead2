#!/usr/bin/env python3
"""Draw the demonstration pictures and films of hyqz-site.

Every picture is an invented illustration: no real person, no real place, no
lettering, no flags, emblems or maps.  Scenes are composed as SVG in Python,
rendered with headless Chromium, given a paper grain with Pillow and saved as
progressive JPEG without metadata.  Films are rendered frame by frame from the
same kind of scenes and encoded with ffmpeg.  Everything is seeded from the
file names; no clock and no network are used, so a rerun with the same versions
of Chromium, Pillow and ffmpeg gives the same files.

Needs: chromium, ffmpeg (Debian packages) and Pillow (pip install pillow).

Rerun everything (six to ten minutes on two cores)::

    python3 tools/make_demo_media.py

Only some files, or only the index and captions, or elsewhere::

    python3 tools/make_demo_media.py people-03 team film-01
    python3 tools/make_demo_media.py --index
    python3 tools/make_demo_media.py --out media scene-07

Names given are prefixes.  ``--svg`` keeps the SVG next to the picture.
Output goes to content/media/ beside this folder unless --out is given.
"""
import argparse
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# --------------------------------------------------------------------------
# colour


def mix(a, b, t):
    """Blend hex colour a towards b by t."""
    pa = [int(a[i:i + 2], 16) for i in (1, 3, 5)]
    pb = [int(b[i:i + 2], 16) for i in (1, 3, 5)]
    return '#%02X%02X%02X' % tuple(round(x + (y - x) * t) for x, y in zip(pa, pb))


RED, DEEP, PAPER, INK = '#B81C22', '#8E1218', '#FBF6EC', '#211C1A'
RIVER, SLATE, BRICK, GOLD = '#1F5F6B', '#4A5A66', '#9C3F2B', '#F2C14E'
SKY = mix(PAPER, RIVER, .14)
MIST = mix(PAPER, RIVER, .28)
LEAF = mix(RIVER, GOLD, .30)
LEAFL = mix(LEAF, PAPER, .38)
LEAFD = mix(mix(RIVER, GOLD, .14), INK, .22)
SAND = mix(PAPER, mix(GOLD, BRICK, .35), .22)
CLAY = mix(PAPER, BRICK, .30)
STONE = mix(PAPER, SLATE, .30)
NIGHT = mix(RIVER, INK, .62)
NIGHT2 = mix(RIVER, INK, .38)
WOOD = mix(BRICK, INK, .35)
WOODL = mix(BRICK, GOLD, .42)
SK = ['#F3D3B7', '#EBC29E', '#E2B088', '#D29A72', '#BD835E', '#F6DCC6']
HAIR = ['#2A2322', '#3A2C27', '#1E2227', '#5A5350', '#A9A29B', '#D9D3CA', '#4A352C']

# --------------------------------------------------------------------------
# drawing helpers: every helper returns a piece of SVG text


class Doc:
    def __init__(self, w, h, name):
        self.w, self.h, self.name = w, h, name
        self.defs, self.n = {}, 0
        self.rnd = random.Random(name)


D = Doc(10, 10, 'none')


def F(v):
    return ('%.1f' % v).rstrip('0').rstrip('.')


def att(kw):
    return ''.join(' %s="%s"' % (k.rstrip('_').replace('_', '-'), v) for k, v in kw.items())


def path(d, fill, **kw):
    return f'<path d="{d}" fill="{fill}"{att(kw)}/>'


def stroke(d, c, w, **kw):
    return f'<path d="{d}" fill="none" stroke="{c}" stroke-width="{F(w)}" stroke-linecap="round" stroke-linejoin="round"{att(kw)}/>'


def circ(x, y, r, fill, **kw):
    return f'<circle cx="{F(x)}" cy="{F(y)}" r="{F(r)}" fill="{fill}"{att(kw)}/>'


def ell(x, y, rx, ry, fill, **kw):
    return f'<ellipse cx="{F(x)}" cy="{F(y)}" rx="{F(rx)}" ry="{F(ry)}" fill="{fill}"{att(kw)}/>'


def rect(x, y, w, h, fill, rx=0, **kw):
    r = f' rx="{F(rx)}"' if rx else ''
    return f'<rect x="{F(x)}" y="{F(y)}" width="{F(w)}" height="{F(h)}" fill="{fill}"{r}{att(kw)}/>'


def line(x1, y1, x2, y2, c, w, **kw):
    return stroke(f'M{F(x1)},{F(y1)}L{F(x2)},{F(y2)}', c, w, **kw)


def pts(ps):
    return 'M' + 'L'.join(f'{F(x)},{F(y)}' for x, y in ps) + 'Z'


def poly(ps, fill, **kw):
    return path(pts(ps), fill, **kw)


def g(s, **kw):
    return f'<g{att(kw)}>{s}</g>'


def rdef(x, y, w, h):
    return f'M{F(x)},{F(y)}h{F(w)}v{F(h)}h{F(-w)}Z'


def cdef(x, y, r, ry=None):
    ry = r if ry is None else ry
    return f'M{F(x - r)},{F(y)}a{F(r)},{F(ry)} 0 1,0 {F(2 * r)},0a{F(r)},{F(ry)} 0 1,0 {F(-2 * r)},0Z'


def grad(c, ang, a0, a1, mid=None):
    """Linear gradient over the bounding box along ang (degrees), alpha a0 to a1."""
    key = ('g', c, ang, a0, a1, mid)
    if key not in D.defs:
        i = 'g%d' % len(D.defs)
        dx, dy = math.cos(math.radians(ang)) / 2, math.sin(math.radians(ang)) / 2
        m = f'<stop offset="{mid}" stop-color="{c}" stop-opacity="{a0}"/>' if mid else ''
        D.defs[key] = (i, f'<linearGradient id="{i}" x1="{.5 - dx:.3f}" y1="{.5 - dy:.3f}" x2="{.5 + dx:.3f}" y2="{.5 + dy:.3f}">'
                       f'<stop offset="0" stop-color="{c}" stop-opacity="{a0}"/>{m}<stop offset="1" stop-color="{c}" stop-opacity="{a1}"/></linearGradient>')
    return f'url(#{D.defs[key][0]})'


def rgrad(c, a0, a1, mid=0):
    key = ('r', c, a0, a1, mid)
    if key not in D.defs:
        i = 'g%d' % len(D.defs)
        D.defs[key] = (i, f'<radialGradient id="{i}"><stop offset="{mid}" stop-color="{c}" stop-opacity="{a0}"/>'
                       f'<stop offset="1" stop-color="{c}" stop-opacity="{a1}"/></radialGradient>')
    return f'url(#{D.defs[key][0]})'


def clip(d, s):
    i = 'c%d' % len(D.defs)
    D.defs[('c', i)] = (i, f'<clipPath id="{i}"><path d="{d}"/></clipPath>')
    return f'<g clip-path="url(#{i})">{s}</g>'


def shade(d, c=INK, ang=90, s=.7, op=.3, mid=None):
    """Stippled shadow: the shape d filled with dots that get denser along ang."""
    if d.startswith('M0,') and d.split('h')[-1].startswith('-') and float(d.split('h')[-1].split('Z')[0]) <= -1200:
        # large planes: a soft tone carries most of the shadow, few dots on top (size of the JPEG)
        return f'<path d="{d}" fill="{grad(c, ang, 0, round(s * op * .5, 3), mid)}"/><g filter="url(#st)" opacity="{op * .30:.3f}"><path d="{d}" fill="{grad(c, ang, 0, s, mid)}"/></g>'
    return f'<g filter="url(#st)" opacity="{op}"><path d="{d}" fill="{grad(c, ang, 0, s, mid)}"/></g>'


def glow(x, y, r, c, a=.8, ry=None):
    return ell(x, y, r, ry or r, rgrad(c, a, 0))


STIPPLE = ('<filter id="st" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">'
           '<feTurbulence type="fractalNoise" baseFrequency="%s" numOctaves="2" seed="%d" result="t"/>'
           '<feColorMatrix in="t" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 2.6 0 0 0 -0.8" result="n"/>'
           '<feComposite in="SourceAlpha" in2="n" operator="arithmetic" k2="1" k3="1" k4="-1" result="m"/>'
           '<feComponentTransfer in="m" result="k"><feFuncA type="linear" slope="4.5"/></feComponentTransfer>'
           '<feComponentTransfer in="SourceGraphic" result="f"><feFuncA type="linear" slope="40"/></feComponentTransfer>'
           '<feComposite in="f" in2="k" operator="in"/></filter>')


def svg(doc, body, freq=.46):
    seed = sum(map(ord, doc.name)) % 90 + 3
    defs = STIPPLE % (freq, seed) + ''.join(v[1] for v in doc.defs.values())
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{doc.w}" height="{doc.h}" viewBox="0 0 {doc.w} {doc.h}">'
            f'<defs>{defs}</defs>{body}</svg>')


def cap(p, r, q, s):
    """Tapered capsule from circle p,r to circle q,s."""
    dx, dy = q[0] - p[0], q[1] - p[1]
    d = math.hypot(dx, dy)
    if d <= abs(r - s) + .01:
        c, m = (p, r) if r > s else (q, s)
        return cdef(c[0], c[1], m)
    a, b = math.atan2(dy, dx), math.acos((r - s) / d)
    P = lambda c, k, t: f'{F(c[0] + k * math.cos(t))},{F(c[1] + k * math.sin(t))}'
    return (f'M{P(p, r, a + b)}L{P(q, s, a + b)}A{F(s)},{F(s)} 0 {int(2 * b > math.pi)},0 {P(q, s, a - b)}'
            f'L{P(p, r, a - b)}A{F(r)},{F(r)} 0 {int(2 * b < math.pi)},0 {P(p, r, a + b)}Z')


def ik(p, q, a, b, sgn):
    """Middle joint of a two-bone limb from p to q; also the reachable end."""
    dx, dy = q[0] - p[0], q[1] - p[1]
    d = max(math.hypot(dx, dy), 1e-6)
    m = min(d, (a + b) * .998)
    q = (p[0] + dx / d * m, p[1] + dy / d * m)
    d = max(m, abs(a - b) * 1.02)
    t = math.acos(max(-1, min(1, (a * a + d * d - b * b) / (2 * a * d))))
    w = math.atan2(dy, dx) + sgn * t
    return (p[0] + a * math.cos(w), p[1] + a * math.sin(w)), q


# --------------------------------------------------------------------------
# heads (unit: half a head = 100, drawn facing right, mirrored by f)


def face_d(t, j=1, ch=1):
    w, c = 75, 9 * t
    return (f'M{-w},-18C{-w - 2},-78 -42,-100 0,-100C42,-100 {w + 2},-78 {w},-18C{w + 1},28 {58 * j + c},{64 * ch} {30 * j + c},{88 * ch}'
            f'C{14 * j + c},{100 * ch} {-14 * j + c},{100 * ch} {-30 * j + c},{88 * ch}C{-58 * j + c / 2},{66 * ch} {-w - 1},28 {-w},-18Z')


def hair_parts(h, hc, t, lvl):
    """(behind, over) for a hair style."""
    e = -75 + 30 * t
    hi = mix(hc, PAPER, .22)
    skull = path(f'M{-84 - 10 * t},-10C{-92 - 8 * t},-80 -58,-116 2,-116C58,-116 84,-84 78,-18L60,30L{-50},56C{-74 - 8 * t},46 {-80 - 8 * t},20 {-84 - 10 * t},-10Z', hc)
    top = f'C{-106 - 2 * t},-34 -88,-119 4,-119C68,-119 94,-74 79,-14'
    b, o, ln = '', '', []
    if h == 'short':
        b = skull
        o = path(f'M{e + 10},16L{e - 14},8{top}L71,-34C67,-52 59,-60 46,-65C10,-54 {e * .4},-60 {e + 30},-63C{e + 18},-44 {e + 14},-14 {e + 10},16Z', hc)
        ln = ['M-20,-100C10,-110 44,-98 60,-74', 'M-58,-82C-40,-100 -20,-106 0,-106']
    elif h == 'side':
        b = skull
        o = path(f'M{e + 10},20L{e - 14},8C-106,-34 -92,-128 6,-126C72,-124 96,-74 79,-10L71,-34C64,-46 54,-52 48,-72C20,-44 -26,-40 {e + 26},-46C{e + 16},-34 {e + 14},-10 {e + 10},20Z', hc)
        ln = ['M46,-78C20,-58 -20,-54 -52,-62', 'M44,-92C10,-84 -30,-84 -66,-74']
    elif h == 'crew':
        b = skull
        o = path(f'M{e + 8},6L{e - 12},2C-100,-40 -84,-110 4,-110C64,-110 88,-74 77,-22L72,-44C66,-66 50,-76 30,-78C0,-80 -30,-78 {e + 30},-66C{e + 14},-44 {e + 12},-20 {e + 8},6Z', hc)
    elif h == 'tousle':
        b = skull
        o = path(f'M{e + 10},20L{e - 16},10C-110,-34 -98,-112 -50,-118C-46,-134 -8,-138 8,-126C40,-138 84,-112 84,-74C92,-56 88,-30 79,-8L70,-30C68,-44 62,-50 58,-58C50,-44 40,-40 30,-38C30,-48 26,-54 22,-60C10,-44 -10,-36 -24,-34C-22,-44 -24,-50 -26,-54C-34,-42 {e + 28},-34 {e + 20},-28C{e + 14},-14 {e + 12},4 {e + 10},20Z', hc)
        ln = ['M10,-112C30,-106 50,-92 56,-72', 'M-40,-104C-20,-100 -4,-88 4,-70', 'M-70,-84C-58,-78 -50,-68 -46,-56']
    elif h == 'slick':
        b = skull
        o = path(f'M{e + 10},12L{e - 14},6{top}L72,-40C64,-70 44,-84 20,-86C-16,-86 {e + 36},-76 {e + 26},-58C{e + 16},-40 {e + 14},-16 {e + 10},12Z', hc)
        ln = ['M40,-92C10,-106 -34,-100 -62,-70', 'M20,-90C-8,-98 -40,-88 -64,-56', 'M56,-84C40,-104 10,-112 -20,-108']
    elif h == 'balding':
        b = path(f'M{-84 - 10 * t},-6C{-90 - 8 * t},-40 -84,-58 -70,-66L-40,-20L{-48},54C{-74 - 8 * t},46 {-80 - 8 * t},20 {-84 - 10 * t},-6Z', hc)
        o = path(f'M{e + 8},16L{e - 14},10C-100,-10 -96,-54 -74,-72C{e + 16},-60 {e + 16},-20 {e + 8},16Z', hc) + (path('M74,-20C82,-44 80,-58 70,-70C66,-56 68,-36 74,-20Z', hc) if t < .5 else '')
        ln = []
    elif h == 'bald':
        b = ''
    elif h == 'bob':
        b = path(f'M{-90 - 8 * t},-20C{-104 - 8 * t},40 {-100 - 8 * t},78 {-84 - 8 * t},98C-40,112 40,112 {86 - 8 * t},94C100,70 98,30 86,-20C84,-122 {-88},-122 {-90 - 8 * t},-20Z', hc)
        o = path(f'M{e + 2},84C{e - 26},92 {-92 - 10 * t},88 {-88 - 8 * t},60C-110,-30 -96,-120 4,-120C76,-120 100,-60 86,30C86,60 84,74 74,82C78,40 76,0 66,-30C52,-40 44,-56 40,-70C20,-46 -20,-34 {e + 18},-28C{e + 14},10 {e + 12},50 {e + 2},84Z', hc)
        ln = ['M36,-80C10,-60 -30,-48 -58,-40', 'M40,-94C0,-86 -50,-70 -78,-30', 'M-84,-10C-90,20 -86,50 -78,76']
    elif h == 'fringe':
        b = path(f'M{-88 - 8 * t},-20C{-100 - 8 * t},50 {-92 - 8 * t},90 {-70 - 8 * t},110C-40,120 40,120 70,108C96,80 98,30 86,-20C84,-122 {-88},-122 {-88 - 8 * t},-20Z', hc)
        o = path(f'M{e + 4},92C{e - 22},104 {-96 - 8 * t},70 {-90 - 8 * t},20C-104,-40 -92,-120 4,-120C76,-120 98,-60 86,30C88,66 82,90 72,98C78,50 76,-2 70,-24C40,-16 -20,-14 {e + 16},-24C{e + 16},10 {e + 14},54 {e + 4},92Z', hc)
        ln = ['M30,-28L34,-88', 'M4,-24L8,-92', 'M-22,-26L-20,-90']
    elif h == 'long':
        b = path(f'M{-88 - 8 * t},-20C{-112 - 8 * t},60 {-122 - 8 * t},150 {-110 - 8 * t},214C-60,232 -30,210 0,200C30,214 76,226 104,204C112,140 100,50 86,-20C84,-122 {-88},-122 {-88 - 8 * t},-20Z', hc)
        o = path(f'M{e - 2},110C{e - 40},130 {-112 - 8 * t},90 {-92 - 8 * t},0C-104,-50 -88,-121 8,-121C76,-121 98,-60 88,30C90,70 92,96 84,112C80,70 80,20 70,-14C58,-40 30,-66 22,-84C0,-56 -30,-30 {e + 18},-14C{e + 12},30 {e + 10},70 {e - 2},110Z', hc)
        ln = ['M18,-92C-6,-64 -40,-44 -66,-30', 'M-90,20C-100,70 -104,120 -100,170', 'M30,-96C60,-80 76,-50 78,-10']
    elif h == 'pony':
        b = path(f'M-52,-92C-128,-112 -164,-20 -140,70C-136,104 -150,130 -158,146C-118,138 -96,100 -96,52C-96,20 -84,-10 -60,-22Z', hc) + skull
        o = path(f'M{e + 8},22L{e - 12},10{top}L72,-32C66,-58 46,-76 22,-82C-6,-64 {e * .5},-50 {e + 24},-46C{e + 14},-26 {e + 12},0 {e + 8},22Z', hc)
        ln = ['M16,-88C-16,-72 -48,-66 -74,-70', 'M30,-100C-10,-100 -50,-92 -78,-78', 'M-112,-50C-128,-10 -122,50 -130,100']
    elif h == 'bun':
        b = circ(-34, -122, 38, hc) + skull
        o = path(f'M{e + 8},20L{e - 12},8{top}L72,-30C64,-56 44,-74 16,-84C-8,-66 {e * .5},-56 {e + 24},-48C{e + 14},-28 {e + 12},-4 {e + 8},20Z', hc)
        ln = ['M10,-90C-10,-78 -40,-74 -66,-78', 'M-60,-128C-46,-150 -16,-148 -8,-128', 'M34,-98C4,-104 -30,-100 -52,-92']
    elif h == 'lowbun':
        b = circ(-88 - 6 * t, 44, 34, hc) + skull
        o = path(f'M{e + 4},26L{e - 12},10{top}L72,-26C64,-56 40,-78 10,-88C0,-60 -40,-44 {e + 20},-28C{e + 12},-10 {e + 10},6 {e + 4},26Z', hc)
        ln = ['M6,-92C-10,-66 -44,-48 -70,-34', 'M20,-104C-20,-92 -64,-72 -82,-20', 'M28,-96C54,-84 68,-62 74,-40', 'M-104,40C-100,24 -80,20 -70,36']
    elif h == 'perm':
        bl = [(-86, 20, 30), (-98, -18, 34), (-92, -58, 36), (-68, -92, 36), (-30, -114, 38), (12, -118, 38), (50, -100, 36), (78, -68, 32), (86, -30, 24), (-78, 48, 24)]
        b = ''.join(circ(x - 5 * t, y, r, hc) for x, y, r in bl) + skull
        o = ''.join(circ(x, y, r, hc) for x, y, r in [(-66 + 14 * t, -46, 26), (-40, -70, 28), (-6, -80, 27), (28, -78, 25), (56, -62, 20), (e - 6, -10, 18), (e - 10, 14, 13)]) + path(f'M-80,-40C-80,-100 70,-110 78,-40C60,-80 -50,-90 -80,-40Z', hc)
        if lvl:
            o += ''.join(stroke(f'M{x - r * .5},{y}A{r * .5},{r * .5} 0 0,1 {x + r * .5},{y + 3}', hi, 3, opacity=.55) for x, y, r in bl[1:8] + [(-40, -68, 24), (0, -78, 24), (34, -72, 22)])
    elif h == 'pixie':
        b = skull
        o = path(f'M{e + 6},30L{e - 16},20C-108,-24 -96,-122 6,-122C76,-122 96,-64 82,-2C76,-18 74,-26 70,-32C40,-34 20,-44 10,-62C4,-40 -24,-24 {e + 22},-20C{e + 16},0 {e + 14},14 {e + 6},30Z', hc)
        ln = ['M8,-74C4,-52 -24,-36 -56,-30', 'M10,-100C30,-94 60,-74 70,-44', 'M-70,-70C-86,-44 -88,-20 -84,4']
    elif h == 'braid':
        b = skull
        o = path(f'M{e + 6},24L{e - 14},10{top}L72,-26C60,-52 40,-74 14,-86C-4,-58 -40,-44 {e + 20},-32C{e + 12},-10 {e + 10},6 {e + 6},24Z', hc)
        o += ''.join(ell(e - 14 - i * 3 + (i % 2) * 5, 40 + i * 30, 20 - i * .9, 22, hc, transform=f'rotate({(-1) ** i * 22} {F(e - 14 - i * 3)} {40 + i * 30})') for i in range(6))
        o += rect(e - 42, 208, 26, 14, RED, 6) + path(f'M{e - 38},220C{e - 44},244 {e - 36},256 {e - 30},262C{e - 22},250 {e - 18},236 {e - 22},220Z', hc)
        ln = ['M10,-92C-10,-66 -44,-50 -72,-40', f'M{e - 24},50l20,10', f'M{e - 20},80l14,-10', f'M{e - 30},110l20,10', f'M{e - 26},140l16,-10']
    elif h == 'wave':
        b = path(f'M{-86 - 8 * t},-20C{-118 - 8 * t},30 {-86},70 {-108 - 6 * t},130C-70,150 -20,120 0,120C30,124 70,150 100,124C84,80 112,30 86,-20C84,-124 {-88},-124 {-86 - 8 * t},-20Z', hc)
        o = path(f'M{e},96C{e - 40},84 {-112},40 {-90 - 8 * t},-10C-108,-60 -84,-122 8,-122C80,-122 104,-56 84,0C98,30 92,60 78,90C70,60 84,30 70,-12C62,-40 44,-54 34,-80C26,-44 -20,-30 {e + 18},-18C{e + 24},20 {e - 6},50 {e},96Z', hc)
        ln = ['M30,-86C20,-56 -20,-40 -56,-34', 'M-88,0C-104,40 -84,70 -96,110', 'M60,-92C80,-70 88,-40 82,-10']
    if lvl:
        o += ''.join(stroke(d, hi, 3.2, opacity=.5) for d in ln)
    return b, o


def hat_parts(hat, c, t):
    lo, li = mix(c, INK, .28), mix(c, PAPER, .18)
    if hat == 'cap':
        return (path(f'M-88,-34C-94,-116 -40,-138 4,-136C56,-134 86,-100 82,-38C40,-56 -40,-54 -88,-34Z', c)
                + path('M-20,-50C10,-60 60,-62 82,-44C116,-44 140,-34 144,-24C120,-20 90,-26 66,-24C40,-30 0,-40 -20,-50Z' if t > .3 else
                       'M-66,-44C-30,-58 40,-58 74,-44C84,-30 80,-18 74,-16C40,-34 -30,-34 -68,-16C-76,-22 -76,-36 -66,-44Z', lo)
                + stroke('M4,-135C-6,-110 -8,-80 -4,-56', lo, 3, opacity=.6) + circ(4, -137, 7, lo))
    if hat == 'peak':
        return (path('M-100,-78C-84,-128 -30,-142 6,-140C56,-138 104,-122 110,-86C80,-78 60,-66 76,-44C30,-60 -40,-58 -84,-36C-84,-56 -88,-70 -100,-78Z', c)
                + path('M-86,-60C-40,-78 36,-80 80,-66L78,-40C36,-56 -40,-54 -86,-32Z', lo)
                + path('M-10,-54C20,-60 60,-56 80,-44C104,-36 112,-22 110,-14C80,-26 30,-30 0,-36Z' if t > .3 else 'M-66,-40C-30,-54 36,-56 72,-42C80,-30 76,-20 70,-14C34,-30 -30,-30 -66,-14C-74,-22 -74,-34 -66,-40Z', INK))
    if hat == 'straw':
        return (path('M-62,-52C-60,-112 -34,-136 2,-136C40,-136 62,-110 64,-56Z', c) + path('M-150,-34C-120,-62 -60,-70 4,-70C66,-70 124,-60 154,-32C100,-18 60,-38 4,-38C-56,-38 -100,-18 -150,-34Z', c)
                + path('M-63,-72C-30,-84 34,-84 64,-74L65,-56C30,-66 -30,-66 -62,-54Z', RED)
                + ''.join(stroke(f'M{x},-46L{x * 1.6},-34', lo, 2.5, opacity=.5) for x in (-70, -46, -20, 10, 40, 66)))
    if hat == 'helmet':
        return (path('M-96,-10C-108,-100 -50,-142 4,-140C62,-138 104,-100 94,-16C84,-40 70,-50 56,-52C10,-58 -40,-50 -64,-44C-76,-36 -80,-20 -82,4Z', c)
                + path('M40,-56C70,-58 100,-46 112,-30C96,-26 76,-34 56,-36Z', lo) + stroke('M-70,-104C-30,-128 40,-128 76,-96', li, 8, opacity=.8)
                + stroke(f'M-74,0C-70,50 -40,96 {10 * t},106C40,98 70,50 76,-16', INK, 5, opacity=.75))
    if hat == 'beanie':
        return path('M-86,-40C-92,-124 -40,-146 2,-146C52,-146 88,-118 82,-44Z', c) + rect(-92, -66, 180, 36, lo, 16) + circ(2, -152, 20, lo) + ''.join(stroke(f'M{x},-60v24', c, 3, opacity=.7) for x in range(-76, 80, 19))
    if hat == 'beret':
        return path('M-112,-62C-120,-118 -30,-142 20,-134C76,-128 104,-90 86,-54C50,-72 -50,-64 -84,-36C-100,-44 -110,-52 -112,-62Z', c) + stroke('M-6,-138l-8,-14', lo, 7) + stroke('M-84,-40C-40,-66 50,-70 84,-54', lo, 7)
    if hat == 'bucket':
        return path('M-74,-56C-70,-122 -40,-134 2,-134C44,-134 72,-120 78,-58Z', c) + path('M-74,-66C-30,-82 40,-82 78,-68C92,-50 106,-32 112,-20C60,-40 -50,-40 -110,-16C-100,-36 -88,-52 -74,-66Z', lo)
    return ''


def head(cx, cy, r, f=1, t=.6, skin=SK[1], hair='short', hc=HAIR[0], hat=None, hatc=RED, glasses=None, mask=False,
         view='f', nod=0, lvl=0, eyes='dot', mouth='smile', beard=None, age=0, jaw=1, chin=1, ear=None, brow=1):
    """Return (behind, over): what lies behind and before neck and shoulders."""
    k = r / 100
    tr = f'translate({F(cx)} {F(cy)}) rotate({F(nod)}) scale({f * k:.4f} {k:.4f})'
    sh, e, x0 = mix(skin, BRICK, .30), -75 + 30 * t, 21 * t
    if view == 'b':
        b, _ = hair_parts(hair, hc, 0, 0)
        full = path('M-84,-16C-90,-84 -52,-118 0,-118C52,-118 90,-84 84,-16C82,30 66,62 44,74C20,84 -20,84 -44,74C-66,62 -82,30 -84,-16Z', hc)
        if hair == 'bald':
            full = path(face_d(0), skin)
        if hair == 'balding':
            full = path(face_d(0), skin) + path('M-82,-14C-50,14 50,14 82,-14C84,34 66,64 42,74C20,82 -20,82 -42,74C-66,64 -84,34 -82,-14Z', hc)
        ears = ell(-82, 10, 13, 22, skin) + ell(82, 10, 13, 22, skin)
        back = {'pony': path('M-24,-70C-40,0 -34,90 0,140C34,90 40,0 24,-70Z', mix(hc, PAPER, .08)) + ell(0, -62, 28, 16, RED),
                'bun': circ(0, -108, 42, mix(hc, PAPER, .07)), 'lowbun': circ(0, 50, 44, mix(hc, PAPER, .09)),
                'perm': b}.get(hair, '')
        if hair in ('bob', 'long', 'wave', 'fringe'):
            ears, back = '', b + full
        h = hat_parts(hat, hatc, 0) if hat not in ('cap', 'peak') else path('M-90,-20C-96,-120 -40,-138 0,-138C40,-138 96,-120 90,-20C40,-34 -40,-34 -90,-20Z', hatc) + path('M-30,-26a30,22 0 0,1 60,0Z', hc)
        return '', g(ears + full + back + (h if hat else ''), transform=tr)
    b, o = hair_parts(hair, hc, t, lvl)
    fd = face_d(t, jaw, chin)
    s = ''
    if t < .5:
        s += ell(76 - 12 * t, 8, 12, 21, sh)
    s += path(fd, skin)
    if lvl:
        s += shade(fd, mix(skin, BRICK, .62), 180, .95, .42, .45)
    s += ell(-42 + x0, 36, 19, 13, RED, opacity=.16) + ell(42 + x0 * .8, 36, 17, 13, RED, opacity=.16)
    ex = (-29 + x0, 31 + x0 * .75)
    lw = 4.2 if lvl else 5
    ink = mix(INK, BRICK, .18)
    if eyes == 'dot':
        s += ''.join(ell(x, 4, 5.6, 7.2, ink) for x in ex)
        if lvl:
            s += ''.join(stroke(f'M{F(x - 12)},-3C{F(x - 5)},-10 {F(x + 6)},-10 {F(x + 13)},-2', ink, 3.6) + circ(x + 2, 1.5, 1.9, PAPER) for x in ex)
    elif eyes == 'smile':
        s += ''.join(stroke(f'M{F(x - 12)},8C{F(x - 6)},-5 {F(x + 6)},-5 {F(x + 12)},8', ink, lw) for x in ex)
    elif eyes == 'calm':
        s += ''.join(stroke(f'M{F(x - 12)},1C{F(x - 5)},8 {F(x + 5)},8 {F(x + 12)},1', ink, lw) for x in ex)
    elif eyes == 'narrow':
        s += ''.join(stroke(f'M{F(x - 12)},4C{F(x - 4)},-2 {F(x + 6)},-2 {F(x + 12)},3', ink, lw) + ell(x + 1, 5, 4.6, 4.8, ink) for x in ex)
    if lvl:
        bc = mix(hc, INK, .3) if age < 2 else mix(hc, SLATE, .25)
        s += ''.join(stroke(f'M{F(x - 15)},{F(-22 + 3 * q)}C{F(x - 5)},{F(-30)} {F(x + 6)},-30 {F(x + 16)},{F(-22 - 3 * q + 2)}', bc, 3.6 + 2.6 * brow) for x, q in zip(ex, (1, -1)))
        nx = 5 + 25 * t
        s += stroke(f'M{F(nx - 3)},2C{F(nx + 5 + 5 * t)},18 {F(nx + 9 + 6 * t)},28 {F(nx + 4 + 5 * t)},33C{F(nx)},37 {F(nx - 6)},37 {F(nx - 10)},33', sh, 4.6)
        mx = 3 + 21 * t
        lip = mix(skin, DEEP, .62)
        if mouth == 'smile':
            s += stroke(f'M{F(mx - 21)},56C{F(mx - 9)},68 {F(mx + 10)},68 {F(mx + 20)},56', lip, 4.6) + stroke(f'M{F(mx - 8)},74C{F(mx - 2)},77 {F(mx + 4)},77 {F(mx + 9)},74', sh, 3.4)
        elif mouth == 'open':
            s += path(f'M{F(mx - 24)},54C{F(mx - 10)},59 {F(mx + 10)},59 {F(mx + 23)},54C{F(mx + 20)},76 {F(mx - 20)},77 {F(mx - 24)},54Z', mix(DEEP, INK, .25)) + path(f'M{F(mx - 20)},56C{F(mx - 8)},60 {F(mx + 10)},60 {F(mx + 19)},56C{F(mx + 16)},66 {F(mx - 15)},66 {F(mx - 20)},56Z', PAPER)
        elif mouth == 'soft':
            s += stroke(f'M{F(mx - 17)},60C{F(mx - 7)},66 {F(mx + 7)},66 {F(mx + 16)},59', lip, 4.4)
        elif mouth == 'side':
            s += stroke(f'M{F(mx - 16)},62C{F(mx - 4)},67 {F(mx + 10)},64 {F(mx + 21)},53', lip, 4.6)
        if age:
            s += stroke(f'M{F(mx - 31)},42C{F(mx - 36)},50 {F(mx - 36)},58 {F(mx - 32)},64', sh, 3.2) + stroke(f'M{F(mx + 28)},42C{F(mx + 34)},50 {F(mx + 34)},58 {F(mx + 30)},64', sh, 3.2)
        if age > 1:
            s += ''.join(stroke(f'M{F(x - 9)},19C{F(x - 3)},23 {F(x + 4)},23 {F(x + 9)},19', sh, 3) for x in ex)
            s += stroke(f'M{F(-22 + x0)},-52C{F(-4 + x0)},-57 {F(14 + x0)},-57 {F(28 + x0)},-52', sh, 3) + stroke(f'M{F(ex[0] - 22)},0l-8,-5M{F(ex[0] - 23)},8l-9,1', sh, 3)
    elif mouth and not mask:
        s += stroke(f'M{F(x0 * .9 - 9)},58C{F(x0 * .9 - 3)},64 {F(x0 * .9 + 6)},64 {F(x0 * .9 + 12)},57', mix(skin, DEEP, .5), 4.5)
    if beard == 'stache':
        mx = 3 + 21 * t
        s += path(f'M{F(mx)},44C{F(mx - 16)},40 {F(mx - 28)},50 {F(mx - 32)},60C{F(mx - 18)},58 {F(mx - 8)},56 {F(mx)},53C{F(mx + 8)},56 {F(mx + 18)},58 {F(mx + 30)},60C{F(mx + 27)},50 {F(mx + 15)},40 {F(mx)},44Z', mix(hc, PAPER, .1))
    if beard == 'stubble':
        c = 9 * t
        d = f'M-74,0C-74,34 {-58 + c},70 {-30 + c},90C{-14 + c},101 {14 + c},101 {30 + c},90C{58 + c},68 75,34 74,0C66,40 50,48 {24 + c},42C{c},38 {-24 + c},42 -44,44C-60,40 -70,20 -74,0Z'
        s += path(d, mix(skin, hc, .55), opacity=.38)
    if beard == 'goatee':
        c = 9 * t
        s += path(f'M{-18 + c},84C{-14 + c},74 {14 + c},74 {18 + c},84C{16 + c},106 {8 + c},128 {c},136C{-8 + c},128 {-16 + c},106 {-18 + c},84Z', hc)
    if mask:
        mc = mix(PAPER, RIVER, .16)
        s += stroke(f'M{e + 4},6L{-40 + x0},30M{70},8L{46 + x0},28', mc, 4) + path(f'M{-46 + x0},26C{-16 + x0},14 {24 + x0},14 {52 + x0 * .8},26C{60 + x0 * .6},60 {44 + x0 * .6},92 {8 + x0 * .6},98C{-34 + x0 * .6},94 {-54 + x0},62 {-46 + x0},26Z', mc) + stroke(f'M{-36 + x0},46C{-6 + x0},40 {24 + x0},40 {46 + x0 * .8},46M{-34 + x0},62C{-6 + x0},58 {20 + x0},58 {42 + x0 * .8},62', mix(mc, RIVER, .35), 2.5)
    s += o
    if not (hair in ('bob', 'long', 'wave', 'fringe') or hat == 'helmet'):
        s += ell(e, 10, 13, 22, skin) + stroke(f'M{F(e - 4)},0C{F(e + 6)},-2 {F(e + 6)},14 {F(e - 3)},18', sh, 3)
        if ear:
            s += circ(e - 1, 36, 6, ear)
    if glasses:
        gc, gw = glasses if isinstance(glasses, tuple) else (glasses, 'round')
        for x in ex:
            s += (circ(x, 5, 23, 'none', stroke=gc, stroke_width=4.5) if gw == 'round' else rect(x - 25, -13, 50, 34, 'none', 12, stroke=gc, stroke_width=5))
            if lvl:
                s += stroke(f'M{F(x - 10)},-4l9,-6', PAPER, 4, opacity=.7)
        s += stroke(f'M{F(ex[0] + 23)},3Q{F((ex[0] + ex[1]) / 2)},-3 {F(ex[1] - 23)},3M{F(ex[0] - 23)},2L{F(e + 4)},2', gc, 4.5)
    if hat:
        s += hat_parts(hat, hatc, t)
    return g(b, transform=tr), g(s, transform=tr)


# --------------------------------------------------------------------------
# figures.  u = head height in pixels; (x, y) = ground point between the feet.
# hands and feet: targets in head heights, x along the facing direction.


def geese_mark(x, y, s, c=PAPER, w=None):
    """The goose V: short strokes, one stroke is one person."""
    o = ''
    for i in (-2, -1, 0, 1, 2):
        o += stroke(f'M{F(x + i * s)},{F(y + abs(i) * s * .55)}l{F((-.42 if i < 0 else .42) * s if i else .4 * s)},{F(.24 * s)}' if i else f'M{F(x - .34 * s)},{F(y + .14 * s)}L{F(x)},{F(y)}L{F(x + .34 * s)},{F(y + .14 * s)}', c, w or s * .26)
    return o


def fig(x, y, u, f=1, q=1, lean=0, hip=None, hands=None, feet=None, top=STONE, vest=RED, legs=SLATE, shoes=INK, skin=SK[1],
        hair='short', hc=HAIR[0], view='f', build=1, elbow=(1, 1), knee=(1, 1), skirt=None, coat=None, apron=None,
        hold=None, hold_back=None, nod=0, nolegs=False, t=None, hx=0, band=True, sleeve=1, bare=False, **hk):
    """A standing, walking or sitting figure.  q=1 three-quarter, q=0 front or back view."""
    W = lambda p: (x + f * p[0] * u, y + p[1] * u)
    hip = hip or (0, -2.95)
    feet = feet or ((-.22, 0), (.24, 0))
    hands = hands or ((-.42, -2.72), (.5, -2.75))
    a = math.radians(lean)
    S = (hip[0] + 2.05 * math.sin(a), hip[1] - 2.05 * math.cos(a))
    ax, ay = math.cos(a), math.sin(a)                 # across the body
    sw = (.60 if q == 0 else .40) * (0.6 + .4 * build)
    near, far = (S[0] - ax * sw, S[1] - ay * sw + .12), (S[0] + ax * sw, S[1] + ay * sw + .12)
    hw = .2
    hn, hf = (hip[0] - hw, hip[1]), (hip[0] + hw, hip[1])
    out = ''
    slv = coat if coat and not vest else top
    sh = mix(slv, INK, .16)

    def leg(hp, ft, kn, col):
        k, e = ik(hp, (ft[0], ft[1] - .22), 1.4, 1.36, -kn)
        A, B, C = W(hp), W(k), W(e)
        s = path(cap(A, .33 * u * build, B, .245 * u), col) + path(cap(B, .245 * u, C, .175 * u), col)
        d = f if q else (-1 if hp[0] < hip[0] else 1) * (1 if f > 0 else -1) * .6
        X, Y = C
        L = .62 if q else .40
        s2 = path(f'M{F(X - d * .2 * u)},{F(Y + .22 * u)}C{F(X - d * .26 * u)},{F(Y - .02 * u)} {F(X - .1 * d * u)},{F(Y - .1 * u)} {F(X + d * .14 * u)},{F(Y - .08 * u)}C{F(X + d * .22 * u)},{F(Y + .06 * u)} {F(X + d * L * u)},{F(Y + .02 * u)} {F(X + d * L * u)},{F(Y + .22 * u)}Z', shoes)
        return s2 + s

    def arm(sp, hd, el, col, layer):
        k, e = ik(sp, hd, .98, .95, el)
        A, B, C = W(sp), W(k), W(e)
        an = math.atan2(C[1] - B[1], C[0] - B[0])
        H = (C[0] + .12 * u * math.cos(an), C[1] + .12 * u * math.sin(an))
        s = path(cap(C, .115 * u, H, .155 * u), skin)
        fc = skin if bare else col
        if bare:
            M = ((A[0] + B[0]) / 2, (A[1] + B[1]) / 2)
            s += path(cap(A, .2 * u, B, .15 * u), skin) + path(cap(B, .15 * u, C, .115 * u), skin) + path(cap(A, .25 * u * build ** .5, M, .23 * u), col)
        else:
            d1, d2 = cap(A, .25 * u * build ** .5, B, .2 * u), cap(B, .2 * u, C, .15 * u)
            if layer:
                s += path(d1 + d2, 'none', stroke=mix(fc, INK, .30), stroke_width=F(.05 * u))
            s += path(d1, fc) + path(d2, fc)
            s += line(C[0] + .13 * u * math.sin(an), C[1] - .13 * u * math.cos(an), C[0] - .13 * u * math.sin(an), C[1] + .13 * u * math.cos(an), mix(fc, INK, .25), .05 * u)
        return s, H, an

    fs, fh, fa = arm(far, hands[1], elbow[1], sh if q else slv, 0)
    ns, nh, na = arm(near, hands[0], elbow[0], slv, 1)
    if hold_back:
        out += hold_back(nh, fh, u)
    if q:
        out += fs
    ldark = mix(legs, INK, .22)
    out += '' if nolegs else leg(hf, feet[1], knee[1], ldark if q else legs) + leg(hn, feet[0], knee[0], legs)
    # torso
    b = build
    shw, hpw = (.74 if q == 0 else .60) * (.6 + .4 * b), (.56 if q == 0 else .52) * b
    T = lambda al, up: W((hip[0] + al * ax + up * math.sin(a), hip[1] + al * ay - up * math.cos(a)))
    P2 = lambda al, up: '%s,%s' % tuple(F(v) for v in T(al, up))
    hem = -.28
    if skirt or coat:
        c, ln = (skirt, -1.25) if skirt else (coat, -1.5)
        if hip[1] > -2.2:        # seated: the cloth follows the thighs
            out += path(f'M{P2(-hpw, .2)}L{P2(hpw, .2)}L{P2(1.35, -.1)}L{P2(1.4, -.75)}L{P2(.9, -.8)}L{P2(.3, -.45)}L{P2(-hpw, -.4)}Z', c)
        else:
            out += path(f'M{P2(-hpw, .4)}L{P2(hpw, .4)}C{P2(hpw + .05, -.2)} {P2(hpw + .2, -.8)} {P2(hpw + .22, ln)}L{P2(-hpw - .22, ln)}C{P2(-hpw - .2, -.8)} {P2(-hpw - .05, -.2)} {P2(-hpw, .4)}Z', c)
    td = (f'M{P2(-.2, 2.2)}C{P2(-.5, 2.16)} {P2(-shw, 2.1)} {P2(-shw - .02, 1.7)}C{P2(-shw, 1.2)} {P2(-hpw - .02, .6)} {P2(-hpw - .04, hem)}'
          f'C{P2(-.2, hem - .08)} {P2(.2, hem - .08)} {P2(hpw + .04, hem)}C{P2(hpw + .02, .6)} {P2(shw, 1.2)} {P2(shw + .02, 1.7)}C{P2(shw, 2.1)} {P2(.5, 2.16)} {P2(.2, 2.2)}Z')
    out += path(td, vest or coat or top)
    body = vest or coat or top
    dark = mix(body, INK, .25)
    if vest:
        if view == 'f':
            out += path(f'M{P2(-.17, 2.22)}L{P2(.06 * f * q + .02, 1.45)}L{P2(.24, 2.2)}Z', top)
            out += stroke(f'M{P2(.03, 1.45)}L{P2(.02, -.3)}', dark, .035 * u)
            if band:
                out += stroke(f'M{P2(-hpw - .02, .62)}Q{P2(0, .54)} {P2(hpw + .02, .62)}', mix(PAPER, GOLD, .22), .12 * u)
            c = T(.28, 1.2)
            out += geese_mark(c[0], c[1], .085 * u, PAPER)
        elif band:
            out += stroke(f'M{P2(-hpw - .03, .55)}Q{P2(0, .47)} {P2(hpw + .03, .55)}', mix(PAPER, GOLD, .22), .12 * u)
            c = T(0, 1.5)
            out += geese_mark(c[0], c[1], .19 * u, PAPER)
    elif coat and view == 'f':
        out += stroke(f'M{P2(.03, 1.5)}L{P2(.03, -1.3 if hip[1] < -2.2 else -.2)}', dark, .035 * u) + path(f'M{P2(-.2, 2.2)}L{P2(.03, 1.4)}L{P2(.24, 2.2)}Z', top) + stroke(f'M{P2(-.22, 2.16)}L{P2(.03, 1.38)}L{P2(.26, 2.16)}', mix(coat, SLATE, .3), .05 * u)
    elif view == 'f':
        out += stroke(f'M{P2(-.18, 2.16)}Q{P2(.05, 1.9)} {P2(.26, 2.14)}', mix(top, INK, .3), .05 * u)
    out += shade(td, mix(body, INK, .62), 0 if f < 0 else 180, .75, .34)
    if apron:
        out += path(f'M{P2(-.3, 1.6)}L{P2(.34, 1.6)}L{P2(hpw, .6)}L{P2(hpw + .04, -1)}L{P2(-hpw - .04, -1)}L{P2(-hpw, .6)}Z', apron)
    # neck and head
    n0 = T(0, 2.1)
    hd = T(.09 * q + hx, 2.72)
    tt = (.75 if q else .12) if t is None else t
    hb, hfx = head(hd[0], hd[1], .5 * u, f, tt, skin, hair, hc, view=view, nod=nod, **hk)
    neck = path(cap(n0, .2 * u, (hd[0] - f * .05 * u, hd[1] + .2 * u), .17 * u), mix(skin, BRICK, .22))
    if view == 'b':
        out += neck + hb + hfx
    else:
        out = hb + out if hair in ('pony', 'long', 'wave') and not lean > 40 else out + hb
        out += neck + hfx
    if hold:
        out += hold(nh, fh, u)
    if not q:
        out += fs
    out += ns
    return out


def seated(x, y, u, f=1, **kw):
    """Seated on something 1.5 heads high at (x, y)."""
    kw.setdefault('hip', (0, -1.62))
    kw.setdefault('feet', ((.92, 0), (1.14, 0)))
    kw.setdefault('hands', ((.62, -1.95), (.85, -1.95)))
    return fig(x, y, u, f, **kw)


def shadow(x, y, w, c=INK, op=.16):
    return ell(x, y, w, w * .13, c, opacity=op)


# --------------------------------------------------------------------------
# settings: sky, houses, trees, water, furniture


def geese(cx, cy, s, n=4, ang=0, c=INK, flap=0, gap=1.0, back=.55):
    """A V of flying geese, leader at (cx, cy), each bird s wide, heading right."""
    o = ''
    for i in range(-n, n + 1):
        a = abs(i)
        dx, dy = -a * s * 1.15 * gap, i * s * back * gap
        x = cx + dx * math.cos(ang) - dy * math.sin(ang)
        y = cy + dx * math.sin(ang) + dy * math.cos(ang)
        ph = flap + i * .9
        w = math.sin(ph) * .62 + .28
        k = s * (1 - .03 * a)
        f0 = f'{w * 104:.0f}'
        o += (f'<g transform="translate({x:.1f} {y:.1f}) rotate({math.degrees(ang):.1f}) scale({k / 100:.4f})">'
              f'<path fill="{c}" opacity=".72" d="M30,-8C34,{-34 * w - 8:.1f} 30,{-70 * w - 6:.1f} 6,-{f0}C-2,{-84 * w:.1f} -6,{-44 * w - 4:.1f} -8,-6Z"/>'.replace('--', '')
              + f'<path fill="{c}" d="M92,-9L80,-13C66,-15 56,-9 44,-8C30,-14 4,-17 -26,-9C-44,-5 -56,-4 -78,-7C-70,1 -66,4 -58,6C-32,14 4,15 30,5C46,1 60,-3 76,-5ZM22,-8C14,{-36 * w - 6:.1f} -6,{-74 * w - 4:.1f} -46,{-96 * w:.1f}C-42,{-66 * w:.1f} -38,{-34 * w - 2:.1f} -30,-3Z"/></g>')
    return o


def sky(w, h, c0, c1=None, c=RIVER, op=.35):
    o = rect(0, 0, w, h, c0)
    if c1:
        o += rect(0, 0, w, h, grad(c1, 90, 0, 1))
    return o + shade(rdef(0, 0, w, h * .55), c, 270, .55, op)


def cloud(x, y, s, c=PAPER, op=.9):
    return g(path(f'M{F(x - 1.5 * s)},{F(y)}C{F(x - 1.5 * s)},{F(y - .35 * s)} {F(x - 1.1 * s)},{F(y - .42 * s)} {F(x - .9 * s)},{F(y - .38 * s)}C{F(x - .8 * s)},{F(y - .8 * s)} {F(x - .1 * s)},{F(y - .9 * s)} {F(x + .15 * s)},{F(y - .5 * s)}C{F(x + .5 * s)},{F(y - .72 * s)} {F(x + .95 * s)},{F(y - .5 * s)} {F(x + .95 * s)},{F(y - .24 * s)}C{F(x + 1.3 * s)},{F(y - .3 * s)} {F(x + 1.6 * s)},{F(y - .2 * s)} {F(x + 1.6 * s)},{F(y)}Z', c), opacity=op)


def bricks(x, y, w, h, c, n, bw=26, bh=9, op=.5):
    o = ''
    for _ in range(n):
        r = int(D.rnd.uniform(0, h / (bh + 5)))
        bx = x + D.rnd.uniform(0, max(1, w - bw * 2.2))
        bx = x + round((bx - x) / (bw + 5)) * (bw + 5) + (bw / 2 if r % 2 else 0)
        for k in range(D.rnd.choice((1, 1, 2))):
            if bx + k * (bw + 5) + bw < x + w:
                o += rect(bx + k * (bw + 5), y + r * (bh + 5), bw, bh, c)
    return g(o, opacity=op)


def house(x, y, w, h, floors=2, cols=4, wall=BRICK, roof=None, trim=PAPER, glass=None, lit=(), door=True, arch=True, roofh=None, shadec=INK, chim=True):
    """A red brick railway house, base line at y."""
    roof = roof or mix(SLATE, INK, .2)
    glass = glass or mix(RIVER, PAPER, .35)
    rh = h * .28 if roofh is None else roofh
    o = ''
    if chim and rh:
        for k in (.2, .74):
            o += rect(x + w * k, y - h - rh * .95, w * .045, rh * .9, mix(wall, INK, .2)) + rect(x + w * k - 4, y - h - rh * .98, w * .045 + 8, 8, trim)
    if rh:
        d = f'M{F(x - w * .03)},{F(y - h + 2)}L{F(x + w * .07)},{F(y - h - rh)}L{F(x + w * .93)},{F(y - h - rh)}L{F(x + w * 1.03)},{F(y - h + 2)}Z'
        o += path(d, roof) + shade(d, INK, 90, .7, .35)
        o += ''.join(line(x + w * (k + .5) / 16, y - h - rh + 8, x + w * (-.03 + (k + .5) / 15.1), y - h - 4, mix(roof, PAPER, .12), 2) for k in range(1, 15))
    o += rect(x, y - h, w, h, wall) + path(rdef(x, y - h, w, h), grad(shadec, 0, 0, .13)) + shade(rdef(x, y - h, w, h), shadec, 0, .6, .11) + bricks(x + 4, y - h + 6, w - 8, h - 12, mix(wall, INK, .22), int(w * h / 4200)) + bricks(x + 4, y - h + 6, w - 8, h - 12, mix(wall, PAPER, .25), int(w * h / 9000))
    o += rect(x - 5, y - h - 5, w + 10, 10, trim)
    fh = h / floors
    for fl in range(1, floors):
        o += rect(x, y - h + fl * fh - 4, w, 7, mix(trim, wall, .25))
    cw = w / cols
    n = 0
    for fl in range(floors):
        for c in range(cols):
            ww, wh = cw * .46, fh * .52
            wx, wy = x + c * cw + (cw - ww) / 2, y - h + fl * fh + fh * .2
            if door and fl == floors - 1 and c == cols // 2:
                dh = fh * .78
                dd = f'M{F(wx)},{F(y)}V{F(y - dh)}Q{F(wx + ww / 2)},{F(y - dh - ww * .35)} {F(wx + ww)},{F(y - dh)}V{F(y)}Z'
                o += path(dd, mix(RIVER, INK, .35), stroke=trim, stroke_width=6) + line(wx + ww / 2, y - dh - ww * .12, wx + ww / 2, y, mix(RIVER, INK, .6), 3)
                o += rect(wx - 14, y - 8, ww + 28, 8, STONE)
                n += 1
                continue
            a = wh * .16 if arch else 0
            d = f'M{F(wx)},{F(wy + wh)}V{F(wy)}Q{F(wx + ww / 2)},{F(wy - a * 2)} {F(wx + ww)},{F(wy)}V{F(wy + wh)}Z'
            on = n in lit
            gc = GOLD if on else glass
            o += path(d, gc, stroke=trim, stroke_width=max(3, w * .010))
            if not on:
                o += poly([(wx + 3, wy + wh * .55), (wx + ww * .55, wy), (wx + ww * .85, wy), (wx + 3, wy + wh * .86)], mix(glass, PAPER, .35), opacity=.6)
            o += line(wx + ww / 2, wy - a, wx + ww / 2, wy + wh, trim, max(2, w * .006)) + line(wx, wy + wh * .4, wx + ww, wy + wh * .4, trim, max(2, w * .006))
            o += rect(wx - 6, wy + wh, ww + 12, 7, trim)
            n += 1
    return o


def tree(x, y, h, c=LEAF, kind='camphor', trunk=None, w=1.0):
    rnd = random.Random(f'{x:.0f},{y:.0f},{kind}')
    trunk = trunk or mix(WOOD, SLATE, .2)
    o = path(f'M{F(x - h * .035)},{F(y)}C{F(x - h * .02)},{F(y - h * .3)} {F(x - h * .03)},{F(y - h * .4)} {F(x - h * .1)},{F(y - h * .6)}L{F(x - h * .06)},{F(y - h * .62)}L{F(x)},{F(y - h * .45)}L{F(x + h * .07)},{F(y - h * .66)}L{F(x + h * .11)},{F(y - h * .64)}C{F(x + h * .03)},{F(y - h * .42)} {F(x + h * .02)},{F(y - h * .25)} {F(x + h * .045)},{F(y)}Z', trunk)
    bl = [(0, -.78, .2), (-.2, -.66, .17), (.2, -.68, .17), (-.1, -.88, .14), (.12, -.9, .13), (-.3, -.56, .11), (.31, -.57, .11), (.02, -.6, .16)]
    dd = ''.join(cdef(x + bx * h * w, y + by * h, r * h * (.94 + .12 * rnd.random())) for bx, by, r in bl)
    o += path(dd, c)
    o += path(''.join(cdef(x + (bx - .03) * h * w, y + (by - .03) * h, r * h * .62) for bx, by, r in bl[:5]), mix(c, PAPER, .14))
    o += path(dd, grad(INK, 70, 0, .20)) + shade(dd, INK, 70, .7, .2)
    if kind == 'osmanthus':
        o += ''.join(circ(x + rnd.uniform(-.3, .3) * h * w, y - h * rnd.uniform(.52, .95), h * .011, GOLD) for _ in range(46))
    if kind == 'blossom':
        o += ''.join(circ(x + rnd.uniform(-.32, .32) * h * w, y - h * rnd.uniform(.5, .98), h * rnd.uniform(.010, .019), rnd.choice((PAPER, mix(PAPER, RED, .45)))) for _ in range(70))
    return o


def bare_tree(x, y, h, c=WOOD):
    rnd = random.Random(f'bare{x:.0f}')
    o = ''

    def br(px, py, a, l, w, d):
        nonlocal o
        qx, qy = px + l * math.cos(a), py + l * math.sin(a)
        o += path(cap((px, py), w, (qx, qy), w * .66), c)
        if d:
            for s in ((-1, 1) if d < 4 else (-1, 1)):
                br(qx, qy, a + s * rnd.uniform(.25, .6), l * rnd.uniform(.62, .8), w * .64, d - 1)
    br(x, y, -math.pi / 2, h * .32, h * .028, 5)
    return o


def bush(x, y, w, c=LEAF, n=5):
    rnd = random.Random(f'bush{x:.0f}{y:.0f}')
    dd = f'M{F(x)},{F(y)}'
    dd = ''.join(cdef(x + w * (i + .5) / n, y - w * .05, w / n * rnd.uniform(.62, .95)) for i in range(n))
    i = clip(rdef(x - w, y - w, w * 3, w), path(dd, c) + shade(dd, INK, 80, .8, .3))
    return i


def sprig(x, y, s, ang, c=LEAF, gold=True, n=5):
    """Osmanthus twig with small gold flowers."""
    o = f'<g transform="translate({x} {y}) rotate({ang}) scale({s})">' + stroke('M0,0C60,-10 140,-14 230,-4', WOOD, 7)
    for i in range(n):
        px = 40 + i * 42
        for sg in (-1, 1):
            a = sg * (48 - i * 3)
            o += f'<g transform="translate({px} {-9}) rotate({a})">' + path('M0,0C20,-26 70,-30 108,0C70,24 22,22 0,0Z', c if sg < 0 else mix(c, PAPER, .16)) + stroke('M6,0C40,-4 70,-3 96,0', mix(c, INK, .3), 2.5) + '</g>'
        if gold:
            o += ''.join(circ(px + dx, -10 + dy, 8, GOLD) + circ(px + dx, -10 + dy, 2.5, mix(BRICK, GOLD, .4)) for dx, dy in ((-9, -8), (6, -12), (10, 3), (-5, 7)))
    return o + path('M225,-5C246,-24 290,-24 320,-2C290,18 250,16 225,-5Z', c) + '</g>'


def rails(y0, y1, xv, x0, x1, c=SLATE, sl=WOOD, n=16, bed=None, off=0.0):
    """Track in perspective from the vanishing point (xv, y0) to the base x0..x1 at y1."""
    o = ''
    if bed:
        e = (x1 - x0) * .45
        o += poly([(xv - 6, y0), (xv + 6, y0), (x1 + e, y1), (x0 - e, y1)], bed)
        o += shade(pts([(xv - 6, y0), (xv + 6, y0), (x1 + e, y1), (x0 - e, y1)]), INK, 90, .6, .28)
    for i in range(n + 8, -1, -1):
        z = 1 + (i - off) * .62
        if z < .55:
            continue
        t = 1 / z
        y = y0 + (y1 - y0) * t
        hh = (y1 - y0) * .05 * t
        a, b = xv + (x0 - xv) * t, xv + (x1 - xv) * t
        e = (b - a) * .22
        o += poly([(a - e, y), (b + e, y), (b + e * 1.05, y + hh), (a - e * 1.05, y + hh)], sl)
    k = (x1 - x0) * .045
    for q in (x0, x1):
        ex = 1.15
        xb, yb = xv + (q - xv) * ex, y0 + (y1 - y0) * ex
        o += poly([(xv - 1, y0), (xv + 1, y0), (xb + k, yb), (xb - k, yb)], c)
        o += poly([(xv - .6, y0), (xv, y0), (xb - k * .2, yb), (xb - k * .75, yb)], mix(c, PAPER, .55))
    return o


def hills(w, y, h, c, seed=1, base=None):
    rnd = random.Random(f'h{seed}')
    d, x = f'M0,{F(base or y + 400)}L0,{F(y)}', 0
    while x < w:
        dx = rnd.uniform(.16, .3) * w
        d += f'Q{F(x + dx / 2)},{F(y - h * rnd.uniform(.5, 1.6))} {F(x + dx)},{F(y - h * rnd.uniform(-.1, .25))}'
        x += dx
    return path(d + f'L{F(x)},{F(base or y + 400)}Z', c)


def waves(x, y, w, h, c, n=30, seed=2, lw=3):
    rnd = random.Random(f'w{seed}')
    o = ''
    for _ in range(n):
        t = rnd.random() ** .8
        px, py = x + rnd.random() * w, y + h * t
        l = 30 + 110 * t * rnd.uniform(.5, 1)
        o += stroke(f'M{F(px)},{F(py)}q{F(l / 4)},{F(-3 - 4 * t)} {F(l / 2)},0t{F(l / 2)},0', c, lw * (.6 + t))
    return o


def lamp(x, y, h, c=INK, on=False, s=1):
    o = rect(x - 4 * s, y - h, 8 * s, h, c) + rect(x - 11 * s, y - 26 * s, 22 * s, 26 * s, c) + stroke(f'M{x},{y - h}q{4 * s},{-34 * s} {40 * s},{-34 * s}', c, 7 * s)
    if on:
        o = glow(x + 42 * s, y - h - 10 * s, 150 * s, GOLD, .55) + o
    return o + path(f'M{x + 22 * s},{y - h - 24 * s}q{20 * s},{-26 * s} {40 * s},0Z', c) + circ(x + 42 * s, y - h - 18 * s, 10 * s, GOLD if on else PAPER)


def bench(x, y, w, c=WOODL, h=70):
    o = ''.join(rect(x + w * k, y - h, 10, h, INK) for k in (.12, .86))
    return o + rect(x, y - h - 6, w, 14, c) + rect(x, y - h - 62, w, 16, c) + rect(x, y - h - 36, w, 14, mix(c, INK, .14)) + ''.join(rect(x + w * k, y - h - 66, 8, 66, INK) for k in (.14, .86))


def table(x, y, w, h, c=WOODL, d=26, cloth=None, legs=True):
    o = ''
    if legs:
        o += ''.join(rect(x + w * k - 7, y - h, 14, h, mix(c, INK, .35)) for k in (.06, .94))
    if cloth:
        o += poly([(x, y - h), (x + w, y - h), (x + w + 6, y - h * .12), (x - 6, y - h * .12)], cloth) + ''.join(stroke(f'M{F(x + w * k)},{F(y - h + d)}L{F(x + w * k + (k - .5) * 12)},{F(y - h * .14)}', mix(cloth, INK, .14), 4) for k in (.12, .31, .52, .7, .88))
        o += shade(rdef(x, y - h, w, h * .88), INK, 90, .7, .25)
    return o + rect(x - 12, y - h - d / 2, w + 24, d, c if not cloth else mix(cloth, PAPER, .2), 5)


def plant(x, y, s, pot=BRICK, c=LEAF):
    o = ''.join(f'<g transform="translate({x} {y - 60 * s}) rotate({a}) scale({s})">' + path('M0,0C-26,-40 -22,-100 0,-130C22,-100 26,-40 0,0Z', mix(c, PAPER, .18 if i % 2 else 0)) + stroke('M0,-6L0,-110', mix(c, INK, .25), 2.5) + '</g>' for i, a in enumerate((-62, 60, -34, 34, -8, 12)))
    return o + poly([(x - 38 * s, y - 66 * s), (x + 38 * s, y - 66 * s), (x + 28 * s, y), (x - 28 * s, y)], pot) + rect(x - 43 * s, y - 74 * s, 86 * s, 16 * s, mix(pot, PAPER, .15), 3)


def board(x, y, w, h, legs=110, fr=WOOD, bg=PAPER, kind=0):
    """Display board with picture-like blocks and grey rules instead of text."""
    o = ''.join(rect(x + w * k - 6, y + h, 12, legs, fr) for k in (.12, .88))
    o += rect(x - 10, y - 10, w + 20, h + 20, fr, 4) + rect(x, y, w, h, bg)
    o += path(f'M{x - 24},{y - 10}L{x + w / 2},{y - 44}L{x + w + 24},{y - 10}Z', mix(fr, INK, .25))
    m = w * .08
    c = (RED, RIVER, BRICK, SLATE)[kind % 4]
    o += rect(x + m, y + m, w * .36, h * .46, mix(c, PAPER, .55)) + circ(x + m + w * .18, y + m + h * .2, h * .09, mix(c, PAPER, .1)) + path(f'M{F(x + m + w * .05)},{F(y + m + h * .46)}q{F(w * .13)},{F(-h * .3)} {F(w * .26)},0Z', c)
    o += ''.join(rect(x + w * .52, y + m + i * h * .1, w * (.40 if i % 3 else .30), h * .035, mix(PAPER, SLATE, .4)) for i in range(5))
    o += ''.join(rect(x + m, y + h * .7 + i * h * .09, w * (.84 if i < 2 else .5), h * .03, mix(PAPER, SLATE, .4)) for i in range(3))
    return o


def broom(a, b, u, c=WOODL):
    """Broom from the hand a to the floor point b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    L = math.hypot(dx, dy)
    ux, uy = dx / L, dy / L
    s = (a[0] - ux * u * .9, a[1] - uy * u * .9)
    e = (b[0] - ux * u * .55, b[1] - uy * u * .55)
    n = (-uy, ux)
    return (line(*s, *e, WOOD, u * .08) + poly([(e[0] + n[0] * u * .12, e[1] + n[1] * u * .12), (e[0] - n[0] * u * .12, e[1] - n[1] * u * .12), (b[0] - n[0] * u * .42, b[1] - n[1] * u * .42 + u * .03), (b[0] + n[0] * u * .42, b[1] + n[1] * u * .42 + u * .03)], c)
            + ''.join(line(e[0], e[1], b[0] + n[0] * u * k, b[1] + n[1] * u * k, mix(c, INK, .3), u * .025) for k in (-.25, -.08, .1, .27)))


def bucket(x, y, s, c=RIVER):
    return poly([(x - 40 * s, y - 70 * s), (x + 40 * s, y - 70 * s), (x + 30 * s, y), (x - 30 * s, y)], c) + ell(x, y - 70 * s, 40 * s, 9 * s, mix(c, INK, .35)) + stroke(f'M{F(x - 38 * s)},{F(y - 68 * s)}C{F(x - 30 * s)},{F(y - 120 * s)} {F(x + 30 * s)},{F(y - 120 * s)} {F(x + 38 * s)},{F(y - 68 * s)}', INK, 4 * s) + shade(pts([(x - 40 * s, y - 70 * s), (x + 40 * s, y - 70 * s), (x + 30 * s, y), (x - 30 * s, y)]), INK, 0, .8, .3)


def box(x, y, w, h, c=WOODL, tape=True):
    o = rect(x - w / 2, y - h, w, h, c, 4) + shade(rdef(x - w / 2, y - h, w, h), INK, 20, .8, .25)
    if tape:
        o += rect(x - w * .07, y - h, w * .14, h, mix(c, PAPER, .5), opacity=.8)
    return o


def teapot(x, y, s, c=BRICK):
    return (stroke(f'M{F(x - 44 * s)},{F(y - 40 * s)}C{F(x - 90 * s)},{F(y - 70 * s)} {F(x - 90 * s)},{F(y - 4 * s)} {F(x - 40 * s)},{F(y - 14 * s)}', c, 10 * s) + path(f'M{F(x + 40 * s)},{F(y - 22 * s)}C{F(x + 64 * s)},{F(y - 34 * s)} {F(x + 66 * s)},{F(y - 58 * s)} {F(x + 84 * s)},{F(y - 66 * s)}C{F(x + 86 * s)},{F(y - 40 * s)} {F(x + 70 * s)},{F(y - 6 * s)} {F(x + 36 * s)},{F(y - 6 * s)}Z', c)
            + ell(x, y - 34 * s, 54 * s, 36 * s, c) + rect(x - 36 * s, y - 8 * s, 72 * s, 8 * s, mix(c, INK, .2), 3) + path(f'M{F(x - 34 * s)},{F(y - 62 * s)}q{F(34 * s)},{F(-26 * s)} {F(68 * s)},0Z', mix(c, PAPER, .2)) + circ(x, y - 78 * s, 8 * s, c))


def cup(x, y, s, c=PAPER, tea=True):
    return path(f'M{F(x - 20 * s)},{F(y - 32 * s)}L{F(x + 20 * s)},{F(y - 32 * s)}C{F(x + 20 * s)},{F(y - 10 * s)} {F(x + 12 * s)},{F(y)} {F(x)},{F(y)}C{F(x - 12 * s)},{F(y)} {F(x - 20 * s)},{F(y - 10 * s)} {F(x - 20 * s)},{F(y - 32 * s)}Z', c) + ell(x, y - 32 * s, 20 * s, 5 * s, mix(BRICK, GOLD, .4) if tea else mix(c, INK, .2))


def steam(x, y, s, c=PAPER, op=.8):
    return stroke(f'M{F(x)},{F(y)}c{F(-16 * s)},{F(-20 * s)} {F(16 * s)},{F(-36 * s)} 0,{F(-62 * s)}M{F(x + 20 * s)},{F(y - 6 * s)}c{F(-14 * s)},{F(-18 * s)} {F(14 * s)},{F(-30 * s)} 0,{F(-52 * s)}', c, 5 * s, opacity=op)


def laptop(x, y, s, c=SLATE):
    """Laptop seen from behind (lid towards us)."""
    return poly([(x - 74 * s, y - 96 * s), (x + 74 * s, y - 96 * s), (x + 84 * s, y), (x - 84 * s, y)], c) + rect(x - 92 * s, y - 5 * s, 184 * s, 10 * s, mix(c, INK, .3), 4) + geese_mark(x, y - 58 * s, 14 * s, mix(c, PAPER, .6))


def book(x, y, w, h, c, a=0):
    return f'<g transform="translate({F(x)} {F(y)}) rotate({a})">' + rect(-w / 2, -h / 2, w, h, c, 4) + rect(-w / 2 + w * .84, -h / 2, w * .16, h, PAPER) + rect(-w / 2, -h / 2, w * .1, h, mix(c, INK, .3)) + '</g>'


def bookshelf(x, y, w, h, rows=4, c=WOOD, seed=0):
    rnd = random.Random(f'bs{seed}')
    o = rect(x, y, w, h, mix(c, INK, .25))
    rh = h / rows
    cols = [RED, RIVER, SLATE, BRICK, DEEP, mix(RIVER, PAPER, .4), mix(BRICK, PAPER, .35), LEAF, SAND, mix(SLATE, PAPER, .4)]
    for r in range(rows):
        px = x + 14
        while px < x + w - 40:
            bw, bh = rnd.uniform(14, 34), rh * rnd.uniform(.58, .84)
            if rnd.random() < .1:
                px += rnd.uniform(20, 46)
                continue
            cc = rnd.choice(cols)
            o += rect(px, y + (r + 1) * rh - 9 - bh, bw, bh, cc) + rect(px, y + (r + 1) * rh - 9 - bh * .82, bw, 4, mix(cc, PAPER, .5))
            px += bw + rnd.choice((1, 1, 2, 6))
        o += rect(x, y + (r + 1) * rh - 9, w, 9, c)
    return o + rect(x - 8, y - 8, w + 16, 12, c) + rect(x - 8, y, 10, h, c) + rect(x + w - 2, y, 10, h, c)


def window(x, y, w, h, view='', fr=PAPER, bars=(2, 2), sill=True, bg=None):
    o = clip(rdef(x, y, w, h), rect(x, y, w, h, bg or SKY) + view) + rect(x, y, w, h, 'none', stroke=fr, stroke_width=14)
    o += ''.join(rect(x + w * i / bars[0] - 4, y, 8, h, fr) for i in range(1, bars[0])) + ''.join(rect(x, y + h * i / bars[1] - 4, w, 8, fr) for i in range(1, bars[1]))
    return o + (rect(x - 22, y + h + 4, w + 44, 16, mix(fr, SLATE, .18)) if sill else '')


def canopy(x, y, w, h, c1=RED, c2=PAPER, n=8, pole=INK, base=None):
    base = base or y + 500
    o = ''.join(rect(x + w * k - 6, y + h * .5, 12, base - y - h * .5, pole) for k in (.03, .97))
    cw = w / n
    for i in range(n):
        c = c1 if i % 2 == 0 else c2
        a, b = x + w * .07 + (w * .86) * i / n, x + w * .07 + (w * .86) * (i + 1) / n
        o += path(f'M{F(a)},{F(y)}L{F(b)},{F(y)}L{F(x + cw * (i + 1))},{F(y + h)}a{F(cw / 2)},{F(cw * .34)} 0 0,1 {F(-cw)},0Z', c)
    d = pts([(x + w * .07, y), (x + w * .93, y), (x + w, y + h), (x, y + h)])
    return o + shade(d, INK, 90, .7, .22)


def bike(x, y, s, c=RIVER, f=1):
    tr = f'translate({F(x)} {F(y)}) scale({f * s} {s})'
    o = ''.join(circ(cx, -52, 50, 'none', stroke=INK, stroke_width=7) + circ(cx, -52, 6, INK) + ''.join(line(cx, -52, cx + 48 * math.cos(a), -52 + 48 * math.sin(a), mix(INK, PAPER, .5), 1.6) for a in (0.3, 1.35, 2.4, 3.44, 4.49, 5.54)) for cx in (-95, 95))
    o += stroke('M-95,-52L-30,-58L62,-128L-44,-132L-30,-58M-95,-52L-48,-134L-54,-152M95,-52L60,-150L40,-160', c, 9) + rect(-78, -164, 48, 12, INK, 6) + stroke('M58,-150C50,-168 30,-168 24,-160', INK, 8) + rect(86, -150, 60, 44, WOODL, 6) + ''.join(line(86, -150 + k, 146, -150 + k, mix(WOODL, INK, .3), 3) for k in (12, 26))
    return g(o, transform=tr)


def car(x, y, s, c=RIVER, f=1, taxi=False):
    tr = f'translate({F(x)} {F(y)}) scale({f * s} {s})'
    o = path('M-210,-40C-214,-84 -190,-96 -150,-102L-92,-106C-60,-160 -20,-172 30,-172C84,-172 116,-140 138,-104C190,-98 214,-84 214,-40Z', c)
    o += path('M-74,-106C-50,-146 -24,-156 16,-157L16,-106Z', mix(RIVER, PAPER, .7)) + path('M28,-157C70,-156 96,-136 112,-106L28,-106Z', mix(RIVER, PAPER, .6)) + rect(-214, -52, 428, 14, mix(c, INK, .35), 6)
    o += ''.join(circ(cx, -36, 38, INK) + circ(cx, -36, 18, STONE) for cx in (-128, 128)) + ell(202, -82, 12, 9, GOLD) + line(22, -104, 22, -54, mix(c, INK, .4), 3)
    if taxi:
        o += rect(-14, -190, 60, 20, GOLD, 5) + rect(-208, -80, 400, 12, PAPER, opacity=.7)
    return g(o, transform=tr)


def bus(x, y, w, h, c=RIVER):
    o = rect(x, y - h, w, h - 26, c, 22) + rect(x, y - h * .42, w, 18, PAPER) + ''.join(rect(x + 26 + i * (w - 40) / 5, y - h + 30, (w - 40) / 5 - 16, h * .36, mix(RIVER, PAPER, .75), 8) for i in range(5))
    o += ''.join(circ(x + w * k, y - 28, 34, INK) + circ(x + w * k, y - 28, 15, STONE) for k in (.2, .78))
    return o + shade(rdef(x, y - h, w, h - 26), INK, 90, .7, .28)


def loco(x, y, s, c=None, f=1):
    """Steam locomotive, wheel base on y, about 900 s wide, heading right."""
    c = c or mix(INK, SLATE, .18)
    k = mix(c, PAPER, .16)
    o = rect(-330, -300, 210, 190, c, 6) + rect(-346, -322, 250, 26, mix(c, INK, .4), 10) + rect(-296, -272, 70, 70, mix(RIVER, PAPER, .55), 6) + rect(-206, -272, 56, 70, mix(RIVER, PAPER, .45), 6)
    bd = 'M-130,-262L300,-262C326,-262 330,-140 300,-132L-130,-132Z'
    o += path(bd, c) + shade(bd, '#000000', 90, .9, .5) + rect(-130, -246, 440, 10, k, opacity=.7) + ''.join(rect(q, -264, 10, 134, mix(c, INK, .45)) for q in (-60, 60, 180))
    o += rect(296, -268, 46, 142, mix(c, INK, .35), 10) + circ(345, -196, 40, RED) + circ(345, -196, 26, mix(DEEP, INK, .1)) + rect(338, -200, 22, 8, GOLD)
    o += path('M236,-262L228,-330L216,-344L300,-344L288,-330L280,-262Z', c) + path('M60,-262a44,44 0 0,1 88,0Z', mix(c, PAPER, .1)) + path('M-60,-262a34,34 0 0,1 68,0Z', k) + rect(310, -304, 34, 34, k, 6) + circ(334, -287, 13, GOLD)
    o += rect(-350, -132, 720, 26, RED) + rect(-350, -106, 720, 10, DEEP)
    for cx, r in ((-250, 56), (-110, 56), (30, 56), (180, 40), (276, 40)):
        o += circ(cx, -r, r, DEEP) + circ(cx, -r, r - 9, RED) + ''.join(line(cx, -r, cx + (r - 10) * math.cos(a), -r + (r - 10) * math.sin(a), DEEP, 5) for a in [j * math.pi / 4 for j in range(8)]) + circ(cx, -r, r * .24, PAPER)
    o += rect(-262, -70, 306, 14, STONE, 6) + rect(30, -94, 240, 12, STONE, 6) + rect(214, -116, 96, 44, c, 8) + path('M340,-106L400,-30L352,-30L330,-96Z', RED) + ''.join(line(350 + i * 9, -98 + i * 13, 344 + i * 6, -34, DEEP, 4) for i in range(1, 6))
    return g(o, transform=f'translate({F(x)} {F(y)}) scale({f * s} {s})')


def goose(x, y, s, f=1, c=SLATE):
    """Standing goose."""
    o = path('M-90,-60C-110,-84 -60,-120 0,-112C30,-108 46,-124 50,-160C52,-196 80,-206 98,-190C110,-180 112,-168 108,-160C96,-168 86,-160 86,-140C88,-70 50,-40 -10,-40C-50,-40 -80,-50 -90,-60Z', c) + path('M-100,-70C-60,-104 0,-100 30,-86C10,-62 -40,-56 -100,-70Z', mix(c, INK, .25)) + path('M104,-178L142,-166L108,-160Z', mix(BRICK, GOLD, .3)) + circ(94, -180, 5, INK) + stroke('M-14,-42L-14,0L6,0M14,-44L14,-2L34,-2', mix(BRICK, GOLD, .3), 7)
    return g(o, transform=f'translate({F(x)} {F(y)}) scale({f * s} {s})')


def cat(x, y, s, c=INK, f=1):
    o = path('M-40,0C-56,-60 -30,-92 0,-92C-4,-110 -2,-132 6,-146L18,-128C26,-130 36,-130 44,-128L56,-146C64,-130 64,-108 56,-94C66,-60 60,-20 58,0Z', c) + stroke('M-38,-8C-80,-4 -92,-40 -76,-64', c, 13)
    return g(o, transform=f'translate({F(x)} {F(y)}) scale({f * s} {s})')


def stool(x, y, w, h, c=WOODL):
    return poly([(x - w * .4, y), (x - w * .32, y), (x - w * .22, y - h), (x - w * .32, y - h)], mix(c, INK, .35)) + poly([(x + w * .4, y), (x + w * .32, y), (x + w * .22, y - h), (x + w * .32, y - h)], mix(c, INK, .35)) + rect(x - w / 2, y - h - 8, w, 18, c, 6)


def chair(x, y, u, f=1, c=WOODL):
    h = 1.42 * u
    dk = mix(c, INK, .35)
    X = lambda k: x + f * k * u
    return line(X(-.5), y, X(-.42), y - h, dk, .12 * u) + line(X(.55), y, X(.48), y - h, dk, .12 * u) + line(X(-.42), y - h, X(-.62), y - h - 1.45 * u, dk, .13 * u) + line(X(-.5), y - h, X(.6), y - h, c, .17 * u) + line(X(-.56), y - h - .9 * u, X(-.64), y - h - 1.5 * u, c, .22 * u)


# --------------------------------------------------------------------------
# portraits, 1200 x 1500


def palm(x, y, s, ang, c, f=1, glove=False):
    """Open raised hand."""
    dk = mix(c, BRICK if not glove else SLATE, .34)
    o = ''.join(path(cap(p, 15, q, 12), c) for p, q in [((-32, -60), (-50, -128)), ((-10, -66), (-15, -150)), ((14, -66), (19, -148)), ((36, -58), (50, -122))])
    o += path(cap((38, -4), 19, (86, -54), 13), c) + path('M-52,-66C-52,-84 52,-84 54,-62C58,-10 44,40 30,60L-30,60C-46,36 -52,-20 -52,-66Z', c)
    o += stroke('M-22,-74L-20,-60M2,-78L2,-62M26,-76L25,-60', dk, 4) + stroke('M-36,-22C-14,-36 20,-34 36,-16M-22,8C-10,-2 4,-4 14,0', dk, 3.5, opacity=.6)
    return g(o, transform=f'translate({F(x)} {F(y)}) rotate({ang}) scale({f * s} {s})')


def fist(x, y, s, ang, c, f=1):
    """Hand closed round something vertical, thumb towards us."""
    dk = mix(c, BRICK, .38)
    o = path('M-46,-44C-46,-62 40,-66 48,-46C56,-20 54,20 46,40C38,58 -30,60 -42,44C-54,24 -52,-20 -46,-44Z', c)
    o += ''.join(path(cap((-26, yy), 17, (40, yy + 1), 16), c) + stroke(f'M-20,{yy + 15}L46,{yy + 15}', dk, 3.6) for yy in (-42, -14, 14, 40)) + stroke('M56,-42C60,-36 58,-30 54,-28M57,-12C61,-6 59,0 55,2M56,16C60,22 58,28 54,30', dk, 3)
    o += path(cap((-36, -6), 19, (2, -46), 15), mix(c, PAPER, .10)) + stroke('M-28,10C-14,0 6,-20 16,-40', dk, 3.6)
    return g(o, transform=f'translate({F(x)} {F(y)}) rotate({ang}) scale({f * s} {s})')


def flat(x, y, s, ang, c, f=1):
    """Hand laid flat, fingers pointing to the right."""
    dk = mix(c, BRICK, .38)
    o = ''.join(path(cap((-10, yy), 17, (L, yy + b), 13), c) for yy, L, b in ((-32, 78, -4), (-10, 92, 0), (12, 86, 3), (32, 66, 6)))
    o += path('M-66,-40C-40,-56 10,-54 20,-44L20,44C0,56 -44,52 -66,38Z', c) + path(cap((-30, -36), 18, (26, -68), 13), c)
    o += stroke('M16,-20L72,-19M18,2L78,3M16,24L68,27', dk, 3.6)
    return g(o, transform=f'translate({F(x)} {F(y)}) rotate({ang}) scale({f * s} {s})')


def bust(cx, ny, t=.5, f=1, skin=SK[1], kind='vest', top=STONE, main=RED, collar='shirt', sw=350, sl=120, band=True, pat=None, zipo=0):
    """Shoulders and chest; ny = pit of the neck.  Returns (neck, body)."""
    o = ''
    L, R = cx - sw, cx + sw
    body = (f'M{cx - 96},{ny - 30}C{cx - 150},{ny + 34} {L + 90},{ny + 24} {L},{ny + sl}C{L - 60},{ny + sl + 60} {L - 88},{ny + 400} {L - 104},1560L{R + 104},1560'
            f'C{R + 88},{ny + 400} {R + 60},{ny + sl + 60} {R},{ny + sl}C{R - 90},{ny + 24} {cx + 150},{ny + 34} {cx + 96},{ny - 30}C{cx + 40},{ny + 20} {cx - 40},{ny + 20} {cx - 96},{ny - 30}Z')
    o += path(body, top)
    if pat:
        o += clip(body, pat)
    o += shade(body, INK, 180 if f > 0 else 0, .85, .22, .4)
    cxx = cx + f * 46 * t
    vy = ny + 250
    sh = mix(skin, BRICK, .34)
    nk = f'M{cx - 84},{ny - 190}L{cx - 90},{ny - 20}C{cx - 80},{ny + 40} {cxx - 30},{ny + 110} {cxx},{ny + 124}C{cxx + 30},{ny + 110} {cx + 84},{ny + 40} {cx + 92},{ny - 20}L{cx + 80},{ny - 190}Z'
    neck = path(nk, skin) + clip(nk, ell(cx + f * 26 * t, ny - 118, 130, 120, sh, opacity=.85)) + shade(nk, mix(skin, INK, .5), 180 if f > 0 else 0, .9, .3, .35)
    n2 = ''
    tl, td = mix(top, PAPER, .28), mix(top, INK, .24)
    if collar == 'shirt':
        n2 += path(f'M{cx - 104},{ny - 66}C{cx - 136},{ny - 20} {cx - 140},{ny + 30} {cx - 132},{ny + 60}L{cxx - 70},{ny + 176}L{cxx - 2},{ny + 92}C{cx - 60},{ny + 50} {cx - 90},{ny - 10} {cx - 104},{ny - 66}Z', tl)
        n2 += path(f'M{cx + 104},{ny - 66}C{cx + 136},{ny - 20} {cx + 140},{ny + 30} {cx + 132},{ny + 60}L{cxx + 70},{ny + 176}L{cxx + 2},{ny + 92}C{cx + 60},{ny + 50} {cx + 90},{ny - 10} {cx + 104},{ny - 66}Z', mix(tl, INK, .07))
        n2 += ''.join(circ(cxx + 2, ny + q, 8, td) for q in (150, 216))
    elif collar == 'polo':
        n2 += path(f'M{cx - 110},{ny - 50}C{cx - 130},{ny - 10} {cx - 120},{ny + 40} {cx - 96},{ny + 70}L{cxx - 40},{ny + 150}L{cxx},{ny + 100}C{cx - 50},{ny + 60} {cx - 90},{ny + 10} {cx - 110},{ny - 50}Z', td) + path(f'M{cx + 110},{ny - 50}C{cx + 130},{ny - 10} {cx + 120},{ny + 40} {cx + 96},{ny + 70}L{cxx + 40},{ny + 150}L{cxx},{ny + 100}C{cx + 50},{ny + 60} {cx + 90},{ny + 10} {cx + 110},{ny - 50}Z', mix(td, INK, .15))
    elif collar == 'crew':
        n2 += stroke(f'M{cx - 100},{ny - 34}C{cx - 76},{ny + 60} {cxx - 30},{ny + 122} {cxx},{ny + 124}C{cxx + 30},{ny + 122} {cx + 76},{ny + 60} {cx + 100},{ny - 34}', td, 24)
    elif collar == 'turtle':
        n2 += path(f'M{cx - 106},{ny - 100}C{cx - 40},{ny - 66} {cx + 40},{ny - 66} {cx + 106},{ny - 100}C{cx + 116},{ny - 20} {cx + 130},{ny + 30} {cx + 140},{ny + 60}C{cx + 50},{ny + 112} {cx - 50},{ny + 112} {cx - 140},{ny + 60}C{cx - 130},{ny + 30} {cx - 116},{ny - 20} {cx - 106},{ny - 100}Z', tl) + ''.join(stroke(f'M{cx + q},{ny - 74 - abs(q) * .14}L{cx + q * 1.2},{ny + 84 - abs(q) * .2}', td, 4, opacity=.5) for q in range(-90, 91, 30)) + shade(f'M{cx - 106},{ny - 100}L{cx + 106},{ny - 100}L{cx + 140},{ny + 60}L{cx},{ny + 100}L{cx - 140},{ny + 60}Z', INK, 270, .9, .25)
    elif collar == 'mandarin':
        n2 += path(f'M{cx - 104},{ny - 60}C{cx - 60},{ny + 20} {cxx - 20},{ny + 60} {cxx},{ny + 66}L{cxx},{ny + 118}C{cx - 60},{ny + 96} {cx - 120},{ny + 40} {cx - 124},{ny - 20}Z', tl) + path(f'M{cx + 104},{ny - 60}C{cx + 60},{ny + 20} {cxx + 20},{ny + 60} {cxx},{ny + 66}L{cxx},{ny + 118}C{cx + 60},{ny + 96} {cx + 120},{ny + 40} {cx + 124},{ny - 20}Z', mix(tl, INK, .08)) + ''.join(rect(cxx - 26, ny + q, 52, 9, td, 4) + circ(cxx, ny + q + 4, 10, td) for q in (130, 200))
    elif collar == 'hood':
        n2 += path(f'M{cx - 110},{ny - 90}C{cx - 200},{ny - 30} {cx - 190},{ny + 70} {cx - 120},{ny + 130}C{cx - 70},{ny + 170} {cxx - 20},{ny + 180} {cxx},{ny + 150}C{cx - 60},{ny + 90} {cx - 100},{ny} {cx - 110},{ny - 90}Z', tl) + path(f'M{cx + 110},{ny - 90}C{cx + 200},{ny - 30} {cx + 190},{ny + 70} {cx + 120},{ny + 130}C{cx + 70},{ny + 170} {cxx + 20},{ny + 180} {cxx},{ny + 150}C{cx + 60},{ny + 90} {cx + 100},{ny} {cx + 110},{ny - 90}Z', mix(tl, INK, .1)) + stroke(f'M{cxx - 40},{ny + 160}l-8,120M{cxx + 40},{ny + 160}l4,110', PAPER, 9)
    elif collar == 'scarf':
        pass
    front = ''
    dk = mix(main, INK, .3)
    if kind == 'vest':
        vl = f'M{cx - 134},{ny + 6}C{cx - 190},{ny + 34} {L + 110},{ny + 50} {L + 76},{ny + 84}C{L + 120},{ny + 240} {L + 66},{ny + 380} {L + 26},1560L{cxx + 8},1560L{cxx + 8},{vy}C{cxx - 50},{ny + 190} {cx - 110},{ny + 120} {cx - 134},{ny + 6}Z'
        vr = f'M{cx + 134},{ny + 6}C{cx + 190},{ny + 34} {R - 110},{ny + 50} {R - 76},{ny + 84}C{R - 120},{ny + 240} {R - 66},{ny + 380} {R - 26},1560L{cxx - 2 + zipo},1560L{cxx + 2},{vy}C{cxx + 50},{ny + 190} {cx + 110},{ny + 120} {cx + 134},{ny + 6}Z'
        a, b = (vl, vr)
        front += path(a, main) + path(b, mix(main, INK, .05))
        by = ny + 420
        if band:
            bc = mix(PAPER, GOLD, .16)
            front += clip(a + b, path(f'M{L - 80},{by}C{cx - 100},{by + 36} {cx + 100},{by + 36} {R + 80},{by}l0,62C{cx + 100},{by + 98} {cx - 100},{by + 98} {L - 80},{by + 62}Z', bc) + stroke(f'M{L - 80},{by + 31}C{cx - 100},{by + 67} {cx + 100},{by + 67} {R + 80},{by + 31}', mix(bc, SLATE, .25), 4))
        front += stroke(f'M{cxx + 4},{vy}L{cxx + 2},1560', dk, 9) + ''.join(rect(cxx - 4, vy + 20 + i * 26, 16, 9, mix(dk, PAPER, .25), 3) for i in range(24)) + rect(cxx - 5, vy - 2, 18, 34, mix(STONE, SLATE, .3), 6)
        front += stroke(f'M{cx - 134},{ny + 8}C{cx - 110},{ny + 120} {cxx - 50},{ny + 190} {cxx + 6},{vy}C{cxx + 50},{ny + 190} {cx + 110},{ny + 120} {cx + 134},{ny + 8}', dk, 11)
        gx = cx + f * 168
        front += clip(a + b, geese_mark(gx, ny + 250, 25, PAPER, 9))
        front += clip(a + b, stroke(f'M{cx - f * 235},{ny + 272}l{f * 120},0', dk, 9))
        front += shade(a, INK, 180, .8, .30, .35) if f > 0 else shade(b, INK, 0, .8, .30, .35)
        front += stroke(f'M{L + 76},{ny + 84}C{L + 120},{ny + 240} {L + 66},{ny + 380} {L + 26},1560M{R - 76},{ny + 84}C{R - 120},{ny + 240} {R - 66},{ny + 380} {R - 26},1560', dk, 8)
    elif kind in ('coat', 'suit'):
        a = body
        vyy = ny + 400
        front += path(f'M{cx - 128},{ny - 20}C{cx - 170},{ny + 40} {L + 90},{ny + 24} {L},{ny + sl}C{L - 60},{ny + sl + 60} {L - 88},{ny + 400} {L - 104},1560L{cxx},1560L{cxx},{vyy}L{cx - 100},{ny + 100}Z', main)
        front += path(f'M{cx + 128},{ny - 20}C{cx + 170},{ny + 40} {R - 90},{ny + 24} {R},{ny + sl}C{R + 60},{ny + sl + 60} {R + 88},{ny + 400} {R + 104},1560L{cxx},1560L{cxx},{vyy}L{cx + 100},{ny + 100}Z', mix(main, INK, .05))
        lap = mix(main, SLATE if main == PAPER or kind == 'coat' else PAPER, .16 if kind == 'coat' else .12)
        front += path(f'M{cx - 124},{ny - 40}C{cx - 176},{ny + 40} {cx - 200},{ny + 120} {cx - 196},{ny + 180}L{cx - 140},{ny + 200}L{cx - 180},{ny + 250}L{cxx},{vyy + 10}C{cx - 60},{ny + 240} {cx - 108},{ny + 100} {cx - 124},{ny - 40}Z', lap)
        front += path(f'M{cx + 124},{ny - 40}C{cx + 176},{ny + 40} {cx + 200},{ny + 120} {cx + 196},{ny + 180}L{cx + 140},{ny + 200}L{cx + 180},{ny + 250}L{cxx},{vyy + 10}C{cx + 60},{ny + 240} {cx + 108},{ny + 100} {cx + 124},{ny - 40}Z', mix(lap, INK, .05))
        front += stroke(f'M{cxx},{vyy}L{cxx},1560', dk, 6, opacity=.7) + circ(cxx + 16, vyy + 60, 13, dk)
        front += shade(body, INK, 180 if f > 0 else 0, .8, .24, .4)
        front += stroke(f'M{L + 60},{ny + 300}C{L + 80},{ny + 440} {L + 60},1500 {L + 56},1560M{R - 60},{ny + 300}C{R - 80},{ny + 440} {R - 60},1500 {R - 56},1560', dk, 6, opacity=.55)
    elif kind == 'jacket':
        front += path(f'M{cx - 112},{ny - 90}C{cx - 160},{ny - 30} {cx - 160},{ny + 50} {cx - 130},{ny + 90}C{cx - 80},{ny + 150} {cxx - 20},{ny + 190} {cxx},{ny + 190}C{cx - 60},{ny + 110} {cx - 104},{ny + 20} {cx - 112},{ny - 90}Z', mix(top, INK, .25)) + path(f'M{cx + 112},{ny - 90}C{cx + 160},{ny - 30} {cx + 160},{ny + 50} {cx + 130},{ny + 90}C{cx + 80},{ny + 150} {cxx + 20},{ny + 190} {cxx},{ny + 190}C{cx + 60},{ny + 110} {cx + 104},{ny + 20} {cx + 112},{ny - 90}Z', mix(top, INK, .34))
        front += stroke(f'M{cxx},{ny + 188}L{cxx},1560', mix(top, INK, .5), 10) + rect(cxx - 9, ny + 200, 18, 36, GOLD if main == GOLD else STONE, 6)
        front += clip(body, path(f'M{L - 120},{ny + 300}C{cx - 100},{ny + 360} {cx + 100},{ny + 360} {R + 120},{ny + 300}l0,34C{cx + 100},{ny + 394} {cx - 100},{ny + 394} {L - 120},{ny + 334}Z', mix(PAPER, top, .15)))
        front += stroke(f'M{L + 60},{ny + 330}C{L + 84},{ny + 440} {L + 60},1500 {L + 56},1560M{R - 60},{ny + 330}C{R - 84},{ny + 440} {R - 60},1500 {R - 56},1560', mix(top, INK, .4), 7, opacity=.6)
    elif kind == 'plain':
        front += stroke(f'M{L + 60},{ny + 330}C{L + 84},{ny + 440} {L + 60},1500 {L + 56},1560M{R - 60},{ny + 330}C{R - 84},{ny + 440} {R - 60},1500 {R - 56},1560', mix(top, INK, .4), 7, opacity=.5)
    return neck + n2, o, front


def person(bg, hx=600, hy=560, r=205, f=1, t=.5, nod=0, skin=SK[1], bx=None, zoom=1, at=(600, 1150), fore='', mid='', bk=None, **kw):
    bkw = dict(bk or {})
    ny = bkw.pop('ny', hy + int(r * 1.45))
    neck, body, front = bust(bx if bx is not None else hx - f * 14, ny, t=t, f=f, skin=skin, **bkw)
    hb, hf = head(hx, hy, r, f, t, skin, lvl=1, nod=nod, **kw)
    return bg + g(hb + body + neck + front + mid + hf + fore, transform=f'translate({at[0] * (1 - zoom):.1f} {at[1] * (1 - zoom):.1f}) scale({zoom})')


def sleeve(d, c):
    return path(d, c, stroke=mix(c, INK, .32), stroke_width=7) + shade(d, mix(c, INK, .7), 0, .8, .34, .3)


def stripes(c, n=40, w=10, gap=44, ang=90, op=.6):
    return g(''.join(rect(i * gap, 0, w, 1600, c) for i in range(n)) if ang == 90 else ''.join(rect(0, i * gap, 1300, w, c) for i in range(n)), opacity=op)


def checks(c, gap=70, op=.35):
    return g(stripes(c, 20, 22, gap, 90, 1) + stripes(c, 24, 22, gap, 0, 1), opacity=op)


def wallbg(c, bw=150, bh=62, w=1200, h=1500, dn=.16, gap=10):
    o = rect(0, 0, w, h, c)
    for r in range(int(h / (bh + gap)) + 1):
        for k in range(-1, int(w / (bw + gap)) + 1):
            q = D.rnd.random()
            if q < .52:
                o += rect(k * (bw + gap) + (bw / 2 if r % 2 else 0), r * (bh + gap), bw, bh, mix(c, INK if q < .3 else PAPER, .05 + dn * D.rnd.random()))
    return o


def people(n):
    W, H = 1200, 1500
    bg = lambda c: rect(0, 0, W, H, c)
    if n == 1:      # young woman, ponytail, osmanthus
        b = bg(mix(PAPER, GOLD, .12)) + circ(640, 560, 450, mix(PAPER, RED, .17)) + shade(cdef(640, 560, 450), BRICK, 60, .7, .35)
        b += sprig(1230, 140, 1.7, 158, LEAF) + sprig(-30, 420, 1.35, -20, mix(LEAF, RIVER, .3)) + sprig(1240, 760, 1.3, 200, mix(LEAF, RIVER, .3))
        return person(b, 590, 570, 205, 1, .55, -4, SK[0], zoom=1.07, hair='pony', hc=HAIR[0], mouth='open', eyes='smile', ear=GOLD, bk=dict(top=mix(RIVER, PAPER, .72), collar='shirt', sw=320, sl=128))
    if n == 2:      # old man, glasses, brick wall
        b = wallbg(mix(BRICK, PAPER, .12)) + shade(rdef(0, 0, W, H), INK, 90, .7, .4) + g(poly([(0, 0), (560, 0), (0, 900)], PAPER), opacity=.13)
        return person(b, 610, 560, 208, -1, .4, 3, SK[2], zoom=1.16, hair='side', hc=HAIR[5], glasses=(INK, 'square'), age=2, mouth='smile', brow=1.5, bk=dict(top=mix(PAPER, SLATE, .18), collar='shirt', sw=350, pat=checks(SLATE, 80, .3)))
    if n == 3:      # middle-aged woman, curls, river
        b = bg(mix(RIVER, PAPER, .62)) + hills(W, 560, 120, mix(RIVER, PAPER, .45), 5, 760) + rect(0, 740, W, 800, mix(RIVER, PAPER, .28)) + waves(0, 770, W, 700, mix(RIVER, PAPER, .5), 36, 4, 5) + circ(980, 300, 120, mix(PAPER, GOLD, .3)) + geese(420, 190, 62, 3, -.12, INK)
        return person(b, 590, 590, 205, -1, .55, -3, SK[1], zoom=1.12, hair='perm', hc=HAIR[6], mouth='open', eyes='dot', ear=RED, age=1, bk=dict(top=mix(PAPER, GOLD, .22), collar='turtle', sw=350, sl=110))
    if n == 4:      # courier
        b = bg(mix(PAPER, BRICK, .16)) + rect(0, 930, W, 600, mix(PAPER, BRICK, .34)) + house(640, 960, 520, 520, 2, 3, wall=mix(BRICK, PAPER, .38), roof=mix(SLATE, PAPER, .35), trim=mix(PAPER, BRICK, .12), glass=mix(RIVER, PAPER, .62), shadec=BRICK) + house(-60, 960, 420, 420, 2, 3, wall=mix(BRICK, PAPER, .5), roof=mix(SLATE, PAPER, .5), trim=PAPER, glass=mix(RIVER, PAPER, .7), shadec=BRICK)
        teal = mix(RIVER, INK, .08)
        bx = rect(300, 1150, 600, 400, WOODL, 10) + rect(566, 1150, 80, 400, mix(WOODL, PAPER, .5)) + shade(rdef(300, 1150, 600, 400), INK, 30, .8, .3) + poly([(300, 1150), (900, 1150), (860, 1104), (340, 1104)], mix(WOODL, PAPER, .22)) + poly([(566, 1150), (646, 1150), (638, 1104), (574, 1104)], mix(WOODL, PAPER, .6)) + sleeve(cap((170, 1480), 112, (280, 1352), 78), teal) + sleeve(cap((1036, 1450), 112, (950, 1310), 78), teal) + flat(330, 1330, 1.25, -20, SK[3]) + flat(900, 1290, 1.25, 20, SK[3], -1) + geese_mark(752, 1218, 24, BRICK, 8)
        return person(b, 610, 540, 205, 1, .6, 0, SK[3], hair='short', hc=HAIR[0], hat='helmet', hatc=RED, mouth='open', brow=1.4, fore=bx, bk=dict(kind='jacket', top=teal, collar=None, sw=360, sl=130))
    if n == 5:      # teacher
        b = bg(mix(LEAF, PAPER, .62)) + bookshelf(-40, 90, 480, 1000, 4, mix(WOOD, PAPER, .25), 3) + bookshelf(820, 90, 480, 1000, 4, mix(WOOD, PAPER, .25), 4) + g(rect(0, 0, W, H, mix(LEAF, PAPER, .62)), opacity=.42)
        card = mix(RIVER, PAPER, .12)
        bk_ = sleeve(cap((240, 1590), 120, (500, 1474), 80), card) + sleeve(cap((960, 1570), 120, (706, 1416), 80), card) + g(rect(-170, -220, 340, 440, DEEP, 10) + rect(-170, -220, 46, 440, mix(DEEP, INK, .3)) + rect(-70, -150, 180, 110, 'none', 8, stroke=mix(DEEP, GOLD, .6), stroke_width=8) + geese_mark(20, -100, 22, GOLD, 8), transform='translate(610 1370) rotate(-7)') + flat(690, 1400, 1.2, 8, SK[5], -1) + flat(520, 1470, 1.2, -14, SK[5])
        return person(b, 600, 555, 203, 1, .35, 4, SK[5], zoom=1.06, hair='bob', hc=HAIR[0], glasses=(WOOD, 'round'), mouth='smile', fore=bk_, bk=dict(kind='plain', top=card, collar='crew', sw=318, sl=120))
    if n == 6:      # retired railwayman with lamp
        b = bg(mix(SLATE, PAPER, .45)) + shade(rdef(0, 0, W, H), INK, 270, .7, .35) + rails(420, 1500, 880, 560, 1560, mix(SLATE, INK, .35), mix(WOOD, SLATE, .35), 14, mix(SLATE, PAPER, .3)) + rect(120, 120, 16, 1000, mix(SLATE, INK, .5)) + rect(90, 140, 76, 190, INK, 30) + circ(128, 192, 26, mix(SLATE, INK, .3)) + circ(128, 278, 26, RED) + glow(128, 278, 110, RED, .5)
        tn = mix(SLATE, INK, .45)
        lm = glow(1010, 1010, 280, GOLD, .65) + rect(928, 920, 164, 36, INK, 12) + path('M950,922q60,-60 120,0Z', INK) + rect(944, 956, 132, 150, GOLD, 6) + shade(rdef(944, 956, 132, 150), BRICK, 90, .7, .5) + rect(944, 956, 132, 150, 'none', 6, stroke=INK, stroke_width=12) + line(1010, 956, 1010, 1106, INK, 8) + rect(926, 1104, 168, 36, INK, 12) + stroke('M936,930C900,790 1120,790 1084,930', INK, 13)
        lm = sleeve(cap((960, 1560), 118, (1010, 1000), 84), mix(tn, PAPER, .06)) + lm + fist(1010, 838, 1.05, 88, SK[2])
        return person(b, 540, 560, 206, 1, .5, -2, SK[2], hair='crew', hc=HAIR[4], hat='peak', hatc=mix(RIVER, INK, .45), beard='stache', age=2, mouth=None, eyes='narrow', brow=1.5, fore=lm, bk=dict(kind='vest', top=tn, collar='shirt', sw=350, band=False))
    if n == 7:      # doctor
        b = bg(mix(RIVER, PAPER, .78)) + ''.join(rect(150 + i * 240, 0, 3, H, mix(RIVER, PAPER, .6)) for i in range(5)) + circ(600, 620, 420, mix(RIVER, PAPER, .56)) + shade(cdef(600, 620, 420), RIVER, 120, .8, .4) + plant(1090, 1180, 2.0, BRICK, LEAF)
        st = stroke('M470,880C450,1010 500,1130 560,1160M700,872C750,1000 700,1120 660,1180C640,1240 700,1300 760,1260', INK, 15) + stroke('M760,1262C790,1240 800,1220 796,1190', INK, 15) + circ(796, 1180, 40, SLATE) + circ(796, 1180, 24, STONE) + circ(560, 1164, 14, SLATE)
        return person(b, 590, 560, 202, -1, .5, -3, SK[0], zoom=1.1, hair='lowbun', hc=HAIR[2], glasses=None, mouth='smile', mid=st, bk=dict(kind='coat', main=PAPER, top=mix(RIVER, PAPER, .25), collar='crew', sw=325, sl=124))
    if n == 8:      # taxi driver at the window
        b = bg(mix(PAPER, GOLD, .2)) + rect(0, 0, W, 1500, mix(RIVER, PAPER, .5)) + house(60, 900, 480, 520, 2, 3, wall=mix(BRICK, PAPER, .4), roof=mix(SLATE, PAPER, .4), trim=mix(PAPER, BRICK, .1), glass=mix(RIVER, PAPER, .6), shadec=BRICK) + rect(0, 890, W, 400, mix(PAPER, BRICK, .34)) + tree(860, 920, 760, mix(LEAF, PAPER, .3))
        tc = mix(RIVER, INK, .05)
        fr = path('M0,0H1200V1500H0ZM120,1130L1080,1130C1110,1130 1120,1110 1116,1080L1050,320C1042,240 1000,196 920,190L420,170C330,168 270,200 240,280L90,1060C80,1110 90,1130 120,1130Z', tc, fill_rule='evenodd') + stroke('M120,1130L1080,1130C1110,1130 1120,1110 1116,1080L1050,320C1042,240 1000,196 920,190L420,170C330,168 270,200 240,280L90,1060C80,1110 90,1130 120,1130Z', INK, 24) + rect(0, 1270, W, 60, GOLD) + ''.join(rect(i * 120, 1270, 60, 30, INK) + rect(i * 120 + 60, 1300, 60, 30, INK) for i in range(10)) + shade(rdef(0, 1130, W, 380), INK, 90, .8, .3) + rect(900, 1380, 160, 32, INK, 16)
        fr += sleeve(cap((1010, 1090), 96, (560, 1120), 82), mix(PAPER, SLATE, .22)) + flat(470, 1126, 1.25, 2, SK[4], -1) + shade(cap((1010, 1090), 96, (560, 1120), 82), INK, 90, .8, .25)
        return person(b, 600, 590, 200, -1, .6, -5, SK[4], hair='slick', hc=HAIR[0], mouth='side', eyes='narrow', brow=1.4, beard='stubble', fore=fr, bk=dict(kind='vest', top=mix(PAPER, SLATE, .22), collar='polo', sw=340, sl=120))
    if n == 9:      # property manager, night windows
        b = bg(NIGHT2) + ''.join(rect(60 + c * 190, 60 + r * 230, 120, 150, GOLD if (c * 3 + r * 5) % 4 == 0 else mix(NIGHT2, PAPER, .13), 4) + rect(116 + c * 190, 60 + r * 230, 7, 150, NIGHT2) for c in range(6) for r in range(7)) + shade(rdef(0, 0, W, H), INK, 90, .6, .5)
        su = mix(SLATE, INK, .3)
        wt = sleeve(cap((270, 1500), 110, (330, 1190), 82), mix(su, PAPER, .06)) + rect(296, 880, 100, 230, INK, 16) + rect(316, 780, 20, 110, INK, 8) + ''.join(rect(316, 930 + i * 16, 60, 7, SLATE, 3) for i in range(4)) + circ(370, 904, 8, RED) + fist(346, 1090, 1.12, 0, SK[1])
        ln = stroke('M470,900L600,1230M730,900L622,1230', RED, 16) + rect(540, 1220, 150, 190, PAPER, 12) + rect(590, 1204, 50, 26, SLATE, 8) + rect(562, 1254, 56, 70, MIST, 6) + circ(590, 1280, 14, SLATE) + path('M568,1324q22,-40 44,0Z', SLATE) + rect(632, 1264, 40, 8, STONE) + rect(632, 1284, 40, 8, STONE) + rect(562, 1350, 106, 10, STONE)
        return person(b, 610, 555, 200, 1, .3, 2, SK[1], hair='bun', hc=HAIR[2], mouth='soft', eyes='dot', mid=ln, fore=wt, bk=dict(kind='suit', main=su, top=PAPER, collar='shirt', sw=330, sl=120))
    if n == 10:     # student with geese
        b = bg(mix(PAPER, RIVER, .12)) + circ(330, 330, 190, mix(PAPER, RED, .30)) + shade(cdef(330, 330, 190), RED, 90, .7, .4) + geese(1010, 210, 92, 3, -.28, SLATE) + hills(W, 1060, 130, mix(LEAF, PAPER, .5), 11, 1500) + hills(W, 1190, 100, mix(LEAF, PAPER, .25), 4, 1500)
        st = stroke('M350,910C372,1060 360,1300 330,1560M850,910C834,1060 850,1300 880,1560', mix(RIVER, INK, .2), 62) + rect(334, 1150, 64, 26, INK, 6) + rect(806, 1150, 64, 26, INK, 6)
        return person(b, 610, 560, 203, 1, .6, 5, SK[0], zoom=1.1, hair='tousle', hc=HAIR[2], mouth='open', eyes='dot', mid=st, bk=dict(top=mix(SLATE, PAPER, .5), collar='hood', sw=330, sl=130))
    if n == 11:     # old woman, white bun, tea
        b = bg(mix(PAPER, BRICK, .22)) + window(180, 90, 840, 760, hills(W, 560, 100, mix(LEAF, PAPER, .45), 3, 900) + circ(820, 240, 80, mix(PAPER, GOLD, .4)) + sprig(1000, 130, 1.1, 170, LEAF), WOOD, (3, 2), True, mix(PAPER, RIVER, .16)) + plant(160, 1010, 1.6, RIVER, LEAF)
        k = mix(SLATE, PAPER, .15)
        tea = sleeve(cap((240, 1560), 122, (530, 1386), 78), k) + sleeve(cap((960, 1560), 122, (744, 1384), 78), k) + g(cup(632, 1390, 4.0, PAPER), opacity=1) + stroke('M560,1300C600,1316 670,1316 706,1300', RIVER, 10) + stroke('M568,1326C604,1342 668,1342 700,1326', RIVER, 5) + flat(560, 1372, 1.12, -8, SK[1]) + flat(712, 1372, 1.12, 8, SK[1], -1) + steam(610, 1230, 1.7, PAPER, .9)
        return person(b, 610, 550, 200, -1, .35, 3, SK[1], zoom=1.14, hair='bun', hc=HAIR[5], mouth='smile', eyes='smile', age=2, glasses=None, fore=tea, ear=LEAF, bk=dict(top=k, collar='mandarin', sw=325, sl=140, band=False))
    if n == 12:     # crossing guide, cap, raised glove
        b = bg(mix(SLATE, PAPER, .55)) + rect(0, 760, W, 760, mix(SLATE, PAPER, .22)) + ''.join(poly([(600 + (i - 4) * 90, 760), (600 + (i - 4) * 90 + 46, 760), (600 + (i - 4) * 330 + 170, 1500), (600 + (i - 4) * 330, 1500)], PAPER, opacity=.85) for i in range(9)) + bus(700, 770, 620, 320, mix(RIVER, PAPER, .2)) + house(-120, 766, 460, 430, 2, 3, wall=mix(BRICK, PAPER, .3), roof=mix(SLATE, PAPER, .2), shadec=BRICK)
        gl = sleeve(cap((1020, 1400), 120, (1010, 900), 84), mix(SLATE, PAPER, .35)) + shade(cap((1020, 1400), 120, (1010, 900), 84), INK, 180, .7, .3) + rect(930, 800, 160, 74, PAPER, 16) + palm(1010, 760, 1.5, 6, PAPER, 1, True)
        wh = stroke('M480,890C500,1040 560,1100 600,1150M730,890C720,1040 650,1120 606,1150', INK, 8) + path('M570,1150h78a34,34 0 1,1 -34,36h-44Z', GOLD) + circ(618, 1184, 12, INK)
        return person(b, 560, 570, 205, 1, .6, 0, SK[3], hair='crew', hc=HAIR[2], hat='cap', hatc=RED, mouth='soft', eyes='dot', brow=1.5, jaw=1.15, mid=wh, fore=gl, bk=dict(top=mix(SLATE, PAPER, .35), collar='polo', sw=365, sl=120))
    if n == 13:     # sanitation woman, straw hat, broom
        b = bg(mix(LEAF, PAPER, .55)) + ''.join(path(cdef(x, y, r), c) for x, y, r, c in [(160, 240, 260, mix(LEAF, PAPER, .3)), (1080, 160, 300, mix(LEAF, PAPER, .3)), (620, 20, 240, mix(LEAF, PAPER, .4)), (1160, 620, 190, mix(LEAF, PAPER, .4)), (20, 660, 200, mix(LEAF, PAPER, .42))]) + shade(rdef(0, 0, W, H), LEAFD, 270, .7, .4) + rect(0, 1080, W, 500, mix(PAPER, BRICK, .2))
        b += ''.join(f'<g transform="translate({x} {y}) rotate({a}) scale(1.3)">' + path('M0,0C20,-26 70,-30 100,0C70,24 22,22 0,0Z', c) + '</g>' for x, y, a, c in [(140, 820, 30, GOLD), (1000, 900, 110, mix(BRICK, GOLD, .3)), (960, 420, 60, GOLD), (230, 480, 150, mix(BRICK, GOLD, .4))])
        br = line(960, 560, 900, 1560, WOOD, 34) + path('M905,610C860,470 880,240 930,120C960,60 1060,60 1080,140C1100,260 1080,480 1010,620Z', WOODL) + ''.join(stroke(f'M{930 + i * 16},600C{900 + i * 24},460 {905 + i * 24},280 {930 + i * 22},130', mix(WOODL, INK, .35), 5) for i in range(6)) + stroke('M900,560C940,580 980,580 1020,566M902,600C940,620 980,620 1016,606', RED, 12)
        br += sleeve(cap((930, 1500), 112, (935, 1190), 82), mix(RIVER, PAPER, .45)) + fist(925, 1130, 1.2, -3, SK[3])
        return person(b, 540, 590, 200, 1, .55, -3, SK[3], hair='lowbun', hc=HAIR[0], hat='straw', hatc=mix(PAPER, mix(GOLD, BRICK, .2), .55), mouth='open', eyes='smile', age=1, fore=br, bk=dict(top=mix(RIVER, PAPER, .45), collar='crew', sw=335, sl=120))
    if n == 14:     # bald mediator with flask
        b = bg(mix(RIVER, PAPER, .46)) + circ(600, 590, 500, mix(RIVER, INK, .1)) + clip(cdef(600, 590, 468), rect(100, 100, 1000, 1000, mix(PAPER, GOLD, .22)) + hills(W, 800, 130, mix(LEAF, PAPER, .55), 5, 1200) + ''.join(stroke(f'M{x},1100C{x - 14},800 {x + 20},400 {x + q},90', mix(LEAF, RIVER, .4), 13) + ''.join(f'<g transform="translate({x + q * .4:.0f} {y}) rotate({an}) scale(1.05)">' + path('M0,0C20,-18 80,-22 120,0C80,16 22,14 0,0Z', mix(LEAF, RIVER, .35)) + '</g>' for y, an in ((240, 24), (300, 160), (390, 14), (470, 170), (560, 30), (660, 150))) for x, q in ((250, 30), (330, -16), (900, 26), (980, -20)))) + stroke(cdef(600, 590, 484), mix(PAPER, RIVER, .2), 14) + shade(rdef(0, 0, W, H), INK, 90, .7, .3)
        ch = mix(PAPER, SLATE, .1)
        fl = sleeve(cap((300, 1480), 116, (420, 1280), 86), ch) + rect(390, 1010, 150, 330, RIVER, 26) + rect(404, 960, 122, 66, mix(RIVER, INK, .5), 12) + rect(390, 1130, 150, 20, GOLD) + shade(rdef(390, 1010, 150, 330), INK, 0, .9, .4) + fist(450, 1250, 1.2, 4, SK[4])
        return person(b, 610, 560, 208, -1, .3, 2, SK[4], zoom=1.1, hair='bald', hc=HAIR[0], mouth='open', eyes='smile', beard='stubble', jaw=1.12, brow=1.6, age=1, fore=fl, bk=dict(top=ch, collar='shirt', sw=375, sl=110, pat=stripes(SLATE, 40, 6, 40, 90, .4), main=mix(RED, PAPER, .06)))
    if n == 15:     # online volunteer with headset
        b = bg(mix(NIGHT2, RIVER, .4)) + ''.join(rect(x, y, w, h, mix(RIVER, PAPER, q), 26) + poly([(x + 50, y + h - 4), (x + 110, y + h - 4), (x + 40, y + h + 44)], mix(RIVER, PAPER, q)) + ''.join(rect(x + 40, y + 44 + i * 46, w * k, 16, mix(RIVER, PAPER, q - .22), 8) for i, k in enumerate((.7, .5))) for x, y, w, h, q in [(70, 150, 340, 170, .35), (820, 110, 320, 170, .5), (860, 560, 300, 160, .32), (40, 620, 260, 160, .5)]) + shade(rdef(0, 0, W, H), INK, 90, .7, .4)
        hs = stroke('M428,590C396,300 700,250 772,470', INK, 24) + rect(384, 560, 84, 150, INK, 40) + rect(396, 576, 40, 118, SLATE, 20) + stroke('M430,706C450,800 540,812 624,786', INK, 12) + ell(640, 780, 32, 20, INK)
        lp = rect(190, 1330, 820, 220, mix(SLATE, PAPER, .35), 22) + geese_mark(600, 1400, 36, PAPER, 12) + shade(rdef(190, 1330, 820, 220), INK, 90, .8, .3)
        return person(b, 600, 570, 202, 1, .5, -3, SK[5], zoom=1.12, hair='pixie', hc='#3B2A3A', mouth='smile', eyes='dot', glasses=None, fore=hs + lp, bk=dict(top=mix(GOLD, PAPER, .5), collar='crew', sw=305, sl=130))
    if n == 16:     # old musician, beret, erhu, scarf
        b = bg(mix(GOLD, PAPER, .55)) + ''.join(path(f'M{-60 + i * 150},0C{20 + i * 150},500 {-80 + i * 150},1000 {-20 + i * 150},1500L{90 + i * 150},1500C{30 + i * 150},1000 {110 + i * 150},500 {60 + i * 150},0Z', mix(mix(GOLD, PAPER, .55), BRICK, .16 if i % 2 else .26)) for i in range(9)) + shade(rdef(0, 0, W, H), BRICK, 270, .7, .4)
        ct = mix(INK, SLATE, .35)
        er = line(300, 330, 372, 1420, WOOD, 24) + path('M282,350C250,300 280,240 330,250C350,256 350,290 324,300C316,316 310,330 312,346Z', WOOD) + line(250, 452, 336, 440, WOOD, 16) + line(246, 530, 340, 518, WOOD, 16) + stroke('M322,430L398,1360M336,430L412,1360', PAPER, 3) + rect(300, 1330, 170, 150, WOOD, 26) + rect(320, 1350, 60, 110, WOODL, 16)
        er += sleeve(cap((330, 1480), 116, (330, 1130), 84), ct) + fist(346, 1040, 1.08, -4, SK[1])
        sc = path('M430,850C520,960 690,960 790,850L810,930C700,1050 520,1050 410,936Z', RED) + path('M640,980L790,950C810,1120 800,1260 770,1400L640,1410C660,1260 660,1120 640,980Z', mix(RED, INK, .08)) + ''.join(line(652 + i * 20, 1410, 650 + i * 20, 1450, RED, 8) for i in range(6)) + ''.join(stroke(f'M{648},{1080 + i * 90}L{796 - i * 4},{1062 + i * 90}', mix(RED, PAPER, .55), 10) for i in range(4)) + shade('M430,850C520,960 690,960 790,850L810,930C700,1050 520,1050 410,936Z', INK, 180, .8, .3)
        return person(b, 620, 560, 204, -1, .5, -5, SK[1], hair='balding', hc=HAIR[4], hat='beret', hatc=mix(RIVER, INK, .35), beard='goatee', glasses=(INK, 'round'), age=2, eyes='calm', mouth='soft', brow=1.3, mid=sc, fore=er, bk=dict(kind='plain', top=ct, collar='turtle', sw=340, sl=120))


# --------------------------------------------------------------------------
# rendering


def chromium():
    for n in ('chromium', 'chromium-browser', 'google-chrome', 'chrome'):
        p = shutil.which(n)
        if p:
            return p
    sys.exit('chromium not found')


def shoot(svg_text, w, h, png):
    """Render one SVG of w x h to png."""
    tmp = Path(tempfile.mkdtemp(prefix='media-'))
    page = tmp / 'p.html'
    page.write_text(f'<!doctype html><meta charset="utf-8"><style>html,body{{margin:0;background:#FBF6EC;overflow:hidden}}svg{{display:block}}</style>{svg_text}', encoding='utf-8')
    try:
        subprocess.run([chromium(), '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb', '--force-device-scale-factor=1',
                        f'--user-data-dir={tmp}/u', f'--screenshot={png}', f'--window-size={w},{h + 160}', page.as_uri()],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
    finally:
        shutil.rmtree(tmp, ignore_errors=True)


def paper_grain(im, name, amp=.055):
    """Multiply the picture with a seeded paper texture: fine tooth and slow mottling."""
    from PIL import Image, ImageChops, ImageFilter
    rnd = random.Random('grain' + name)
    w, h = im.size

    def noise(k, blur, a):
        ww, hh = w // k + 2, h // k + 2
        n = Image.frombytes('L', (ww, hh), rnd.randbytes(ww * hh)).filter(ImageFilter.GaussianBlur(blur))
        n = n.resize((w, h), Image.BICUBIC)
        v = list(n.crop((0, 0, 256, 256)).tobytes())
        m = sum(v) / len(v)
        sd = (sum((x - m) ** 2 for x in v) / len(v)) ** .5 or 1
        lut = [max(0, min(255, round(255 - 255 * a * 1.4 + (i - m) / sd * 255 * a * .55))) for i in range(256)]
        return n.point(lut)
    fine = noise(2, .6, amp)
    slow = noise(40, 1.2, .020)
    tex = ImageChops.multiply(fine, slow)
    tex = tex.point([min(255, round(i * 255 / (255 * (1 - amp * 1.4) * (1 - .028)))) for i in range(256)])
    return ImageChops.multiply(im, Image.merge('RGB', (tex,) * 3))


STEPS = [(.038, 0, 84), (.034, 0, 82), (.030, .35, 82), (.026, .45, 81), (.020, .55, 80), (.014, .65, 80), (.008, .75, 80), (.004, .9, 80)]


def finish(im, name, path_, limit=190):
    """Grain and JPEG: take the richest setting that stays under limit KB."""
    from PIL import ImageFilter
    for amp, blur, q in STEPS:
        v = im.filter(ImageFilter.GaussianBlur(blur)) if blur else im
        paper_grain(v, name, amp).save(path_, 'JPEG', quality=q, optimize=True, progressive=True, subsampling='4:2:0')
        n = path_.stat().st_size // 1000
        if n <= limit:
            break
    return f'{n} KB q{q} grain {amp}'


# framing: zoom round a point, so that not every scene is seen from the same distance
ZOOM = {'scene-02': (1.15, 780, 1000), 'scene-03': (1.24, 800, 1010), 'scene-04': (1.2, 760, 1010), 'scene-08': (1.18, 860, 1000), 'scene-09': (1.2, 805, 1000), 'scene-11': (1.12, 820, 1000),
        'scene-13': (1.12, 830, 1050), 'scene-14': (1.16, 830, 1000), 'team-02': (1.12, 700, 1000), 'team-03': (1.1, 800, 1000), 'team-04': (1.1, 800, 780),
        'team-05': (1.14, 800, 1010), 'team-06': (1.08, 800, 1015), 'team-08': (1.12, 800, 1040), 'project-02': (1.1, 820, 1010), 'project-03': (1.1, 860, 1010), 'project-04': (1.10, 1020, 930)}


def make_picture(name, draw, w, h, out, keep_svg=False):
    global D
    from PIL import Image
    D = Doc(w, h, name)
    body = draw()
    if name in ZOOM:
        z, zx, zy = ZOOM[name]
        body = g(body, transform=f'translate({zx * (1 - z):.1f} {zy * (1 - z):.1f}) scale({z})')
    text = svg(D, body)
    png = Path(tempfile.gettempdir()) / f'{name}.{os.getpid()}.png'
    shoot(text, w, h, png)
    im = Image.open(png).convert('RGB').crop((0, 0, w, h))
    png.unlink()
    note = finish(im, name, out / f'{name}.jpg')
    if keep_svg:
        (out / f'{name}.svg').write_text(text, encoding='utf-8')
    print(f'{name}.jpg {note}', flush=True)


# --------------------------------------------------------------------------
# scenes, 1600 x 1067

CAST = [
    dict(skin=SK[1], hair='pony', hc=HAIR[0], top=mix(RIVER, PAPER, .6), legs=mix(SLATE, INK, .3)),
    dict(skin=SK[2], hair='short', hc=HAIR[2], top=STONE, legs=mix(RIVER, INK, .35), build=1.08),
    dict(skin=SK[1], hair='side', hc=HAIR[5], top=mix(PAPER, SLATE, .2), legs=SLATE, build=1.05, glasses=INK),
    dict(skin=SK[0], hair='bob', hc=HAIR[0], top=mix(PAPER, GOLD, .35), legs=mix(RIVER, INK, .1), build=.92),
    dict(skin=SK[3], hair='crew', hc=HAIR[0], top=mix(SLATE, PAPER, .3), legs=INK, build=1.12),
    dict(skin=SK[2], hair='perm', hc=HAIR[6], top=mix(LEAF, PAPER, .3), legs=mix(SLATE, PAPER, .1), build=1.02),
    dict(skin=SK[1], hair='bun', hc=HAIR[4], top=mix(RIVER, PAPER, .3), legs=mix(INK, SLATE, .4), build=.98),
    dict(skin=SK[3], hair='balding', hc=HAIR[4], top=mix(SLATE, PAPER, .42), legs=mix(SLATE, INK, .2), build=1.1),
    dict(skin=SK[0], hair='tousle', hc=HAIR[2], top=SLATE, legs=mix(WOOD, SLATE, .4), build=.96),
    dict(skin=SK[2], hair='lowbun', hc=HAIR[2], top=PAPER, legs=mix(RIVER, INK, .45), build=.94),
    dict(skin=SK[4], hair='slick', hc=HAIR[0], top=mix(RIVER, PAPER, .15), legs=INK, build=1.06),
    dict(skin=SK[1], hair='pixie', hc=HAIR[6], top=mix(GOLD, BRICK, .28), legs=SLATE, build=.93),
]
OLD_W = dict(skin=SK[1], hair='bun', hc=HAIR[5], vest=None, top=mix(RIVER, SLATE, .5), legs=mix(INK, SLATE, .5), build=1.02)
OLD_M = dict(skin=SK[2], hair='balding', hc=HAIR[5], vest=None, top=mix(SLATE, PAPER, .15), legs=mix(SLATE, INK, .4), build=1.04)


def P(i, x, y, u, f=1, **kw):
    d = dict(CAST[i]) if isinstance(i, int) else dict(i)
    d.update(kw)
    return shadow(x, y, u * 1.05) + fig(x, y, u, f, **d)


def S(i, x, y, u, f=1, sh=True, **kw):
    d = dict(CAST[i]) if isinstance(i, int) else dict(i)
    d.update(kw)
    return (shadow(x + f * u * .4, y, u * 1.2) if sh else '') + seated(x, y, u, f, **d)


WALK = dict(feet=((-.62, -.04), (.66, 0)), knee=(1, 1), lean=4)
DW, DH = 1600, 1067


def ground(y, c, h=1100, sh=True):
    return rect(0, y, 2000, h, c) + (shade(rdef(0, y, 2000, h - 60 if y + h > 1200 else h), INK, 90, .5, .14) if sh else '')


def row(y, k=0, fade=.0, far=PAPER, s=1.0, lit=None):
    """A street front along the base line y: brick houses, plastered flats, low walls and trees."""
    o, x = '', -60 - k * 70
    rnd = random.Random(f'row{k}')
    i = k
    while x < 1700:
        kind = ('brick', 'brick3', 'brick', 'plaster', 'wall', 'brick')[(i * 5 + k) % 6]
        kw = dict(trim=mix(PAPER, far, fade), glass=mix(mix(RIVER, PAPER, .4), far, fade * .6), lit=lit(i) if lit else (), shadec=mix(INK, far, fade), roof=mix(mix(SLATE, INK, .2), far, fade))
        if kind == 'wall':
            w = rnd.choice((230, 300)) * s
            if lit is None:
                o += tree(x + w * .5, y, 330 * s, mix(LEAFL, far, fade), 'camphor')
            o += rect(x - 20, y - 92 * s, w + 40, 92 * s, mix(mix(BRICK, PAPER, .16), far, fade)) + rect(x - 26, y - 102 * s, w + 52, 12 * s, mix(SLATE, far, fade)) + bricks(x, y - 84 * s, w, 78 * s, mix(BRICK, far, fade + .1), 22)
        elif kind == 'plaster':
            w = rnd.choice((300, 350)) * s
            h = 400 * s
            o += house(x, y, w, h, 4, 4, wall=mix(mix(PAPER, (RIVER, GOLD, SLATE)[k % 3], .34), far, fade), arch=False, roofh=0, **{**kw, 'trim': mix(mix(PAPER, SLATE, .12), far, fade)})
        else:
            w = rnd.choice((330, 400, 470)) * s
            h = (rnd.choice((330, 380)) if kind == 'brick3' else rnd.choice((230, 260, 290))) * s
            wall = mix((BRICK, mix(BRICK, INK, .14), mix(BRICK, PAPER, .22))[i % 3], far, fade)
            o += house(x, y, w, h, 3 if kind == 'brick3' else 2, 4 if w > 380 * s else 3, wall=wall, roofh=62 * s, **kw)
        x += w + rnd.choice((20, 44, 70)) * s
        i += 1
    return o


def zebra(y0, y1, xv=800, n=11, w=.5, c=PAPER, sp=210):
    o = ''
    for i in range(-n // 2, n // 2 + 1):
        a, b = xv + i * sp * .62, xv + i * sp * 1.3
        o += poly([(a, y0), (a + sp * .62 * w, y0), (b + sp * 1.3 * w, y1), (b, y1)], c)
    return o


def beam(x, y, a, L, w, c=GOLD, op=.55):
    x1, y1 = x + L * math.cos(a), y + L * math.sin(a)
    nx, ny = -math.sin(a) * w, math.cos(a) * w
    d = pts([(x, y), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny)])
    deg = math.degrees(a)
    return path(d, grad(c, deg, op, 0)) + g(path(d, grad(c, deg, .7, 0)), filter='url(#st)', opacity=.35)


def night_sky(w, h):
    o = rect(0, 0, w, h, NIGHT2) + rect(0, 0, w, h, grad(RIVER, 90, 0, .55)) + shade(rdef(0, 0, w, h * .6), INK, 270, .8, .5)
    rnd = random.Random('stars')
    return o + ''.join(circ(rnd.uniform(0, w), rnd.uniform(0, h * .45), rnd.uniform(1, 2.6), PAPER, opacity=.7) for _ in range(40))


def interior(wall, floor, y=760, dado=None, skirting=True):
    o = rect(0, 0, DW, DH, wall) + shade(rdef(0, 0, DW, y), mix(wall, INK, .5), 200, .6, .35)
    if dado:
        o += rect(0, y - 190, DW, 190, dado) + rect(0, y - 198, DW, 10, mix(dado, PAPER, .4))
    o += rect(0, y, DW, DH - y, floor) + shade(rdef(0, y, DW, DH - y), INK, 90, .6, .22)
    return o + (rect(0, y - 14, DW, 14, mix(floor, INK, .3)) if skirting else '')


def photo_frames(x, y, k=0):
    o = ''
    for i, (dx, dy, w, h) in enumerate(((0, 0, 120, 90), (140, 10, 90, 110), (20, 110, 90, 110))):
        c = (RIVER, BRICK, LEAF)[(i + k) % 3]
        o += rect(x + dx, y + dy, w, h, WOOD) + rect(x + dx + 8, y + dy + 8, w - 16, h - 16, mix(c, PAPER, .65)) + path(f'M{x + dx + 8},{y + dy + h - 8}q{w * .3},{-h * .6} {w * .55},{-h * .2}t{w - 16 - w * .55},{-h * .1}v{h * .3}Z', mix(c, PAPER, .2))
    return o


def dish(x, y, s, food, c=PAPER):
    return ell(x, y, 62 * s, 19 * s, mix(c, SLATE, .2)) + ell(x, y - 5 * s, 60 * s, 17 * s, c) + ell(x, y - 8 * s, 42 * s, 11 * s, food) + path(f'M{F(x - 36 * s)},{F(y - 9 * s)}q{F(18 * s)},{F(-26 * s)} {F(36 * s)},{F(-14 * s)}t{F(36 * s)},{F(14 * s)}Z', mix(food, PAPER, .2))


def lantern(x, y, s, c=RED):
    return line(x, y - 70 * s, x, y - 34 * s, INK, 3) + ell(x, y, 40 * s, 34 * s, c) + ell(x, y, 17 * s, 34 * s, mix(c, INK, .18)) + rect(x - 18 * s, y - 40 * s, 36 * s, 9 * s, GOLD) + rect(x - 18 * s, y + 31 * s, 36 * s, 9 * s, GOLD) + ''.join(line(x + k * s, y + 40 * s, x + k * s, y + 74 * s, c, 3) for k in (-8, 0, 8))


def day(c=None, sun=None, gs=None, cl=True, c1=None):
    o = sky(DW, DH, c or SKY, c1, RIVER, .30)
    if sun:
        o += circ(*sun, mix(PAPER, GOLD, .45)) + shade(cdef(*sun), BRICK, 90, .6, .3)
    if cl:
        o += cloud(300, 190, 92) + cloud(1180, 130, 74) + cloud(820, 260, 46)
    if gs:
        o += geese(*gs)
    return o


def scene(n):
    if n == 1:      # traffic guidance
        o = day(gs=(1130, 130, 46, 3, -.1, SLATE), cl=False) + cloud(300, 200, 80) + row(650, 2, .16, SKY) + tree(120, 668, 430, LEAF, 'osmanthus') + tree(1500, 668, 470, LEAF)
        o += rect(0, 640, DW, 40, mix(PAPER, SLATE, .28)) + ground(676, mix(SLATE, PAPER, .18)) + zebra(690, 1080, 760) + bus(1080, 760, 640, 300, RIVER) + lamp(330, 676, 320)
        wh = lambda a, b, u: path(cap((b[0] - 4, b[1] + 10), .08 * u, (b[0] + 4, b[1] - 1.5 * u), .10 * u), GOLD) + circ(*a, .2 * u, PAPER) + circ(*b, .2 * u, PAPER)
        o += P(OLD_W, 640, 930, 82, 1, feet=((-.4, 0), (.4, 0)), hands=((.6, -2.6), (.35, -2.4)), lean=8, hold=lambda a, b, u: line(a[0], a[1], a[0] + 12, 930, WOOD, 9))
        o += P(0, 500, 945, 86, 1, **WALK, hands=((.1, -2.7), (1.05, -3.5)), hat='cap')
        o += P(4, 1020, 1000, 98, -1, q=1, hands=((-.5, -2.9), (1.5, -4.6)), elbow=(1, 1), hat='cap', hold=wh)
        o += bike(1330, 985, 1.15, mix(GOLD, BRICK, .3), -1) + P(9, 1330, 985, 84, -1, vest=None, top=mix(GOLD, PAPER, .2), hip=(.15, -2.55), feet=((-.25, -.1), (.3, -.5)), hands=((.62, -2.9), (.7, -2.9)), lean=12)
        return o
    if n == 2:      # street cleaning
        o = day(mix(PAPER, GOLD, .18), sun=(1260, 210, 110)) + row(630, 5, .10, mix(PAPER, GOLD, .18)) + rect(0, 620, DW, 60, mix(PAPER, SLATE, .22)) + ground(680, mix(PAPER, BRICK, .24))
        o += ''.join(line(0, 700 + i * i * 9, DW, 700 + i * i * 9, mix(PAPER, BRICK, .36), 2.5) for i in range(1, 7)) + tree(250, 700, 560, LEAFL) + tree(1420, 690, 500, LEAF, 'osmanthus') + bench(980, 720, 240)
        rnd = random.Random('leaves')
        o += ''.join(f'<g transform="translate({rnd.uniform(250, 1300):.0f} {rnd.uniform(820, 1020):.0f}) rotate({rnd.uniform(0, 360):.0f}) scale(.34)">' + path('M0,0C20,-26 70,-30 100,0C70,24 22,22 0,0Z', rnd.choice((GOLD, BRICK, mix(GOLD, BRICK, .4)))) + '</g>' for _ in range(44))
        o += P(13 % 12, 430, 960, 96, 1, **{**WALK, 'lean': 14}, hands=((.75, -2.7), (1.0, -3.4)), hat='straw', hatc=SAND, hold=lambda a, b, u: broom(b, (b[0] + 110, 968), u))
        o += P(4, 800, 905, 88, -1, lean=16, hands=((.7, -2.6), (.95, -3.3)), hold=lambda a, b, u: broom(b, (b[0] - 100, 910), u))
        o += P(3, 1130, 985, 98, -1, lean=46, hip=(-.3, -2.5), feet=((-.3, 0), (.25, 0)), hands=((.9, -1.5), (1.25, -1.15)), hold=lambda a, b, u: path(f'M{b[0] - 70},{b[1] + 6}q60,-30 118,0l-16,120q-44,14 -86,0Z', mix(SLATE, INK, .2)))
        o += bucket(1390, 990, 1.3) + bucket(190, 960, 1.2, BRICK)
        return o
    if n == 3:      # removing adhesive ads from a wall
        o = wallbg(mix(BRICK, PAPER, .10), 128, 48, DW, DH, .13, gap=8) + shade(rdef(0, 0, DW, DH), INK, 20, .6, .4) + rect(0, 880, DW, 200, mix(SLATE, PAPER, .3)) + rect(0, 866, DW, 18, STONE) + shade(rdef(0, 880, DW, 190), INK, 90, .6, .3)
        rnd = random.Random('ads')
        for i in range(15):
            x, y, a = rnd.uniform(80, 1500), rnd.uniform(90, 560), rnd.uniform(-10, 10)
            w, h = rnd.choice(((92, 64), (70, 96), (110, 80)))
            c = mix(rnd.choice((PAPER, MIST, mix(PAPER, GOLD, .3), CLAY)), BRICK, .12)
            o += f'<g transform="translate({x:.0f} {y:.0f}) rotate({a:.0f})">' + rect(0, 0, w, h, c) + ''.join(rect(10, 12 + k * 15, w * (.75 if k % 2 else .6), 6, mix(c, SLATE, .4)) for k in range(int(h / 22))) + poly([(w, h), (w - 26, h), (w, h - 30)], mix(BRICK, INK, .12)) + poly([(w - 26, h), (w, h - 30), (w - 30, h - 28)], mix(c, PAPER, .5)) + '</g>'
        o += window(640, 110, 250, 330, '', PAPER, (2, 2), True, mix(RIVER, INK, .1)) + plant(765, 446, .9, RIVER)
        scr = lambda a, b, u: poly([(b[0] - 8, b[1] - 10), (b[0] + 10, b[1] + 6), (b[0] + 46, b[1] - 36), (b[0] + 22, b[1] - 58)], STONE)
        o += P(1, 420, 985, 108, 1, view='f', hands=((1.0, -4.0), (1.35, -5.3)), hold=scr, lean=4) + P(5, 1210, 990, 106, -1, hands=((.8, -4.2), (1.35, -5.1)), hold=lambda a, b, u: rect(b[0] - 60, b[1] - 34, 76, 46, GOLD, 8)) + bucket(960, 1000, 1.5) + P(8, 760, 1010, 104, 1, hip=(-.2, -1.75), lean=14, feet=((-.5, 0), (.5, 0)), hands=((.95, -2.0), (1.35, -3.0)), hold=scr)
        o += ''.join(f'<g transform="translate({x} {y}) rotate({a})">' + rect(0, 0, 60, 26, mix(PAPER, BRICK, .2)) + '</g>' for x, y, a in ((560, 1000, 12), (1060, 960, -20), (880, 1030, 30), (300, 1026, -8)))
        return o
    if n == 4:      # visiting an elderly neighbour, seen from behind
        o = interior(mix(PAPER, GOLD, .22), mix(BRICK, PAPER, .35), 800) + window(560, 110, 480, 470, circ(900, 220, 60, mix(PAPER, GOLD, .5)) + hills(DW, 470, 90, mix(LEAF, PAPER, .35), 3, 700) + geese(840, 230, 30, 3, -.1, SLATE), WOOD, (3, 2), True, mix(PAPER, RIVER, .2))
        o += poly([(500, 80), (620, 80), (590, 600), (510, 640)], mix(RED, PAPER, .45)) + poly([(980, 80), (1100, 80), (1090, 640), (1010, 600)], mix(RED, PAPER, .45)) + rect(470, 64, 660, 22, WOOD) + photo_frames(1220, 180) + rect(130, 330, 250, 470, WOOD) + rect(150, 352, 100, 430, mix(WOOD, PAPER, .14)) + rect(260, 352, 100, 430, mix(WOOD, PAPER, .14)) + teapot(220, 326, .8) + plant(330, 330, .8)
        o += table(670, 930, 270, 200) + teapot(760, 722, .95) + cup(870, 722, 1) + cup(905, 724, 1) + steam(866, 684, .8, PAPER)
        o += chair(1090, 990, 100, -1) + S(OLD_W, 1090, 990, 100, -1, hands=((.75, -2.2), (.9, -2.2)), coat=None)
        o += shadow(480, 1000, 150) + ''.join(path(cap((480 + d * 46, 880), 32, (480 + d * 52, 984), 20), mix(SLATE, INK, .42)) + ell(480 + d * 56, 994, 30, 12, INK) for d in (-1, 1)) + ''.join(rect(480 + d * 92 - 8, 860, 16, 142, WOOD) for d in (-1, 1)) + fig(480, 1010, 112, 1, q=0, view='b', nolegs=True, hip=(0, -1.42), hands=((-.62, -1.75), (.72, -1.9)), nod=5, **CAST[0]) + rect(376, 856, 208, 24, WOODL, 8)
        return o
    if n == 5:      # disinfecting a stairwell
        w = mix(PAPER, RIVER, .22)
        o = rect(0, 0, DW, DH, w) + rect(0, 560, DW, 520, mix(LEAF, PAPER, .35)) + rect(0, 552, DW, 10, LEAF) + window(170, 110, 300, 330, cloud(300, 330, 60) + tree(420, 520, 300, LEAF), PAPER, (2, 2))
        o2 = ''
        for i in range(10):
            y = 960 - i * 74
            x = 640 + i * 100
            o2 += rect(x, y, DW - x + 10, 80, mix(STONE, PAPER, .1 + .04 * (i % 2))) + rect(x - 8, y - 8, DW - x + 20, 14, mix(STONE, INK, .12))
        o += o2 + rect(0, 1000, DW, 80, mix(SLATE, PAPER, .25)) + stroke('M640,700L1600,-6', WOOD, 20) + ''.join(line(660 + i * 100, 952 - i * 74, 660 + i * 100, 686 - i * 74, SLATE, 9) for i in range(10)) + shade(rdef(0, 0, DW, DH), INK, 30, .6, .3)
        sp = lambda a, b, u: line(b[0] - 20, b[1] + 10, b[0] + 120, b[1] - 40, INK, 9) + g(path(f'M{b[0] + 120:.0f},{b[1] - 40:.0f}L{b[0] + 420:.0f},{b[1] - 200:.0f}L{b[0] + 430:.0f},{b[1] + 60:.0f}Z', grad(PAPER, 0, .95, 0)), filter='url(#st)', opacity=.9) + path(f'M{b[0] + 120:.0f},{b[1] - 40:.0f}L{b[0] + 420:.0f},{b[1] - 200:.0f}L{b[0] + 430:.0f},{b[1] + 60:.0f}Z', grad(PAPER, 0, .55, 0))
        tank = lambda a, b, u: rect(300, 530, 130, 230, GOLD, 26) + rect(330, 506, 70, 34, INK, 8)
        o += P(1, 440, 1030, 118, 1, hands=((.75, -3.0), (1.15, -3.3)), mask=True, hold=sp, hold_back=tank, hat='cap', hatc=RED, lean=3)
        o += P(9, 1150, 590, 84, -1, hands=((.5, -2.7), (1.15, -2.3)), mask=True, hold=lambda a, b, u: rect(b[0] - 34, b[1] - 14, 60, 34, GOLD, 8), lean=14, feet=((.35, 0), (-.3, 0)))
        return o
    if n == 6:      # lecture hall
        o = interior(mix(RIVER, PAPER, .72), WOODL, 600, mix(RIVER, PAPER, .5)) + rect(420, 70, 760, 390, WOOD, 8) + clip(rdef(440, 90, 720, 350), rect(440, 90, 720, 350, PAPER) + circ(600, 260, 90, mix(PAPER, RED, .35)) + geese(1020, 180, 46, 3, -.15, RIVER) + hills(DW, 400, 80, mix(LEAF, PAPER, .4), 3, 600))
        o += ''.join(rect(x, 90, 90, 420, mix(RED, PAPER, .12)) + ''.join(line(x + k, 90, x + k + 4, 506, mix(RED, INK, .2), 4) for k in (20, 45, 70)) for x in (70, 1440)) + plant(330, 690, 1.2) + plant(1290, 690, 1.2)
        o += P(9, 790, 700, 78, 1, hands=((.2, -3.3), (1.3, -4.3))) + poly([(840, 500), (1000, 500), (985, 730), (855, 730)], WOOD) + rect(826, 484, 190, 24, WOODL, 4) + line(900, 490, 886, 452, INK, 5)
        for r, (y, u, n_) in enumerate(((960, 92, 7), (1110, 116, 6))):
            for i in range(n_):
                x = 120 + i * (1400 / (n_ - 1)) * (1 if r == 0 else .97) + (0 if r else 0)
                if r == 1:
                    x = 230 + i * 228
                k = (i * 5 + r * 3) % 12
                c = dict(CAST[k])
                if (i + r) % 3 == 1:
                    c['vest'] = None
                o += fig(x, y + 1.5 * u, u, 1, q=0, view='b', nod=D.rnd.uniform(-5, 5), **c, **({'hat': 'cap'} if (i * 2 + r) % 5 == 0 else {}))
                o += rect(x - u * .72, y - u * 1.2, u * 1.44, u * 1.9, mix(BRICK, INK, .28 if r else .18), u * .2) + rect(x - u * .72, y - u * 1.2, u * 1.44, u * .2, mix(BRICK, PAPER, .12), u * .1)
        return o
    if n == 7:      # open-air performance
        o = sky(DW, DH, mix(PAPER, BRICK, .28), mix(PAPER, GOLD, .4), BRICK, .3) + row(640, 1, .35, mix(PAPER, BRICK, .28)) + tree(60, 700, 560, LEAFD) + tree(1550, 700, 600, LEAFD)
        o += rect(0, 640, DW, 440, mix(BRICK, PAPER, .40)) + shade(rdef(0, 640, DW, 430), INK, 90, .8, .35) + poly([(260, 640), (1340, 640), (1420, 760), (180, 760)], WOODL) + rect(180, 760, 1240, 54, WOOD) + ''.join(rect(200 + i * 62, 762, 30, 50, mix(WOOD, INK, .2)) for i in range(20))
        o += stroke('M230,240Q500,330 800,250T1370,240', INK, 4) + ''.join(lantern(x, y, .8) for x, y in ((330, 320), (520, 345), (700, 330), (900, 310), (1090, 305), (1270, 320)))
        def fan(a, b, u):
            o = ''
            for q in (a, b):
                d = math.radians(-128 if q[0] == min(a[0], b[0]) else -52)
                e = [(q[0] + 78 * math.cos(d + k), q[1] + 78 * math.sin(d + k)) for k in (-.95, -.57, -.19, .19, .57, .95)]
                o += path(f'M{F(q[0])},{F(q[1])}L{F(e[0][0])},{F(e[0][1])}A78,78 0 0,1 {F(e[-1][0])},{F(e[-1][1])}Z', mix(GOLD, PAPER, .15)) + ''.join(line(*q, *p_, mix(GOLD, BRICK, .5), 2.5) for p_ in e)
            return o
        for i, x in enumerate((420, 640, 880, 1100)):
            o += P((3, 5, 9, 6)[i], x, 726, 62, 1 if i < 2 else -1, hands=((-1.5, -4.0 - .5 * (i % 2)), (1.6, -4.4 + .5 * (i % 2))), elbow=(1, -1), skirt=RIVER if i % 2 else DEEP, vest=None, top=RIVER if i % 2 else DEEP, hold=fan, feet=((-.3, 0), (.5, -.06)))
        o += S(OLD_M, 1250, 740, 60, -1, hands=((.5, -2.3), (.35, -3.3)), hold=lambda a, b, u: line(b[0], b[1] - 70, b[0] - 6, b[1] + 60, WOOD, 8) + rect(b[0] - 30, b[1] + 50, 44, 40, WOOD, 8) + line(a[0] - 50, a[1] - 4, a[0] + 40, a[1] + 6, PAPER, 4)) + stool(1245, 740, 70, 84)
        for i in range(9):
            x = 90 + i * 180
            c = dict(CAST[(i * 7 + 2) % 12])
            if i % 3:
                c['vest'] = None
            o += fig(x, 1410 + 26 * (i % 2), 108, 1, q=0, view='b', nod=D.rnd.uniform(-6, 6), **c, **({'hat': 'straw', 'hatc': SAND} if i == 4 else {}))
        return o
    if n == 8:      # tree planting in spring
        o = day(mix(PAPER, RIVER, .10), sun=None, gs=(760, 150, 44, 3, -.08, SLATE)) + hills(DW, 560, 90, mix(LEAF, PAPER, .62), 3, 800) + hills(DW, 630, 80, mix(LEAF, PAPER, .42), 8, 900) + ground(700, mix(mix(LEAF, GOLD, .3), PAPER, .45))
        o += tree(1440, 740, 560, mix(PAPER, RED, .34), 'blossom') + tree(130, 730, 500, mix(PAPER, RED, .30), 'blossom') + house(980, 690, 300, 180, 1, 4, wall=mix(BRICK, PAPER, .2))
        rnd = random.Random('grass')
        o += ''.join(stroke(f'M{x:.0f},{y:.0f}q-4,-16 -10,-22M{x:.0f},{y:.0f}q4,-18 10,-24M{x:.0f},{y:.0f}v-26', LEAF, 3) for x, y in [(rnd.uniform(0, DW), rnd.uniform(740, 1060)) for _ in range(46)])
        sap = lambda x, y, h: ell(x, y + 4, 110, 26, WOOD) + ell(x, y - 2, 80, 18, mix(WOOD, INK, .25)) + line(x, y, x, y - h, WOOD, 13) + ''.join(f'<g transform="translate({x} {y - h * k:.0f}) rotate({a}) scale({s})">' + path('M0,0C20,-26 70,-30 100,0C70,24 22,22 0,0Z', LEAF if a > -90 else mix(LEAF, PAPER, .2)) + '</g>' for k, a, s in ((1, -90, .9), (.9, -40, .9), (.9, -140, .9), (.74, -20, .95), (.74, -160, .95), (.58, -10, .8), (.58, -170, .8)))
        o += P(8, 560, 960, 100, 1, lean=20, hands=((.7, -2.7), (1.05, -2.9)), hold=lambda a, b, u: line(a[0] - 40, a[1] - 110, b[0] + 60, b[1] + 200, WOOD, 12) + path(f'M{b[0] + 34:.0f},{b[1] + 176:.0f}l66,-22l32,92q-50,30 -66,8Z', SLATE))
        o += sap(800, 985, 360) + P(0, 985, 980, 100, -1, hip=(-.1, -1.7), lean=14, feet=((-.5, 0), (.4, 0)), hands=((1.3, -2.0), (1.5, -2.9)))
        o += P(2, 1250, 930, 94, -1, hands=((.5, -2.7), (1.0, -3.2)), **{k: v for k, v in WALK.items()}, hold=lambda a, b, u: bucket(a[0], a[1] + 120, 1.2, BRICK)) + sap(320, 900, 250)
        return o
    if n == 9:      # summer cooling-tea stand
        o = sky(DW, DH, mix(PAPER, GOLD, .28), None, GOLD, .3) + circ(1350, 170, 110, mix(GOLD, PAPER, .2)) + row(640, 3, .3, mix(PAPER, GOLD, .28)) + rect(0, 636, DW, 440, mix(PAPER, BRICK, .2)) + shade(rdef(0, 636, DW, 440), BRICK, 90, .6, .25) + tree(170, 720, 640, LEAF) + tree(1530, 700, 540, LEAFL)
        o += canopy(430, 190, 760, 150, RED, PAPER, 8, SLATE, 900)
        o += P(5, 680, 880, 90, 1, hands=((.5, -3.2), (1.0, -3.2)), apron=None) + P(7, 950, 880, 92, -1, hands=((.55, -3.2), (.95, -3.3)))
        o += table(500, 930, 620, 240, WOODL, 24, mix(RIVER, PAPER, .2)) + path('M600,690C570,600 590,560 620,550L720,550C750,560 770,600 740,690Z', SLATE) + rect(610, 532, 120, 22, INK, 8) + rect(664, 640, 14, 34, GOLD) + ''.join(cup(x, 690, 1.2, PAPER) for x in (810, 866, 922, 978)) + ell(1060, 672, 58, 22, PAPER) + ''.join(circ(1060 + dx, 660 + dy, 17, LEAF if (dx // 10) % 2 else mix(LEAF, PAPER, .3)) for dx, dy in ((-30, 0), (0, -8), (30, 0), (-12, -22), (14, -22)))
        o += P(13 % 12, 1290, 985, 104, -1, hands=((.75, -3.9), (.95, -4.6)), vest=None, top=mix(GOLD, BRICK, .25), hat='straw', hatc=SAND, hold=lambda a, b, u: cup(b[0] - 8, b[1] + 10, 1.2, PAPER), nod=-6) + P(4, 330, 1000, 104, 1, vest=None, top=RIVER, hat='helmet', hatc=GOLD, hands=((-.3, -2.75), (1.2, -3.7)), hold=lambda a, b, u: cup(b[0] + 6, b[1] + 8, 1.2, PAPER))
        return o
    if n == 10:     # autumn reunion table
        o = sky(DW, DH, mix(BRICK, PAPER, .55), mix(GOLD, PAPER, .45), BRICK, .35) + circ(1230, 190, 120, mix(GOLD, PAPER, .55)) + geese(560, 130, 44, 4, -.08, WOOD) + row(620, 4, .42, mix(BRICK, PAPER, .5)) + tree(110, 700, 620, mix(GOLD, BRICK, .25)) + tree(1510, 700, 640, mix(GOLD, BRICK, .42)) + rect(0, 620, DW, 460, mix(BRICK, PAPER, .32)) + shade(rdef(0, 620, DW, 450), INK, 90, .8, .3)
        for i, (x, k) in enumerate(((420, 5), (610, 7), (800, 2), (990, 0), (1180, 4))):
            c = dict(CAST[k])
            if k in (7, 2):
                c['vest'] = None
            o += fig(x, 985, 106, 1 if x < 780 else -1, q=1 if x != 800 else 0, hip=(0, -2.2), hands=((.25, -2.7), (.8, -2.8)) if x != 800 else ((-.45, -2.6), (.5, -2.6)), **c)
        o += path('M220,900C220,720 1380,720 1380,900L1340,1067L260,1067Z', DEEP) + ell(800, 800, 590, 92, WOODL) + ell(800, 790, 590, 90, mix(WOODL, PAPER, .18)) + shade('M220,860L1380,860L1340,1067L260,1067Z', INK, 90, .9, .5)
        o += ''.join(dish(x, y, s, c) for x, y, s, c in ((470, 790, 1.1, LEAF), (640, 752, .95, mix(BRICK, GOLD, .3)), (820, 742, .95, RED), (1000, 756, .95, mix(LEAF, GOLD, .4)), (1140, 792, 1.1, mix(BRICK, INK, .1)), (620, 836, 1.2, mix(GOLD, PAPER, .2)), (980, 840, 1.2, LEAFD))) + path('M720,800q80,60 160,0l-14,-22h-132Z', RIVER) + ell(800, 780, 80, 18, mix(RIVER, INK, .3)) + ell(800, 780, 68, 13, mix(GOLD, PAPER, .4)) + steam(780, 760, 1.1, PAPER, .8)
        for x, k in ((235, 10), (1365, 3)):
            o += fig(x, 1330, 118, 1, q=0, view='b', nolegs=True, nod=6 if x < 800 else -6, hands=((-.7, -3), (.7, -3)), **{**CAST[k], 'vest': RED if k == 3 else None})
        o += stroke('M0,120Q400,220 800,130T1600,120', INK, 4) + ''.join(lantern(x, y, .8) for x, y in ((170, 205), (420, 226), (1010, 196), (1420, 200)))
        return o
    if n == 11:     # winter warm clothes
        o = sky(DW, DH, mix(SLATE, PAPER, .62), mix(PAPER, SLATE, .12), SLATE, .3) + row(660, 0, .30, mix(SLATE, PAPER, .7)) + bare_tree(130, 720, 620, mix(WOOD, SLATE, .4)) + bare_tree(1480, 720, 560, mix(WOOD, SLATE, .4)) + rect(0, 656, DW, 430, mix(PAPER, SLATE, .14)) + shade(rdef(0, 656, DW, 420), SLATE, 90, .7, .35)
        rack = line(520, 460, 1100, 460, INK, 10) + line(540, 460, 540, 840, INK, 10) + line(1080, 460, 1080, 840, INK, 10)
        for i, c in enumerate((RIVER, BRICK, mix(SLATE, INK, .2), mix(GOLD, BRICK, .25), LEAFD)):
            x = 600 + i * 104
            rack += stroke(f'M{x},460v18', INK, 5) + path(f'M{x},474C{x + 50},490 {x + 60},520 {x + 58},660L{x + 40},660L{x + 42},740L{x - 42},740L{x - 40},660L{x - 58},660C{x - 60},520 {x - 50},490 {x},474Z', c) + stroke(f'M{x},490V736', mix(c, INK, .35), 4) + ''.join(line(x - 40, y, x + 40, y, mix(c, INK, .2), 3) for y in (560, 610, 660))
        o += rack + P(9, 420, 960, 100, 1, hat='beanie', hatc=RIVER, hands=((.8, -3.3), (1.2, -3.5)), hold=lambda a, b, u: path(f'M{a[0] - 20:.0f},{a[1] + 10:.0f}h120l10,80h-140Z', mix(GOLD, PAPER, .1)) + line(a[0] - 26, a[1] + 50, a[0] + 106, a[1] + 50, BRICK, 6))
        o += P(OLD_M, 720, 980, 98, -1, coat=mix(SLATE, INK, .25), hat='beanie', hatc=BRICK, hands=((.7, -3.0), (1.05, -3.2)))
        o += P(1, 1230, 970, 104, -1, hat='cap', hands=((.6, -2.9), (1.3, -3.9)), hold=lambda a, b, u: '') + box(1370, 990, 190, 130) + box(1400, 864, 140, 90, mix(WOODL, INK, .12)) + path('M1330,860q60,-56 130,0Z', RED)
        rnd = random.Random('snow')
        return o + ''.join(circ(rnd.uniform(0, DW), rnd.uniform(0, 1000), rnd.uniform(3, 8), PAPER, opacity=.9) for _ in range(80))
    if n == 12:     # reading corner
        o = interior(mix(RIVER, PAPER, .5), mix(WOODL, PAPER, .25), 800) + bookshelf(60, 130, 470, 670, 5, WOOD, 1) + bookshelf(1110, 130, 430, 670, 5, WOOD, 2) + window(600, 150, 440, 420, tree(880, 640, 420, LEAF, 'osmanthus') + cloud(720, 300, 50), PAPER, (3, 2))
        o += rect(770, 0, 6, 70, INK) + path('M690,130Q773,20 856,130Z', BRICK) + ell(773, 130, 83, 10, GOLD) + glow(773, 180, 300, GOLD, .25)
        op = lambda a, b, u: path(f'M{(a[0] + b[0]) / 2 - 64:.0f},{a[1] - 44:.0f}l64,14l64,-14v66l-64,14l-64,-14Z', PAPER) + stroke(f'M{(a[0] + b[0]) / 2:.0f},{a[1] - 30:.0f}v66', STONE, 4) + path(f'M{(a[0] + b[0]) / 2 - 68:.0f},{a[1] + 22:.0f}l68,16l68,-16v10l-68,16l-68,-16Z', RED)
        o += chair(420, 985, 104, 1, BRICK) + S(2, 420, 985, 104, 1, vest=None, hands=((.85, -2.5), (1.1, -2.5)), nod=12, hold=op) + chair(1230, 985, 104, -1, BRICK) + S(3, 1230, 985, 104, -1, hands=((.85, -2.4), (1.1, -2.4)), nod=12, hold=op)
        o += o + chair(420, 985, 104, 1, BRICK) + S(2, 420, 985, 104, 1, vest=None, hands=((.85, -2.5), (1.1, -2.5)), nod=12, hold=op) + chair(1230, 985, 104, -1, BRICK) + S(3, 1230, 985, 104, -1, hands=((.85, -2.4), (1.1, -2.4)), nod=12, hold=op) + table(660, 985, 320, 220) + book(740, 752, 120, 26, DEEP) + book(748, 726, 104, 24, RIVER) + plant(900, 764, .9, BRICK) + cat(830, 762, .6, WOOD)
        return o
    if n == 13:     # first-aid lesson
        o = interior(mix(PAPER, RIVER, .22), mix(RIVER, PAPER, .55), 690) + window(120, 120, 320, 380, cloud(260, 300, 60) + tree(180, 600, 300, LEAFL), PAPER, (2, 2)) + rect(1130, 110, 330, 400, WOOD, 6) + rect(1148, 128, 294, 364, PAPER) + path('M1295,230c-30,-44 -92,-18 -80,34c8,40 50,66 80,92c30,-26 72,-52 80,-92c12,-52 -50,-78 -80,-34Z', RED) + stroke('M1190,290h60l18,-34l26,70l20,-36h70', PAPER, 8) + ''.join(rect(1190, 400 + i * 26, 200 - i * 50, 10, STONE) for i in range(3))
        o += ''.join(P(k, x, 800, 84, f_, vest=RED if i % 2 else None, hands=((.3, -2.9), (.55, -3.1)), nod=10) for i, (k, x, f_) in enumerate(((5, 520, 1), (7, 690, 1), (3, 860, -1), (8, 1020, -1))))
        o += poly([(330, 960), (1270, 960), (1340, 1040), (260, 1040)], mix(LEAF, PAPER, .2)) + rect(1010, 935, 70, 40, SLATE, 10)
        dm = circ(1075, 930, 50, SAND) + path('M1030,905C960,880 720,880 640,905L640,985C720,1000 960,1000 1030,980Z', SLATE) + rect(440, 910, 220, 66, mix(SLATE, INK, .35), 30) + ell(1086, 905, 26, 8, mix(SAND, BRICK, .25))
        o += dm
        o += shadow(720, 1040, 120) + fig(690, 1040, 112, 1, hip=(-.35, -1.5), lean=30, feet=((-1.0, 0), (-.7, 0)), hands=((1.1, -1.38), (1.2, -1.34)), elbow=(-1, -1), knee=(1, 1), **CAST[1]) + rect(1330, 940, 130, 100, LEAF, 12) + stroke('M1366,940v-22h58v22', LEAFD, 9) + path('M1395,972c-12,-18 -38,-8 -33,14c4,17 21,27 33,38c12,-11 29,-21 33,-38c5,-22 -21,-32 -33,-14Z', PAPER)
        return o
    if n == 14:     # legal advice stall
        o = day(mix(PAPER, GOLD, .14), gs=None) + row(620, 6, .2, mix(PAPER, GOLD, .14)) + tree(1440, 690, 600, LEAF, 'osmanthus') + rect(0, 610, DW, 470, mix(PAPER, SLATE, .26)) + shade(rdef(0, 610, DW, 460), INK, 90, .6, .25) + canopy(250, 170, 880, 140, RIVER, PAPER, 8, SLATE, 870)
        o += board(90, 420, 170, 250, 200, WOOD, PAPER, 1)
        o += fig(500, 880, 94, 1, hip=(0, -2.2), hands=((.5, -2.75), (.85, -2.7)), **CAST[9]) + fig(800, 880, 94, -1, hip=(0, -2.2), hands=((.5, -2.75), (.9, -3.3)), **{**CAST[2], 'vest': None, 'coat': SLATE})
        o += table(340, 940, 680, 270, WOODL, 24, RED) + ''.join(book(420, 646 - i * 24, 130, 22, c) for i, c in enumerate((RIVER, DEEP, SLATE))) + g(line(920, 660, 920, 560, INK, 7) + line(870, 576, 970, 576, INK, 6) + path('M846,620a24,18 0 0,0 48,0ZM946,620a24,18 0 0,0 48,0Z', GOLD, stroke=INK, stroke_width=4) + stroke('M870,576l-24,44M870,576l24,44M970,576l-24,44M970,576l24,44', INK, 3) + rect(894, 650, 52, 14, INK)) + rect(640, 650, 110, 10, PAPER) + cup(590, 660, 1.1)
        o += P(OLD_W, 1180, 985, 104, -1, hands=((.4, -3.0), (1.05, -3.3)), hold=lambda a, b, u: poly([(b[0] - 40, b[1] - 60), (b[0] + 30, b[1] - 66), (b[0] + 36, b[1] + 20), (b[0] - 34, b[1] + 26)], PAPER) + ''.join(line(b[0] - 24, b[1] - 44 + i * 16, b[0] + 16, b[1] - 48 + i * 16, STONE, 5) for i in range(4))) + P(10, 1370, 1000, 106, -1, vest=None, hands=((-.3, -2.75), (.35, -2.8)))
        return o
    if n == 15:     # film evening in a courtyard
        o = night_sky(DW, DH) + row(690, 2, .5, NIGHT2, 1.25, lit=lambda i: (i + 1, 5)) + circ(1440, 120, 52, mix(PAPER, GOLD, .4)) + rect(0, 690, DW, 380, mix(NIGHT, SLATE, .3)) + rect(430, 170, 16, 560, INK) + rect(1154, 170, 16, 560, INK) + rect(440, 180, 720, 410, PAPER)
        o += clip(rdef(440, 180, 720, 410), rect(440, 180, 720, 410, mix(PAPER, GOLD, .35)) + hills(DW, 520, 70, mix(RIVER, PAPER, .5), 8, 700) + loco(800, 570, .42, SLATE) + circ(1040, 270, 44, mix(BRICK, PAPER, .3)) + ''.join(circ(860 - i * 62, 396 - i * 14, 22 + i * 8, PAPER, opacity=.85) for i in range(5))) + glow(800, 400, 700, GOLD, .18)
        o += poly([(800, 1080), (440, 590), (1160, 590)], grad(GOLD, 270, .0, .18))
        for r, (y, u, n_) in enumerate(((850, 78, 9), (960, 96, 8), (1080, 118, 6))):
            for i in range(n_):
                x = (DW / (n_)) * (i + .5) + (20 if r % 2 else -10)
                k = (i * 5 + r * 4) % 12
                c = dict(CAST[k])
                for kk in ('top', 'legs', 'skin', 'hc'):
                    c[kk] = mix(c[kk], NIGHT, .45)
                c['vest'] = mix(RED, NIGHT, .25) if (i + r) % 3 == 0 else None
                o += fig(x, y + 1.7 * u, u, 1, q=0, view='b', nod=D.rnd.uniform(-7, 7), band=True, **c)
        return o
    if n == 16:     # railway square with old locomotive
        o = day(mix(PAPER, BRICK, .14), gs=(420, 150, 50, 4, -.08, SLATE), cl=False) + circ(1300, 230, 120, mix(PAPER, RED, .3)) + house(90, 650, 1420, 330, 2, 11, wall=BRICK, roofh=80, lit=()) + poly([(640, 324), (800, 230), (960, 324)], mix(BRICK, INK, .12)) + circ(800, 288, 30, PAPER) + line(800, 288, 800, 268, INK, 5) + line(800, 288, 814, 296, INK, 5) + rect(0, 640, DW, 430, mix(PAPER, BRICK, .26)) + shade(rdef(0, 640, DW, 420), INK, 90, .6, .25)
        o += tree(70, 700, 520, LEAF) + tree(1540, 700, 560, LEAF, 'osmanthus') + rect(140, 850, 1260, 44, STONE) + ''.join(rect(160 + i * 62, 842, 40, 18, WOOD) for i in range(20)) + rect(140, 832, 1260, 12, SLATE) + loco(700, 834, 1.18) + rect(120, 892, 1300, 24, mix(STONE, INK, .12))
        o += P(0, 150, 1000, 84, 1, **WALK) + P(3, 1290, 1000, 88, -1, hands=((-.4, -2.7), (1.3, -4.6))) + P(OLD_M, 1420, 1014, 84, -1, hands=((.3, -2.7), (.5, -2.8))) + bush(0, 1067, 220, LEAF) + bush(1420, 1067, 240, LEAF)
        return o
    if n == 17:     # park corridor with display boards
        o = day(mix(PAPER, RIVER, .12), cl=True) + hills(DW, 560, 70, mix(LEAF, PAPER, .55), 5, 800) + ground(640, mix(mix(LEAF, GOLD, .25), PAPER, .42)) + ''.join(tree(x, 680, h, LEAFL if i % 2 else LEAF) for i, (x, h) in enumerate(((60, 420), (360, 360), (1240, 380), (1560, 440))))
        o += poly([(0, 720), (1600, 720), (1600, 1067), (0, 1067)], mix(PAPER, BRICK, .2)) + shade(rdef(0, 720, DW, 340), INK, 90, .6, .2)
        o += ''.join(rect(x, 250, 26, 500, mix(WOOD, RED, .25)) + rect(x - 8, 730, 42, 26, STONE) for x in (70, 430, 790, 1150, 1510)) + path('M0,250L40,150L1570,150L1640,250L1640,270L0,270Z', mix(SLATE, INK, .25)) + ''.join(line(60 + i * 48, 156, 30 + i * 50, 246, mix(SLATE, PAPER, .1), 3) for i in range(32)) + rect(0, 262, DW, 20, mix(WOOD, RED, .25)) + ''.join(path(f'M{x},282h330l-20,26q-145,-30 -290,0Z', mix(WOOD, INK, .1)) for x in (98, 458, 818, 1178))
        o += ''.join(board(x, 400, 250, 210, 130, WOOD, PAPER, i) for i, x in enumerate((140, 500, 860, 1220)))
        o += P(OLD_M, 370, 900, 94, 1, q=0, view='b', hands=((-.3, -2.75), (.3, -2.75))) + P(5, 510, 930, 96, 1, hands=((-.4, -2.7), (1.3, -4.3))) + P(9, 1010, 900, 90, 1, q=0, view='b', vest=None, top=mix(GOLD, BRICK, .2)) + P(8, 1300, 960, 100, -1, hands=((.3, -3), (.6, -3.4)), hold=lambda a, b, u: path(f'M{a[0] - 30:.0f},{a[1] - 50:.0f}h70v80h-70Z', PAPER)) + bench(690, 1030, 260)
        return o
    if n == 18:     # riverside at dusk with geese
        o = sky(DW, DH, mix(BRICK, PAPER, .42), mix(GOLD, PAPER, .30), BRICK, .4) + circ(1080, 480, 130, mix(RED, GOLD, .45)) + g(circ(1080, 480, 230, GOLD), opacity=.22) + hills(DW, 500, 60, mix(SLATE, BRICK, .35), 2, 700) + hills(DW, 560, 40, mix(RIVER, INK, .2), 9, 700) + geese(880, 200, 74, 5, -.12, INK)
        o += rect(0, 570, DW, 500, mix(RIVER, BRICK, .22)) + rect(0, 570, DW, 300, grad(mix(GOLD, BRICK, .35), 270, 0, .55)) + ''.join(rect(1080 - w / 2 + dx, y, w, 9, mix(GOLD, PAPER, .2), 4, opacity=.8) for w, y, dx in ((250, 590, 0), (190, 612, 14), (220, 636, -10), (140, 662, 12), (170, 690, -6), (90, 720, 10), (120, 752, -4), (60, 784, 6))) + waves(0, 590, DW, 330, mix(RIVER, PAPER, .3), 34, 7, 3)
        o += path('M0,900C300,850 700,930 1000,900C1300,870 1500,900 1600,880L1600,1067L0,1067Z', mix(RIVER, INK, .62)) + ''.join(stroke(f'M{x},{y}q{b},-70 {b * 2.2},-120', mix(RIVER, INK, .55), 6) for x, y, b in ((60, 910, 8), (90, 915, -6), (120, 905, 10), (1480, 900, -8), (1510, 900, 6), (1540, 895, 12), (1450, 905, 3)))
        dk = lambda c: mix(c, INK, .55)
        o += goose(470, 916, .62, 1, mix(SLATE, INK, .4)) + goose(610, 930, .55, -1, mix(SLATE, INK, .4)) + bench(900, 960, 330, dk(WOOD), 84)
        sv = dict(q=0, view='b', hip=(0, -1.62), feet=((-.2, -.2), (.2, -.2)))
        o += fig(1000, 990, 88, 1, hands=((-.5, -2), (.62, -2)), **{**CAST[6], **sv, 'vest': mix(RED, INK, .3), 'top': dk(RIVER), 'hc': HAIR[4]}) + fig(1120, 990, 90, 1, hands=((-.6, -2), (.6, -2)), **{**CAST[7], **sv, 'vest': None, 'top': dk(SLATE)})
        return o + ''.join(rect(900, y, 330, 15, dk(WOODL)) for y in (826, 856, 884)) + ''.join(rect(x, 816, 10, 150, INK) for x in (944, 1184))
    if n == 19:     # community station interior
        o = interior(mix(PAPER, GOLD, .18), mix(STONE, PAPER, .2), 780, None) + rect(0, 0, DW, 90, mix(RED, PAPER, .06)) + geese_mark(800, 30, 32, PAPER, 9) + board(110, 190, 250, 300, 0, WOOD, PAPER, 0) + window(1120, 170, 370, 380, row(560, 3, .3, SKY, .9) + tree(1440, 560, 260, LEAF), PAPER, (3, 2))
        o += bookshelf(440, 190, 300, 420, 3, WOODL, 8) + ''.join(path(f'M{820 + i * 70},206c24,4 34,20 34,40v110h-68v-110c0,-20 10,-36 34,-40Z', RED) + line(820 + i * 70, 190, 820 + i * 70, 214, INK, 5) + rect(786 + i * 70, 300, 68, 14, PAPER) for i in range(4)) + rect(770, 186, 300, 10, WOOD)
        o += P(0, 620, 830, 90, 1, hands=((.5, -3.0), (.95, -3.0))) + P(2, 880, 830, 92, -1, hands=((.5, -3.0), (.9, -3.2)))
        o += rect(430, 640, 660, 300, mix(WOODL, PAPER, .12)) + rect(410, 620, 700, 34, WOOD, 6) + ''.join(rect(452 + i * 106, 680, 86, 230, mix(WOODL, PAPER, .28)) for i in range(6)) + laptop(700, 620, .75) + plant(1040, 622, .8) + cup(520, 620, 1.2) + shade(rdef(430, 640, 660, 300), INK, 90, .8, .25)
        o += P(OLD_W, 1240, 985, 104, -1, hands=((.4, -2.9), (1.1, -3.3))) + P(8, 330, 990, 106, 1, vest=None, hands=((-.3, -2.75), (1.1, -3.4))) + bench(1330, 900, 230) + plant(90, 960, 1.7, BRICK)
        return o
    if n == 20:     # vaccination guidance queue
        o = day(mix(PAPER, RIVER, .16), cl=True) + row(640, 7, .22, SKY) + rect(0, 634, DW, 440, mix(PAPER, SLATE, .24)) + shade(rdef(0, 634, DW, 440), INK, 90, .6, .25) + canopy(-100, 170, 560, 130, mix(RIVER, PAPER, .2), PAPER, 6, SLATE, 860)
        o += P(9, 240, 850, 90, 1, vest=None, coat=PAPER, mask=True, hands=((.5, -3.1), (.9, -3.1))) + table(120, 910, 320, 240, WOODL, 22, PAPER) + rect(180, 620, 60, 44, RIVER, 6) + rect(300, 626, 40, 38, GOLD, 4)
        for i, (k, x) in enumerate(((OLD_M, 700), (3, 890), (10, 1080), (6, 1270))):
            o += ell(x, 955, 74, 15, GOLD, opacity=.75) + P(k, x, 950, 90, -1, vest=None, mask=True, hands=((-.38, -2.75), (.4, -2.8) if i % 2 else (.62, -3.3)), hold=(lambda a, b, u: rect(b[0] - 16, b[1] - 34, 26, 46, INK, 5)) if i % 2 == 0 else None)
        o += P(0, 505, 1030, 110, 1, mask=True, hands=((-.1, -3.0), (1.35, -3.9)), hat='cap') + P(4, 1480, 1040, 112, -1, mask=True, hands=((.5, -3.4), (1.2, -3.3)), hat='cap')
        return o
    raise KeyError(n)


def team(n):
    if n == 1:      # crossing patrol
        o = day(mix(PAPER, GOLD, .16), sun=(1300, 190, 90), gs=(500, 130, 42, 3, -.06, SLATE), cl=False) + row(600, 8, .12, mix(PAPER, GOLD, .16), 1.05) + tree(90, 640, 420, LEAF) + tree(1530, 640, 460, LEAF, 'osmanthus') + rect(0, 596, DW, 44, mix(PAPER, SLATE, .28)) + ground(640, mix(SLATE, PAPER, .20)) + zebra(656, 1080, 800, 13)
        o += bus(-160, 700, 520, 270, mix(RIVER, PAPER, .15)) + car(1330, 720, .95, mix(GOLD, BRICK, .2), -1)
        bt = lambda a, b, u: path(cap((b[0], b[1] + 8), .08 * u, (b[0], b[1] - 1.3 * u), .1 * u), GOLD)
        o += P(OLD_M, 700, 860, 84, 1, feet=((-.4, 0), (.4, 0)), lean=7, hands=((-.2, -2.7), (.7, -2.7)), hold=lambda a, b, u: line(b[0], b[1], b[0] + 14, 862, WOOD, 8)) + P(9, 860, 850, 84, 1, **WALK, vest=None, hands=((-.4, -2.8), (.6, -3)))
        o += P(4, 300, 985, 106, 1, hat='cap', hands=((-.4, -2.7), (1.5, -4.5)), hold=bt) + P(0, 560, 940, 98, 1, hat='cap', hands=((-.2, -2.8), (1.3, -3.3))) + P(2, 1120, 960, 100, -1, hat='cap', hands=((-.4, -2.7), (1.4, -4.0))) + P(5, 1390, 1000, 108, -1, hat='cap', hands=((-.4, -2.7), (1.2, -5.2)), hold=bt)
        return o
    if n == 2:      # night watch
        o = night_sky(DW, DH) + circ(1250, 170, 74, mix(PAPER, GOLD, .35)) + circ(1226, 156, 62, NIGHT2, opacity=.35) + row(700, 1, .42, NIGHT, 1.35, lit=lambda i: (1, 4) if i % 2 else (2,)) + rect(0, 700, DW, 380, mix(NIGHT, SLATE, .35)) + rect(0, 700, DW, 20, mix(NIGHT, SLATE, .6)) + shade(rdef(0, 700, DW, 370), INK, 90, .7, .5) + lamp(190, 740, 430, INK, True, 1.2) + glow(240, 860, 330, GOLD, .3, 90) + cat(1440, 722, .6, INK)
        nc = lambda i, **k: {**{q: (mix(v, NIGHT, .3) if isinstance(v, str) and v.startswith('#') else v) for q, v in CAST[i].items()}, **k}
        tc = lambda an: (lambda a, b, u: beam(b[0] + 20, b[1] + 4, an, 620, 120) + path(cap((b[0] - 14, b[1] - 2), .10 * u, (b[0] + 26, b[1] + 4), .14 * u), INK) + circ(b[0] + 32, b[1] + 5, .12 * u, GOLD))
        o += P(nc(7), 330, 960, 104, 1, **WALK, hands=((-.3, -2.8), (.5, -2.9)), hat='cap') + P(nc(3), 540, 985, 106, 1, **WALK, hands=((-.4, -2.8), (1.0, -3.2)), hold=tc(.22)) + P(nc(1), 770, 960, 110, 1, **WALK, hands=((-.3, -2.8), (.7, -2.7)), hat='cap') + P(nc(6), 980, 990, 104, 1, **WALK, hands=((-.4, -2.8), (1.05, -3.3)), hold=tc(.05))
        return o
    if n == 3:      # cleaning day
        o = day(mix(PAPER, RIVER, .12), sun=(250, 190, 86)) + row(610, 5, .08, SKY, 1.05) + rect(0, 606, DW, 470, mix(PAPER, BRICK, .22)) + shade(rdef(0, 606, DW, 460), BRICK, 90, .6, .25) + tree(1490, 680, 560, LEAF) + tree(720, 640, 360, LEAFL, 'osmanthus') + ''.join(line(0, 640 + i * i * 10, DW, 640 + i * i * 10, mix(PAPER, BRICK, .36), 2.5) for i in range(1, 7))
        o += P(4, 250, 930, 98, 1, lean=14, hands=((.7, -2.7), (1.0, -3.3)), hat='cap', hold=lambda a, b, u: broom(b, (b[0] + 100, 936), u))
        o += P(9, 500, 860, 86, -1, lean=10, hands=((.6, -2.8), (.95, -3.3)), hold=lambda a, b, u: broom(b, (b[0] - 90, 866), u))
        cart = path('M700,800L1000,800L960,930L740,930Z', RIVER) + shade(pts([(700, 800), (1000, 800), (960, 930), (740, 930)]), INK, 0, .8, .3) + circ(760, 960, 46, INK) + circ(760, 960, 18, STONE) + line(1000, 806, 1110, 760, INK, 12) + line(940, 930, 950, 1000, INK, 12) + ''.join(circ(x, y, r, c) for x, y, r, c in ((760, 790, 44, LEAF), (830, 776, 52, mix(LEAF, PAPER, .2)), (910, 786, 46, mix(GOLD, BRICK, .3)), (960, 796, 30, LEAFD)))
        o += o + cart + P(1, 1190, 985, 104, -1, **WALK, hands=((.6, -2.7), (.85, -2.75))) + P(5, 1400, 930, 96, -1, hip=(-.1, -1.8), lean=18, feet=((-.5, 0), (.4, 0)), hands=((.9, -1.3), (1.2, -1.5)), hold=lambda a, b, u: path(f'M{b[0] - 60:.0f},{b[1]:.0f}q50,-26 100,0l-10,110q-40,12 -80,0Z', SLATE)) + bucket(560, 1020, 1.4, BRICK)
        return o
    if n == 4:      # online team at desks
        o = interior(NIGHT2, mix(WOOD, INK, .3), 860) + window(110, 110, 560, 400, row(700, 1, .35, NIGHT2, 1.1, lit=lambda i: (0, 2, 5)) + circ(560, 200, 40, mix(PAPER, GOLD, .4)) + geese(420, 190, 26, 3, 0, PAPER), mix(WOOD, INK, .1), (3, 1), True, mix(RIVER, INK, .1)) + rect(820, 130, 640, 330, mix(NIGHT2, PAPER, .12), 12) + ''.join(rect(850 + (i % 4) * 150, 160 + (i // 4) * 140, 120, 110, mix((RED, RIVER, GOLD, SLATE)[i % 4], NIGHT2 if i % 3 else PAPER, .3), 10) + ''.join(rect(866 + (i % 4) * 150, 186 + (i // 4) * 140 + q * 24, (80, 56, 70)[q], 8, PAPER, 4, opacity=.6) for q in range(3)) for i in range(8))
        for x, k, f_, hs in ((280, 8, 1, 0), (610, 11, 1, 1), (960, 2, -1, 0), (1300, 0, -1, 1)):
            o += glow(x + f_ * 60, 640, 260, mix(GOLD, PAPER, .5), .28) + fig(x, 960, 108, f_, hip=(0, -2.0), lean=5, hands=((.55, -2.55), (.9, -2.55)), **CAST[k])
        o += rect(120, 740, 1360, 230, mix(WOODL, INK, .42)) + ''.join(rect(120 + i * 340, 756, 4, 210, mix(WOODL, INK, .6)) for i in range(1, 4)) + shade(rdef(120, 740, 1360, 230), INK, 90, .8, .3) + rect(60, 700, 1480, 34, WOODL, 6) + rect(60, 734, 1480, 22, mix(WOODL, INK, .3)) + ''.join(rect(x, 756, 22, 320, mix(WOOD, INK, .2)) for x in (110, 780, 1468)) + ''.join(laptop(x, 700, 1.15, mix(SLATE, PAPER, .1)) for x in (390, 720, 850, 1190)) + plant(520, 702, .8) + cup(150, 700, 1.3, RED) + cup(1440, 700, 1.3, RIVER) + plant(1040, 702, .7, RIVER)
        return o
    if n == 5:      # door to door
        o = interior(mix(PAPER, GOLD, .2), mix(STONE, SLATE, .2), 880, mix(LEAF, PAPER, .25)) + rect(0, 0, DW, 60, mix(PAPER, SLATE, .2))
        for x, op in ((110, 0), (1010, 1)):
            o += rect(x - 30, 210, 420, 672, mix(WOOD, INK, .25)) + rect(x, 240, 360, 642, mix(GOLD, PAPER, .3) if op else mix(BRICK, RED, .3))
            if op:
                o += rect(x, 240, 360, 642, mix(PAPER, GOLD, .4)) + photo_frames(x + 100, 330, 1) + poly([(x, 240), (x - 120, 200), (x - 120, 950), (x, 882)], mix(BRICK, RED, .3)) + shade(pts([(x, 240), (x - 120, 200), (x - 120, 950), (x, 882)]), INK, 0, .8, .3) + glow(x + 180, 600, 360, GOLD, .4)
            else:
                o += rect(x + 40, 290, 120, 230, mix(BRICK, INK, .18)) + rect(x + 200, 290, 120, 230, mix(BRICK, INK, .18)) + rect(x + 40, 570, 120, 260, mix(BRICK, INK, .18)) + rect(x + 200, 570, 120, 260, mix(BRICK, INK, .18)) + circ(x + 336, 560, 13, GOLD)
            o += ''.join(rect(q, 280, 44, 420, RED) for q in ((x - 86,) if op else (x - 86, x + 402))) + rect(x + 20, 150, 320, 50, RED)
        o += rect(x + 402, 280, 44, 420, RED) + rect(640, 140, 16, 400, SLATE) + rect(600, 300, 96, 130, mix(SLATE, PAPER, .4), 6) + plant(560, 930, 1.3, BRICK)
        o += P(OLD_W, 1190, 960, 108, -1, hands=((.4, -3.0), (1.1, -3.4))) + P(9, 900, 1000, 112, 1, hands=((.3, -3.1), (1.1, -3.5)), hold=lambda a, b, u: poly([(b[0] - 20, b[1] - 60), (b[0] + 50, b[1] - 66), (b[0] + 54, b[1] + 24), (b[0] - 16, b[1] + 30)], PAPER) + rect(b[0], b[1] - 44, 34, 24, MIST)) + P(4, 660, 1010, 114, 1, hands=((.5, -3.1), (.85, -3.2)), hold=lambda a, b, u: rect(a[0] - 10, a[1] - 70, 80, 100, WOODL, 6) + rect(a[0], a[1] - 60, 60, 84, PAPER)) + P(2, 430, 1000, 110, 1, hands=((-.4, -2.7), (.5, -2.8)))
        return o
    if n == 6:      # health check table
        o = day(mix(PAPER, RIVER, .1), cl=True) + row(600, 9, .2, SKY) + rect(0, 596, DW, 480, mix(mix(LEAF, GOLD, .2), PAPER, .55)) + shade(rdef(0, 596, DW, 470), INK, 90, .6, .2) + tree(800, 660, 620, LEAF, 'camphor', None, 1.5) + tree(90, 660, 420, LEAFL) + tree(1540, 660, 440, LEAFL)
        o += chair(500, 930, 92, 1, SLATE) + S(9, 520, 930, 94, 1, vest=None, coat=PAPER, top=mix(RIVER, PAPER, .3), hands=((.85, -2.6), (1.15, -2.6)), lean=8) + chair(1080, 930, 92, -1, SLATE) + S(OLD_M, 1060, 930, 94, -1, hands=((.3, -2.0), (1.25, -2.55)))
        o += table(600, 960, 400, 230, WOODL, 24, PAPER) + rect(760, 650, 110, 66, SLATE, 10) + circ(800, 682, 22, PAPER) + line(800, 682, 810, 668, RED, 4) + stroke('M870,690q40,-20 70,0', INK, 7) + rect(650, 690, 70, 26, RIVER, 4)
        o += P(0, 330, 985, 104, 1, hands=((.5, -3.1), (.8, -3.2)), hold=lambda a, b, u: rect(a[0], a[1] - 50, 60, 78, WOODL, 4) + rect(a[0] + 6, a[1] - 42, 48, 66, PAPER)) + P(OLD_W, 1280, 985, 100, -1, hands=((.3, -2.9), (.5, -2.9))) + P(7, 1430, 1010, 106, -1, hands=((-.3, -2.8), (.9, -3.2))) + P(5, 160, 1020, 106, 1, vest=None, hands=((-.3, -2.75), (.35, -2.8)))
        return o
    if n == 7:      # choir and troupe
        CUR = mix(RIVER, INK, .28)
        o = rect(0, 0, DW, DH, CUR) + ''.join(path(f'M{x},0C{x + 30},300 {x - 10},600 {x + 10},800L{x + 74},800C{x + 60},600 {x + 90},300 {x + 70},0Z', mix(CUR, INK, .25 if i % 2 else .1)) for i, x in enumerate(range(-20, 1640, 80))) + shade(rdef(0, 0, DW, 800), INK, 270, .9, .6) + rect(0, 780, DW, 300, WOODL) + ''.join(line(800 + (i - 8) * 90, 780, 800 + (i - 8) * 260, 1080, mix(WOODL, INK, .2), 4) for i in range(17)) + glow(800, 500, 760, GOLD, .22) + circ(800, 330, 270, mix(GOLD, PAPER, .45)) + shade(cdef(800, 330, 270), BRICK, 70, .7, .35) + geese(900, 150, 46, 3, -.1, SLATE)
        o += rect(260, 720, 1080, 70, WOOD)
        for i in range(6):
            x = 375 + i * 170
            c = dict(CAST[(2, 6, 7, 1, 5, 4)[i]])
            o += fig(x, 722, 80, 1 if i < 3 else -1, q=1, t=.3, hands=((.0, -2.9), (.3, -2.9)), mouth='smile', **c)
        for i in range(5):
            x = 460 + i * 170
            c = dict(CAST[(0, 9, 3, 11, 8)[i]])
            o += P(c, x, 880, 88, 1 if i < 3 else -1, t=.3, hands=((.2, -3.2), (.55, -3.2)), hold=lambda a, b, u: poly([(a[0] - 26, a[1] - 36), (b[0] + 20, b[1] - 36), (b[0] + 26, b[1] + 26), (a[0] - 32, a[1] + 26)], mix(INK, SLATE, .3)))
        o += S(OLD_M, 190, 970, 96, 1, hands=((.55, -2.3), (.35, -3.5)), hold=lambda a, b, u: line(b[0], b[1] - 100, b[0] + 10, b[1] + 120, WOOD, 10) + rect(b[0] - 20, b[1] + 100, 62, 54, WOOD, 10) + line(a[0] - 60, a[1] - 6, a[0] + 70, a[1] + 14, PAPER, 5)) + stool(185, 970, 110, 140, WOOD) + S(OLD_W, 1420, 970, 96, -1, hands=((.5, -2.4), (.9, -2.9)), hold=lambda a, b, u: ell(a[0] - 20, a[1] + 60, 74, 78, RED) + ell(a[0] - 34, a[1] + 54, 58, 66, SAND)) + stool(1425, 970, 110, 140, WOOD)
        o += P(10, 800, 1085, 116, 1, q=0, view='b', vest=RED, hands=((-1.3, -4.6), (1.3, -4.8)), elbow=(-1, 1), hold=lambda a, b, u: line(b[0], b[1], b[0] + 56, b[1] - 80, PAPER, 6))
        return o
    if n == 8:      # mediation round a tea table
        o = interior(mix(RIVER, PAPER, .58), mix(WOOD, PAPER, .15), 790)
        lat = ''.join(rect(560 + i * 60, 110, 10, 420, WOOD) for i in range(9)) + ''.join(rect(560, 110 + i * 60, 490, 10, WOOD) for i in range(8))
        o += rect(540, 90, 530, 460, WOOD) + rect(560, 110, 490, 420, mix(PAPER, GOLD, .25)) + clip(rdef(560, 110, 490, 420), tree(930, 560, 420, LEAFL, 'osmanthus')) + lat + ''.join(rect(x, 120, 190, 360, PAPER) + rect(x - 10, 110, 210, 14, WOOD) + rect(x - 10, 476, 210, 14, WOOD) + c for x, c in ((180, stroke('M200,430q40,-120 70,-60t80,-30', mix(RIVER, PAPER, .3), 12) + geese(320, 210, 22, 2, -.1, SLATE)), (1230, stroke('M1325,450C1290,360 1350,300 1310,180M1320,330q40,-20 60,-60M1316,270q-40,-16 -50,-50', LEAFD, 9) + ''.join(circ(x, y, 9, RED) for x, y in ((1312, 180), (1380, 268), (1268, 220), (1340, 390)))))) + plant(120, 900, 1.8, BRICK) + plant(1490, 900, 1.8, BRICK)
        o += chair(330, 960, 104, 1) + S(7, 340, 960, 106, 1, vest=None, hands=((.75, -2.5), (1.2, -3.2)), lean=6) + chair(1270, 960, 104, -1) + S(10, 1260, 960, 106, -1, vest=None, hands=((.75, -2.2), (1.1, -2.3))) + fig(640, 900, 100, 1, hip=(0, -2.1), hands=((.5, -2.7), (1.0, -3.3)), **CAST[5]) + fig(970, 900, 100, -1, hip=(0, -2.1), hands=((.4, -2.65), (.8, -2.65)), **CAST[2])
        o += ell(800, 820, 370, 60, WOOD) + ell(800, 806, 370, 58, WOODL) + path('M740,850h120l40,190h-200Z', WOOD) + shade(cdef(800, 806, 370, 58), INK, 90, .6, .2) + teapot(800, 806, 1.1, BRICK) + ''.join(cup(x, y, 1.2) for x, y in ((580, 812), (680, 838), (930, 838), (1020, 812))) + steam(806, 700, .9, PAPER)
        return o
    raise KeyError(n)


def project(n):
    if n == 1:      # walking home company: lamp in the lane
        o = night_sky(DW, DH) + circ(420, 150, 60, mix(PAPER, GOLD, .35)) + geese(820, 130, 34, 3, 0, mix(NIGHT2, PAPER, .45))
        o += poly([(0, 0), (430, 250), (430, 760), (0, 1067)], mix(BRICK, NIGHT, .5)) + poly([(1600, 0), (1120, 250), (1120, 760), (1600, 1067)], mix(BRICK, NIGHT, .6)) + poly([(430, 760), (1120, 760), (1600, 1067), (0, 1067)], mix(NIGHT, SLATE, .4))
        for x0, x1, yt, yb, on in ((60, 180, 330, 520, 1), (250, 330, 380, 530, 0), (1430, 1550, 330, 520, 0), (1220, 1310, 380, 540, 1)):
            d = (x1 - x0) * (.28 if x0 < 800 else -.28)
            o += poly([(x0, yt - (0 if d > 0 else -d)), (x1, yt + (d if d > 0 else 0)), (x1, yb - 0), (x0, yb)], GOLD if on else mix(NIGHT, RIVER, .6), stroke=mix(PAPER, NIGHT, .4), stroke_width=8) + line((x0 + x1) / 2, yt, (x0 + x1) / 2, yb, mix(PAPER, NIGHT, .4), 5)
        o += clip(rdef(430, 100, 690, 664), row(764, 3, .5, NIGHT2, 1.1, lit=lambda i: (1, 3, 4)))
        o += lamp(1090, 820, 470, INK, True, 1.3) + poly([(1150, 360), (700, 1067), (1500, 1067)], grad(GOLD, 90, .34, .02)) + glow(1120, 940, 420, GOLD, .35, 100)
        return o + P(0, 640, 960, 112, 1, hat='cap', **WALK, hands=((-.3, -2.8), (1.0, -3.4)), hold=lambda a, b, u: beam(b[0] + 14, b[1], .3, 480, 90) + path(cap((b[0] - 16, b[1] - 4), 11, (b[0] + 24, b[1] + 6), 15), INK)) + P(OLD_W, 830, 950, 106, 1, feet=((-.4, 0), (.4, 0)), lean=6, hands=((-.2, -2.6), (.7, -2.6)), hold=lambda a, b, u: line(b[0], b[1], b[0] + 14, 952, WOOD, 9)) + cat(1330, 1010, .55, INK, -1)
    if n == 2:      # small repairs
        o = day(mix(PAPER, GOLD, .16), cl=False) + row(640, 4, .12, mix(PAPER, GOLD, .16), 1.1) + rect(0, 636, DW, 440, mix(PAPER, BRICK, .26)) + shade(rdef(0, 636, DW, 430), INK, 90, .6, .25) + tree(1500, 700, 620, LEAF) + canopy(150, 180, 620, 120, mix(SLATE, PAPER, .2), PAPER, 6, SLATE, 900)
        o += P(4, 330, 870, 94, 1, hands=((.5, -3.2), (.9, -3.2)), hat='cap') + table(200, 940, 520, 270, WOODL, 26) + rect(210, 830, 500, 16, WOOD)
        o += circ(560, 590, 74, 'none', stroke=SLATE, stroke_width=7) + ''.join(f'<g transform="translate(560 590) rotate({a})">' + path('M0,0C40,-40 66,-16 58,10C40,20 18,14 0,0Z', mix(RIVER, PAPER, .3)) + '</g>' for a in (0, 120, 240)) + circ(560, 590, 12, INK) + rect(552, 640, 16, 26, SLATE) + rect(516, 656, 88, 14, SLATE, 6) + rect(230, 620, 130, 50, RED, 8) + stroke('M260,620v-20h70v20', INK, 8) + line(640, 664, 700, 640, INK, 8)
        o += bike(1130, 930, 1.45, RIVER) + S(7, 1400, 960, 104, -1, lean=14, hands=((.8, -2.4), (1.35, -2.2)), hold=lambda a, b, u: line(b[0] + 12, b[1], b[0] - 44, b[1] - 12, SLATE, 12)) + stool(1400, 960, 110, 150) + P(OLD_W, 830, 985, 100, -1, hands=((.3, -2.9), (.9, -3.5))) + rect(560, 990, 130, 60, RIVER, 8) + stroke('M596,990v-20h58v20', INK, 8)
        return o
    if n == 3:      # old books find a home
        o = day(mix(PAPER, RIVER, .1), gs=(1100, 120, 40, 3, -.1, SLATE)) + row(610, 2, .25, SKY) + rect(0, 606, DW, 470, mix(mix(LEAF, GOLD, .3), PAPER, .5)) + poly([(0, 760), (1600, 700), (1600, 1067), (0, 1067)], mix(PAPER, BRICK, .2)) + shade(rdef(0, 606, DW, 460), INK, 90, .6, .2) + tree(170, 720, 600, LEAF, 'osmanthus') + tree(1460, 690, 520, LEAFL)
        o += bookshelf(560, 420, 560, 360, 3, WOODL, 5) + path('M530,412L570,330L1110,330L1150,412Z', RED) + ''.join(path(f'M{530 + i * 103:.0f},412a51,26 0 0,0 103,0Z', RED if i % 2 else PAPER) for i in range(6)) + rect(540, 780, 600, 70, RIVER) + ''.join(circ(x, 890, 52, INK) + circ(x, 890, 22, STONE) for x in (640, 1040)) + stroke('M1140,800L1260,700', WOOD, 16)
        bkk = lambda c: (lambda a, b, u: book(b[0] + 4, b[1] - 20, 70, 92, c, 12))
        o += P(3, 430, 985, 108, 1, hands=((.3, -3), (1.2, -3.7)), hold=bkk(DEEP)) + P(OLD_M, 1270, 980, 104, -1, hands=((.4, -2.9), (1.15, -3.6)), hold=bkk(RIVER)) + P(8, 1440, 1010, 108, -1, vest=None, hands=((.4, -3.1), (.6, -3.2)), nod=10, hold=lambda a, b, u: path(f'M{a[0] - 70:.0f},{a[1] - 30:.0f}l60,14l60,-14v56l-60,14l-60,-14Z', PAPER) + path(f'M{a[0] - 72:.0f},{a[1] + 24:.0f}l62,14l62,-14v10l-62,14l-62,-14Z', BRICK)) + cat(300, 1020, .6, WOOD)
        return o
    if n == 4:      # phone lesson for the elderly
        o = interior(mix(GOLD, PAPER, .66), mix(BRICK, PAPER, .4), 800) + window(140, 130, 400, 400, cloud(320, 320, 70) + tree(470, 600, 360, LEAF), PAPER, (2, 2)) + rect(700, 120, 640, 400, mix(RIVER, INK, .25), 8) + rect(690, 520, 660, 22, WOOD)
        o += rect(880, 160, 190, 320, INK, 24) + rect(896, 186, 158, 268, PAPER, 6) + ''.join(rect(912 + (i % 3) * 46, 204 + (i // 3) * 52, 34, 34, (RED, RIVER, GOLD, LEAF, BRICK, SLATE, RIVER, RED, GOLD)[i], 9) for i in range(9)) + stroke('M1120,240C1180,250 1210,290 1190,340M1190,340l-24,-14M1190,340l14,-24', PAPER, 7) + circ(1230, 200, 30, 'none', stroke=GOLD, stroke_width=7)
        o += P(11, 1440, 900, 96, -1, hands=((.4, -2.9), (1.3, -4.2)))
        for i, (k, x, f_) in enumerate(((OLD_W, 330, 1), (0, 520, -1), (OLD_M, 850, 1), (8, 1040, -1))):
            ph = (lambda a, b, u: rect(b[0] - 14, b[1] - 46, 34, 62, INK, 7) + rect(b[0] - 9, b[1] - 40, 24, 48, MIST, 3)) if i % 2 == 0 else None
            o += fig(x, 1000, 104, f_, hip=(0, -2.05), lean=8 if i % 2 else 4, hands=((.5, -2.9), (.75, -3.0)) if i % 2 == 0 else ((.5, -2.65), (1.15, -2.9)), hold=ph, nod=8, **(CAST[k] if isinstance(k, int) else k))
        return o + rect(200, 820, 960, 180, mix(WOODL, PAPER, .22)) + ''.join(rect(200 + i * 240, 832, 4, 168, mix(WOODL, INK, .15)) for i in range(1, 4)) + shade(rdef(200, 820, 960, 180), INK, 90, .8, .3) + rect(160, 800, 1040, 32, WOODL, 6) + rect(190, 832, 24, 250, WOOD) + rect(1146, 832, 24, 250, WOOD) + shade(rdef(160, 800, 1040, 32), INK, 0, .6, .2) + cup(690, 800, 1.2) + plant(1150, 800, .7) + rect(620, 776, 60, 24, RIVER, 4)
    if n == 5:      # hot meals at the door
        o = interior(mix(PAPER, RIVER, .2), mix(STONE, SLATE, .25), 900, mix(RIVER, PAPER, .45)) + rect(820, 150, 430, 752, WOOD) + rect(850, 180, 370, 722, mix(GOLD, PAPER, .35)) + glow(1030, 560, 420, GOLD, .5) + rect(900, 420, 120, 90, WOOD) + rect(908, 428, 104, 74, mix(PAPER, BRICK, .2)) + poly([(1220, 180), (1370, 120), (1370, 980), (1220, 902)], RIVER) + circ(1344, 560, 14, GOLD) + window(120, 150, 360, 380, hills(DW, 480, 60, mix(LEAF, PAPER, .4), 2, 700) + circ(220, 250, 46, mix(PAPER, GOLD, .4)), PAPER, (2, 2)) + plant(640, 930, 1.5, BRICK) + rect(880, 905, 300, 40, mix(BRICK, PAPER, .2), 8)
        mb = lambda a, b, u: ''.join(rect(b[0] - 6, b[1] - 10 + i * 44, 116, 40, (STONE, PAPER, STONE)[i], 12) + rect(b[0] - 6, b[1] + 22 + i * 44, 116, 8, SLATE) for i in range(3)) + stroke(f'M{b[0] - 2:.0f},{b[1] - 4:.0f}q54,-80 108,0', SLATE, 9) + steam(b[0] + 46, b[1] - 56, 1.2, PAPER, .9)
        return o + P(OLD_W, 1060, 985, 120, -1, hands=((.4, -3.0), (1.0, -3.3)), apron=mix(PAPER, RED, .35)) + P(10, 640, 1020, 128, 1, hands=((.7, -3.1), (1.05, -3.3)), hat='cap', hold=mb) + P(5, 330, 1010, 118, 1, hands=((-.3, -2.75), (.5, -3.0)), hold=lambda a, b, u: poly([(b[0] - 56, b[1] + 20), (b[0] + 66, b[1] + 20), (b[0] + 50, b[1] + 140), (b[0] - 44, b[1] + 140)], WOODL) + stroke(f'M{b[0] - 40:.0f},{b[1] + 22:.0f}q45,-70 90,0', WOOD, 9) + ''.join(circ(b[0] + d, b[1] + 14, 24, c) for d, c in ((-24, LEAF), (14, RED), (40, mix(LEAF, PAPER, .3)))))
    if n == 6:      # stories of the railway
        o = sky(DW, DH, mix(PAPER, BRICK, .2), mix(PAPER, GOLD, .35), BRICK, .3) + circ(330, 260, 110, mix(PAPER, RED, .35)) + hills(DW, 560, 70, mix(SLATE, PAPER, .55), 6, 800) + geese(1250, 140, 46, 4, -.1, SLATE) + ground(610, mix(mix(LEAF, GOLD, .35), PAPER, .45)) + rails(600, 1067, 330, -120, 560, SLATE, WOOD, 16, mix(STONE, BRICK, .2)) + house(900, 640, 620, 280, 2, 5, wall=BRICK) + tree(1540, 700, 520, LEAF, 'osmanthus') + rect(690, 350, 12, 300, INK) + rect(664, 330, 64, 130, INK, 26) + circ(696, 366, 20, mix(RED, INK, .5)) + circ(696, 420, 20, LEAF)
        o += bench(820, 930, 420, WOODL, 120) + S({**CAST[2], 'hat': 'peak', 'hatc': mix(RIVER, INK, .4)}, 920, 940, 108, 1, hands=((.5, -2.2), (1.35, -3.6)), beard='stache', hold=None) + S(3, 1240, 960, 106, -1, hands=((.6, -2.1), (.8, -2.1)), sh=False) + S(8, 1450, 990, 108, -1, vest=None, hands=((.8, -2.3), (1.0, -2.3)), nod=10, hold=lambda a, b, u: rect(a[0] - 60, a[1] - 30, 90, 66, PAPER, 4, transform=f'rotate(-12 {a[0]:.0f} {a[1]:.0f})') + line(b[0], b[1], b[0] - 16, b[1] - 44, INK, 7)) + stool(1450, 990, 130, 158)
        return o + rect(700, 880, 70, 96, GOLD, 6) + rect(700, 880, 70, 96, 'none', 6, stroke=INK, stroke_width=9) + rect(690, 974, 90, 18, INK, 6) + path('M694,880q41,-44 82,0Z', INK) + stroke('M700,870q35,-90 70,0', INK, 7) + glow(735, 930, 150, GOLD, .5)
    if n == 7:      # courtyard seedbeds
        o = day(mix(PAPER, RIVER, .1), sun=(1330, 180, 84)) + row(560, 6, .14, SKY, .95) + rect(0, 556, DW, 520, mix(mix(LEAF, GOLD, .3), PAPER, .40)) + shade(rdef(0, 556, DW, 510), INK, 90, .6, .2)
        for r, (y, h) in enumerate(((640, 60), (760, 84), (920, 120))):
            x0, x1 = 200 - r * 130, 1400 + r * 130
            o += poly([(x0, y), (x1, y), (x1 + 40, y + h), (x0 - 40, y + h)], WOOD) + rect(x0 - 40, y + h - 4, x1 - x0 + 80, 20 + r * 6, mix(BRICK, INK, .1)) + shade(rdef(x0 - 40, y, x1 - x0 + 80, h), INK, 90, .6, .3)
            for i in range(15 - r * 2):
                x = x0 + 40 + i * (x1 - x0 - 60) / (14 - r * 2)
                s = .30 + .14 * r
                o += ''.join(f'<g transform="translate({x:.0f} {y + h * .5:.0f}) rotate({a}) scale({s})">' + path('M0,0C20,-30 80,-34 110,0C80,26 22,24 0,0Z', c) + '</g>' for a, c in ((-30, LEAF), (-150, mix(LEAF, PAPER, .2)), (-90, mix(LEAF, GOLD, .3)))) + (circ(x, y + h * .4, 9 * (1 + r * .3), RED) if (i + r) % 4 == 0 else '')
            if r == 0:
                o += P(6, 700, 720, 74, 1, hands=((.5, -2.7), (1.0, -2.9)), hold=lambda a, b, u: rect(b[0] - 6, b[1] - 6, 50, 46, RIVER, 6) + line(b[0] + 40, b[1] + 16, b[0] + 84, b[1] - 10, RIVER, 8) + ''.join(line(b[0] + 86 + k * 6, b[1] - 4 + k * 3, b[0] + 96 + k * 9, b[1] + 50, MIST, 3) for k in range(4)))
            if r == 1:
                o += P(1, 1080, 880, 92, -1, hip=(-.2, -1.7), lean=22, feet=((-.5, 0), (.4, 0)), hands=((.9, -1.0), (1.3, -1.2)), hat='straw', hatc=SAND) + P(9, 330, 870, 90, 1, lean=34, hip=(-.2, -2.6), hands=((.9, -1.6), (1.2, -1.5)), hold=lambda a, b, u: bush(b[0] - 30, b[1] + 8, 70, LEAF, 3))
        return o + bucket(820, 900, 1.3, RIVER) + plant(110, 1050, 1.3) + plant(1490, 1050, 1.3)
    if n == 8:      # keeping the river clean
        o = sky(DW, DH, mix(PAPER, RIVER, .16), mix(PAPER, GOLD, .25), RIVER, .3) + circ(260, 200, 86, mix(PAPER, GOLD, .5)) + hills(DW, 430, 90, mix(RIVER, PAPER, .6), 2, 600) + hills(DW, 480, 60, mix(LEAF, PAPER, .4), 5, 600) + geese(1100, 150, 50, 4, -.12, SLATE) + rect(0, 480, DW, 600, mix(RIVER, PAPER, .35)) + shade(rdef(0, 480, DW, 420), RIVER, 90, .8, .5) + waves(0, 510, DW, 330, PAPER, 46, 3, 3)
        o += path('M430,640C560,700 1000,700 1150,630L1100,760C960,790 620,790 500,760Z', BRICK) + path('M430,640C560,690 1000,690 1150,630L1140,656C980,716 580,716 440,664Z', WOODL) + shade('M430,640C560,700 1000,700 1150,630L1100,760C960,790 620,790 500,760Z', INK, 90, .8, .4) + ''.join(circ(x, 662, r, c) for x, r, c in ((820, 34, SLATE), (880, 28, mix(SLATE, PAPER, .3)))) + stroke('M470,770q80,24 180,10M900,782q100,10 180,-14', PAPER, 5, opacity=.8)
        o += fig(650, 690, 90, 1, hands=((.7, -2.9), (1.1, -3.4)), hat='straw', hatc=SAND, lean=8, hold=lambda a, b, u: line(b[0] + 30, b[1] - 120, a[0] - 130, 800, WOOD, 10), **CAST[7]) + fig(1000, 684, 88, 1, lean=30, hip=(-.1, -2.6), hands=((.9, -2.2), (1.25, -2.2)), hold=lambda a, b, u: line(a[0] - 60, a[1] - 50, b[0] + 170, b[1] + 100, WOOD, 9) + path(f'M{b[0] + 150:.0f},{b[1] + 70:.0f}l70,46q-20,80 -66,70q-40,-40 -4,-116Z', MIST, opacity=.8) + ell(b[0] + 184, b[1] + 98, 44, 16, 'none', stroke=INK, stroke_width=6, transform=f'rotate(34 {b[0] + 184:.0f} {b[1] + 98:.0f})'), **CAST[1])
        o += path('M0,880C300,820 700,960 1000,930C1300,900 1500,950 1600,920L1600,1067L0,1067Z', mix(mix(LEAF, GOLD, .3), PAPER, .25)) + ''.join(stroke(f'M{x},{y}q{b},-80 {b * 2.6},-140', LEAFD, 7) for x, y, b in ((40, 900, 8), (80, 890, -6), (120, 900, 12), (1500, 940, -8), (1540, 940, 8), (1570, 935, -4), (1460, 940, 5)))
        return o + P(3, 300, 1020, 106, 1, lean=40, hip=(-.3, -2.5), hands=((1.0, -1.7), (1.4, -1.4)), hold=lambda a, b, u: line(b[0] - 20, b[1] - 30, b[0] + 60, b[1] + 70, SLATE, 8) + path(f'M{a[0] - 40:.0f},{a[1]:.0f}q30,-20 66,0l-8,110q-30,14 -56,0Z', GOLD)) + goose(1300, 960, .6, -1) + goose(1400, 975, .5, -1)
    raise KeyError(n)


def place(n):
    W, H = 1920, 1080
    if n == 1:      # park with boards along old rails
        o = sky(W, H, mix(PAPER, GOLD, .16), mix(PAPER, BRICK, .12), RIVER, .25) + circ(1500, 230, 110, mix(PAPER, RED, .30)) + geese(620, 170, 58, 5, -.1, SLATE) + hills(W, 560, 80, mix(LEAF, PAPER, .62), 4, 800) + row(640, 3, .3, mix(PAPER, GOLD, .2), .9) + house(1640, 640, 360, 220, 2, 3, wall=mix(BRICK, PAPER, .25)) + rect(0, 630, W, 460, mix(mix(LEAF, GOLD, .3), PAPER, .42)) + shade(rdef(0, 630, W, 440), INK, 90, .7, .25)
        o += rails(625, 1080, 960, 620, 1300, SLATE, WOOD, 18, mix(PAPER, BRICK, .28))
        for i, (x, y, s) in enumerate(((790, 600, .42), (1030, 600, .42), (640, 590, .62), (1130, 590, .62), (380, 560, 1.0), (1300, 560, 1.0))):
            o += g(board(0, 0, 240, 190, 130, WOOD, PAPER, i), transform=f'translate({x} {y}) scale({s})')
        o += tree(180, 800, 720, LEAF, 'osmanthus') + tree(1760, 800, 740, LEAF) + tree(560, 680, 300, LEAFL) + tree(1400, 680, 320, LEAFL, 'osmanthus') + bench(60, 980, 330) + bench(1560, 980, 330) + bush(-40, 1080, 260, LEAF) + bush(1740, 1080, 280, LEAFL) + lamp(470, 820, 400, INK, False, 1.1) + lamp(1440, 820, 400, INK, False, 1.1)
        return o + P(2, 1250, 900, 60, 1, hands=((-.4, -2.7), (1.2, -4.3))) + P(0, 1150, 906, 60, 1, hands=((.2, -2.8), (.5, -2.9)))
    if n == 2:      # railway square
        o = sky(W, H, mix(RIVER, PAPER, .70), mix(PAPER, GOLD, .2), RIVER, .3) + cloud(380, 220, 110) + cloud(1500, 170, 90) + geese(1180, 150, 52, 4, -.1, SLATE) + house(240, 680, 1440, 380, 2, 11, wall=BRICK, roofh=86) + poly([(800, 300), (960, 190), (1120, 300)], mix(BRICK, INK, .12)) + circ(960, 258, 34, PAPER) + line(960, 258, 960, 236, INK, 5) + line(960, 258, 976, 266, INK, 5) + rect(0, 670, W, 420, mix(PAPER, BRICK, .24)) + shade(rdef(0, 670, W, 400), INK, 90, .7, .25)
        o += ''.join(line(960 + (i - 12) * 80, 690, 960 + (i - 12) * 260, 1090, mix(PAPER, BRICK, .36), 2.5) for i in range(25)) + ''.join(line(0, 700 + i * i * 11, W, 700 + i * i * 11, mix(PAPER, BRICK, .36), 2.5) for i in range(1, 6))
        o += tree(110, 760, 640, LEAF) + tree(1800, 760, 680, LEAF, 'osmanthus') + tree(330, 700, 380, LEAFL) + tree(1590, 700, 380, LEAFL)
        o += rect(330, 906, 1260, 44, STONE) + ''.join(rect(350 + i * 62, 896, 42, 18, WOOD) for i in range(20)) + rect(330, 886, 1260, 12, SLATE) + loco(960, 888, 1.25) + rect(306, 946, 1308, 26, mix(STONE, INK, .15))
        return o + P(OLD_M, 1480, 1040, 66, -1, hands=((-.3, -2.7), (1.0, -4.0))) + P(9, 1580, 1046, 66, -1) + P(5, 360, 1046, 68, 1, **WALK) + bush(-20, 1090, 260, LEAF) + bush(1700, 1090, 260, LEAFL)
    o = sky(W, H, mix(RIVER, PAPER, .45), mix(GOLD, PAPER, .40), RIVER, .35) + circ(1330, 460, 110, mix(GOLD, PAPER, .25)) + hills(W, 480, 80, mix(SLATE, PAPER, .35), 2, 700) + hills(W, 540, 50, mix(RIVER, SLATE, .4), 8, 700) + geese(1000, 170, 62, 5, -.1, INK)
    o += rect(0, 560, W, 530, mix(RIVER, PAPER, .14)) + rect(0, 560, W, 260, grad(mix(GOLD, PAPER, .2), 270, 0, .5)) + ''.join(rect(1330 - w / 2 + dx, y, w, 9, mix(GOLD, PAPER, .3), 4, opacity=.8) for w, y, dx in ((220, 580, 0), (170, 602, 12), (200, 626, -10), (130, 652, 10), (150, 680, -6), (80, 710, 8))) + waves(0, 590, W, 300, mix(RIVER, PAPER, .5), 40, 6, 3)
    o += path('M0,840C400,800 800,880 1920,800L1920,1080L0,1080Z', mix(LEAF, INK, .25)) + path('M0,960C500,900 1000,960 1920,900L1920,1080L0,1080Z', mix(PAPER, BRICK, .38)) + shade('M0,840C400,800 800,880 1920,800L1920,1080L0,1080Z', INK, 90, .7, .35)
    wd = mix(WOOD, RED, .2)
    o += ''.join(rect(x, 500, 24, 400, wd) + rect(x - 8, 880, 40, 26, STONE) for x in (180, 420, 660, 900)) + path('M60,500C120,470 180,420 230,380L850,380C900,420 960,470 1020,500L1020,526L60,526Z', mix(SLATE, INK, .3)) + path('M300,380C360,350 420,310 450,270L630,270C660,310 720,350 780,380Z', mix(SLATE, INK, .3)) + rect(150, 526, 800, 20, wd) + ''.join(lantern(x, 610, .8) for x in (312, 552, 792)) + ''.join(glow(x, 610, 110, GOLD, .4) for x in (312, 552, 792)) + rect(180, 800, 744, 18, wd) + ''.join(rect(x, 812, 8, 84, wd) for x in range(210, 920, 34))
    o += tree(1700, 930, 760, LEAFD, 'osmanthus') + bench(1240, 950, 320, WOODL, 90) + goose(1080, 1000, .62, 1) + goose(1170, 1016, .54, -1)
    return o + ''.join(stroke(f'M{x},{y}q{b},-80 {b * 2.6},-150', LEAFD, 7) for x, y, b in ((30, 980, 8), (70, 990, -6), (110, 975, 10), (1860, 960, -8), (1890, 965, 5)))


# --------------------------------------------------------------------------
# films, 1280 x 720, 25 frames a second


def ease(t):
    t = max(0, min(1, t))
    return t * t * (3 - 2 * t)


FW, FH, FPS = 1280, 720, 25
FILMS = {1: 10, 2: 9, 3: 10, 4: 11}
POSTER_AT = {1: .52, 2: .50, 3: .55, 4: .93}


def film(n, t, T):
    """Frame of film n at t seconds of T."""
    p = t / T
    if n == 1:      # geese across the dusk sky
        o = rect(0, 0, FW, FH, mix(BRICK, PAPER, .42)) + rect(0, 0, FW, 460, grad(mix(GOLD, PAPER, .3), 90, 0, 1))
        sy = 372 + 46 * p
        o += circ(860, sy, 150, mix(GOLD, PAPER, .2), opacity=.35) + circ(860, sy, 96, mix(RED, GOLD, .45))
        o += hills(FW, 400, 44, mix(SLATE, BRICK, .35), 2, 500) + hills(FW, 436, 30, mix(RIVER, INK, .2), 9, 500) + rect(0, 450, FW, 270, mix(RIVER, BRICK, .22)) + rect(0, 450, FW, 200, grad(mix(GOLD, BRICK, .35), 270, 0, .5))
        o += ''.join(rect(860 - w / 2 + 8 * math.sin(t * 1.6 + i * 1.7), 462 + i * 22, w, 7, mix(GOLD, PAPER, .2), 3, opacity=.8) for i, w in enumerate((190, 150, 170, 110, 130, 80, 90, 50)))
        o += g(geese(120 + 1180 * p, 236 - 90 * p, 72, 5, -.10, INK, flap=t * 5.2), opacity=1) + g(geese(-80 + 800 * p, 108 - 20 * p, 30, 3, -.05, SLATE, flap=t * 6 + 1), opacity=.7)
        o += path('M0,640C240,600 560,670 800,640C1040,614 1180,640 1280,624L1280,720L0,720Z', mix(RIVER, INK, .62))
        return o + ''.join(stroke(f'M{x},{y}q{F(b + 3 * math.sin(t * 1.4 + x))},-50 {F(b * 2.2 + 8 * math.sin(t * 1.4 + x))},-96', mix(RIVER, INK, .62), 5) for x, y, b in ((40, 646, 7), (70, 646, -5), (100, 640, 9), (1170, 640, -6), (1200, 640, 5), (1235, 636, 10)))
    if n == 2:      # hands pass a red vest
        a = ease((t - .6) / 2.2)          # arms come together
        b = ease((t - 4.6) / 2.4)         # the vest goes on
        bob = 4 * math.sin(t * 1.5)
        o = rect(0, 0, FW, FH, mix(PAPER, GOLD, .14)) + circ(640, 350, 280 + 10 * math.sin(t * .8), mix(PAPER, BRICK, .20))
        o += g(geese(1000 - 0 * t, 120, 30, 3, -.1, SLATE, flap=t * 4), opacity=.6, transform=f'translate({F(-60 + 26 * t)} {F(-3 * t)})')
        lx, rx = -330 + 320 * a - 300 * b, 330 - 320 * a + 0 * b
        vx, vy = 640 + (lx + 10) * (1 - b) + (rx - 10) * b + 0, 350 + bob - 12 * math.sin(math.pi * b)
        if b > 0:
            vx = 640 - 10 * (1 - b) + (0) * b
        vest = path('M-96,-130C-60,-104 -40,-120 -34,-138L0,-80L34,-138C40,-120 60,-104 96,-130L128,-96C112,-40 118,60 122,140L-122,140C-118,60 -112,-40 -128,-96Z', RED) + path('M-122,56C-40,68 40,68 122,56L122,88C40,100 -40,100 -122,88Z', mix(PAPER, GOLD, .2)) + stroke('M0,-80V140', DEEP, 6) + stroke('M-34,-138L0,-80L34,-138', DEEP, 7) + geese_mark(62, -34, 15, PAPER, 5)
        up = path('M122,140L122,20C118,60 100,-60 40,-120L96,-130L128,-96C112,-40 118,60 122,140Z', INK, opacity=.08)
        arm_l = path(cap((-160, 416), 42, (-104, 392), 38), SK[2]) + path(cap((-900, 820), 250, (-178, 428), 64), mix(RIVER, PAPER, .15)) + path(cap((-172, 376), 12, (-126, 470), 12), mix(RIVER, INK, .12))
        arm_r = path(cap((160, 416), 42, (104, 392), 38), SK[0]) + path(cap((900, 820), 250, (178, 428), 64), mix(BRICK, PAPER, .2)) + path(cap((172, 376), 12, (126, 470), 12), mix(BRICK, INK, .12))
        o += g(arm_l, transform=f'translate({F(640 + lx)} {F(bob)})') + g(arm_r, transform=f'translate({F(640 + rx)} {F(bob * .8)})')
        vx = 640 + (lx + 10) if b == 0 else 630 + 10 * b
        o += g(vest + up, transform=f'translate({F(vx)} {F(vy)})')
        hl = flat(0, 0, .92, -28, SK[2])
        hr = flat(0, 0, .92, 28, SK[0], -1)
        o += g(hl, transform=f'translate({F(640 + lx - 92)} {F(392 + bob)})') + g(hr, transform=f'translate({F(640 + rx + 92)} {F(396 + bob * .8)})')
        return o
    if n == 3:      # rails leading home
        z = ease(p * .96 + .02)
        k = 1 + 1.5 * z
        o = rect(0, 0, FW, FH, NIGHT2) + rect(0, 0, FW, 420, grad(mix(BRICK, GOLD, .4), 90, 0, .75)) + ''.join(circ(x, y, 1.8, PAPER, opacity=.55 + .35 * math.sin(t * 2 + x)) for x, y in ((120, 80), (300, 50), (460, 120), (700, 60), (980, 90), (1150, 50), (1220, 150), (210, 170)))
        o += hills(FW, 392, 34, mix(SLATE, INK, .35), 7, 500) + rect(0, 400, FW, 330, mix(RIVER, INK, .46)) + rect(0, 400, FW, 330, grad(INK, 90, 0, .35))
        hs = house(-190, 0, 380, 190, 2, 4, wall=mix(BRICK, INK, .25), roof=mix(SLATE, INK, .5), trim=mix(PAPER, BRICK, .35), lit=tuple(i for i in range(8) if t > 1.0 + ((i * 5) % 8) * .8), glass=mix(RIVER, INK, .4), roofh=56) + path('M-40,-252', INK)
        D.rnd = random.Random('film3')
        hs = glow(0, -80, 300, GOLD, .12 + .22 * p) + hs
        o += f'<g transform="translate(640 {404 + 6 * z:.2f}) scale({.46 * k:.4f})">{hs}</g>'
        o += rails(404, 720, 640, 380, 900, mix(SLATE, PAPER, .15), mix(WOOD, INK, .3), 20, mix(RIVER, INK, .5), off=(t * 1.15) % 1)
        for s in range(5):
            zz = 1 + ((s * 1.9 - t * 1.15 * .62) % 9.5)
            q = 1 / zz
            for sg in (-1, 1):
                x, y = 640 + sg * 560 * q, 404 + 330 * q
                o += f'<g opacity="{min(1, (10.5 - zz) / 3):.2f}" transform="translate({x:.1f} {y:.1f}) scale({q * 1.5:.3f})">' + rect(-5, -250, 10, 250, INK) + circ(0, -262, 20, GOLD) + glow(0, -262, 120, GOLD, .5) + '</g>'
        return o + geese(760 + 22 * t, 130 - 2 * t, 26, 3, -.06, mix(NIGHT2, PAPER, .5), flap=t * 5)
    if n == 4:      # windows light up one by one
        o = rect(0, 0, FW, FH, NIGHT2) + rect(0, 0, FW, 500, grad(RIVER, 90, 0, .5)) + circ(1080, 120 - 2 * t, 46, mix(PAPER, GOLD, .35)) + ''.join(circ((i * 211) % 1280, (i * 97) % 260, 1.6, PAPER, opacity=.4 + .35 * math.sin(t * 1.8 + i)) for i in range(26))
        D.rnd = random.Random('film4')
        order = list(range(21))
        random.Random('order').shuffle(order)
        lit = {w for i, w in enumerate(order) if t > .8 + i * .42}
        o += house(-60, 600, 240, 260, 2, 2, wall=mix(BRICK, INK, .55), roof=mix(SLATE, INK, .6), trim=mix(PAPER, INK, .6), glass=mix(RIVER, INK, .55), lit=(1,) if t > 3 else (), door=False) + house(1130, 600, 260, 240, 2, 2, wall=mix(BRICK, INK, .55), roof=mix(SLATE, INK, .6), trim=mix(PAPER, INK, .6), glass=mix(RIVER, INK, .55), lit=(0,) if t > 5 else (), door=False)
        o += house(240, 610, 800, 430, 3, 7, wall=mix(BRICK, INK, .34), roof=mix(SLATE, INK, .45), trim=mix(PAPER, BRICK, .35), glass=mix(RIVER, INK, .45), lit=lit, roofh=74)
        o += rect(0, 606, FW, 120, mix(NIGHT, SLATE, .3)) + ''.join(glow(640 + (i - 3) * 110, 640, 120, GOLD, .035 * len(lit), 34) for i in range(7)) + lamp(190, 660, 250, INK, t > 2, .9) + tree(1130, 640, 380, mix(LEAFD, INK, .3))
        x = 330 + 40 * t
        st = t * 5
        o += fig(x, 690, 27, 1, feet=((-.55 * math.sin(st), -.05), (.55 * math.sin(st), -.0)), hands=((.3 * math.sin(st), -2.7), (.8, -3.1)), hold=lambda a, b, u: path(pts([(b[0] + 4, b[1]), (b[0] + 170, b[1] + 26), (b[0] + 160, b[1] + 66)]), grad(GOLD, 15, .55, 0)) + circ(b[0] + 4, b[1], 5, GOLD), **CAST[4], hat='cap')
        o += fig(x - 70, 694, 27, 1, feet=((.55 * math.sin(st), 0), (-.55 * math.sin(st), -.05)), hands=((-.3 * math.sin(st), -2.7), (.4, -2.75)), **CAST[0])
        return o + cat(880, 608, .28, INK)
    raise KeyError(n)


def make_film(n, out):
    global D
    from PIL import Image
    T = FILMS[n]
    total = T * FPS
    tmp = Path(tempfile.mkdtemp(prefix='film-'))
    per = 12
    try:
        for s in range(0, total, per):
            parts, ids = [], list(range(s, min(total, s + per)))
            D = Doc(FW, FH * len(ids), f'film-{n:02d}')
            for j, i in enumerate(ids):
                D.rnd = random.Random(f'film-{n:02d}')
                body = film(n, i / FPS, T)
                parts.append(f'<svg x="0" y="{j * FH}" width="{FW}" height="{FH}" viewBox="0 0 {FW} {FH}">{body}</svg>')
            shoot(svg(D, ''.join(parts)), FW, FH * len(ids), tmp / 'sheet.png')
            im = Image.open(tmp / 'sheet.png').convert('RGB')
            for j, i in enumerate(ids):
                im.crop((0, j * FH, FW, j * FH + FH)).save(tmp / f'f{i:04d}.png', compress_level=1)
        poster = Image.open(tmp / f'f{int(POSTER_AT[n] * total):04d}.png')
        note = finish(poster, f'film-{n:02d}', out / f'film-{n:02d}-poster.jpg', 160)
        for crf in (24, 26, 28, 30, 32, 34):
            mp4 = out / f'film-{n:02d}.mp4'
            subprocess.run(['ffmpeg', '-y', '-loglevel', 'error', '-framerate', str(FPS), '-i', str(tmp / 'f%04d.png'), '-an', '-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p',
                            '-c:v', 'libx264', '-preset', 'slow', '-tune', 'animation', '-crf', str(crf), '-profile:v', 'main', '-level', '3.1', '-pix_fmt', 'yuv420p', '-threads', '1', '-g', '75',
                            '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-bsf:v', 'filter_units=remove_types=6', '-movflags', '+faststart', str(mp4)], check=True)
            if mp4.stat().st_size <= 380_000:
                break
        print(f'film-{n:02d}.mp4 {mp4.stat().st_size // 1000} KB crf {crf}, poster {note}', flush=True)
    finally:
        shutil.rmtree(tmp, ignore_errors=True)


# --------------------------------------------------------------------------
# words: captions of the films (WebVTT) and the index used for alt texts

VTT = {
    1: [(0.4, 3.0, '傍晚，湘江静下来。'), (3.2, 6.0, '一队大雁排成人字，飞过江面。'), (6.2, 9.6, '每一只，都在队伍里有自己的位置。')],
    2: [(0.4, 2.6, '一双手，把红马甲递过来。'), (2.8, 5.4, '另一双手，稳稳接住。'), (5.6, 8.7, '一件马甲，接着往下传。')],
    3: [(0.4, 2.8, '天色暗了，铁轨还亮着。'), (3.0, 6.2, '路灯一盏一盏，往后退去。'), (6.4, 9.6, '前面的红砖房，有人等着开门。')],
    4: [(0.4, 2.6, '夜里，红砖楼还黑着。'), (2.8, 5.4, '一扇窗亮了，又一扇窗亮了。'), (5.6, 8.0, '巡夜的人提着手电，从楼下走过。'), (8.2, 10.7, '灯亮着，心里就踏实。')],
}

INDEX = {
    'people-01': '插画：扎马尾的青年女志愿者穿红马甲，笑得很开，身旁是桂花枝',
    'people-02': '插画：戴黑框眼镜的白发老人穿红马甲，站在红砖墙前',
    'people-03': '插画：卷发中年女志愿者穿红马甲，身后是江水、远山和雁阵',
    'people-04': '插画：戴红色头盔的快递员抱着纸箱，身后是红砖楼',
    'people-05': '插画：戴圆框眼镜、短发的女教师抱着一本书，身后是书架',
    'people-06': '插画：留白胡子的退休铁路职工提着信号灯，身后是铁轨',
    'people-07': '插画：穿白大褂、挂听诊器的女医生，神情温和',
    'people-08': '插画：的士司机把手臂搭在车窗上，里面穿着红马甲',
    'people-09': '插画：穿深色西装的物业女经理手持对讲机，身后是亮灯的楼房',
    'people-10': '插画：背书包的男青年穿红马甲，天上飞过一队大雁',
    'people-11': '插画：盘着白发的老奶奶穿红马甲，双手捧一杯热茶',
    'people-12': '插画：戴红帽子的交通劝导员抬手示意停步，身后是斑马线',
    'people-13': '插画：戴草帽的女环卫工人握着竹扫帚，笑得眯起眼睛',
    'people-14': '插画：光头的中年调解员穿红马甲，手里拿着保温杯',
    'people-15': '插画：戴耳麦的短发女青年坐在电脑后，身边是对话气泡',
    'people-16': '插画：戴贝雷帽、留山羊胡的老人围着红围巾，扶着二胡',
    'team-01': '插画：几名戴红帽的劝导队员站在斑马线两边，护送老人过街',
    'team-02': '插画：四名夜巡队员打着手电走过红砖楼下，月亮升起',
    'team-03': '插画：清洁日，队员们扫地、推车、装垃圾袋',
    'team-04': '插画：网上志愿队四人晚间坐在长桌前，用电脑回复居民',
    'team-05': '插画：三名党员志愿者上门走访，一位老人打开家门',
    'team-06': '插画：大樟树下的健康检查桌，医生为老人量血压',
    'team-07': '插画：合唱队站在台上演唱，两旁有二胡和鼓伴奏',
    'team-08': '插画：调解员与两位邻居围着茶桌坐下说话',
    'scene-01': '插画：劝导员在路口指挥，一名志愿者扶老人走过斑马线',
    'scene-02': '插画：三名志愿者清扫落叶，身后是红砖房和楼房',
    'scene-03': '插画：志愿者铲除砖墙上的小广告',
    'scene-04': '插画：志愿者背对画面，与独居老人隔着茶桌聊天',
    'scene-05': '插画：戴口罩的志愿者给楼道喷洒消毒、擦拭扶手',
    'scene-06': '插画：讲堂里坐满听众，一位讲师站在台上讲课',
    'scene-07': '插画：露天舞台上四人舞扇，台下坐满街坊',
    'scene-08': '插画：春天，志愿者在开花的树下栽小树苗',
    'scene-09': '插画：夏天的凉茶摊，志愿者给过路人递茶',
    'scene-10': '插画：秋天的团圆桌，老人和志愿者围坐在灯笼下',
    'scene-11': '插画：冬天，志愿者在雪中给老人送围巾和棉衣',
    'scene-12': '插画：阅览角里一老一少对坐看书，桌上卧着一只猫',
    'scene-13': '插画：急救课上，志愿者跪在假人旁示范按压',
    'scene-14': '插画：法律咨询摊前，两位居民来问事',
    'scene-15': '插画：夜里的院子放露天电影，银幕上是一列火车',
    'scene-16': '插画：铁路广场上停着一台老蒸汽机车，志愿者给人讲解',
    'scene-17': '插画：公园长廊里，居民在看宣传展板',
    'scene-18': '插画：傍晚江边，两人坐在长椅上看雁阵飞过落日',
    'scene-19': '插画：社区服务站柜台，志愿者接待来办事的居民',
    'scene-20': '插画：接种点外，居民隔开距离排队，志愿者在旁引导',
    'project-01': '插画：夜里的巷子，志愿者打着手电送老人回家',
    'project-02': '插画：便民小修摊，志愿者修电扇、补自行车',
    'project-03': '插画：旧书推车旁，居民把书送来、把书带走',
    'project-04': '插画：教室里，年轻人教老人用智能手机',
    'project-05': '插画：志愿者把热饭盒送到老人家门口',
    'project-06': '插画：老铁路人坐在轨道旁的长椅上讲往事，一名志愿者听，一名青年记',
    'project-07': '插画：院子里的苗圃，志愿者浇水、栽苗',
    'project-08': '插画：志愿者划着小船在江上捞漂浮物，岸上有人捡拾',
    'place-01': '插画：旧铁轨两旁立着展板的主题公园，桂花树开着花',
    'place-02': '插画：红砖楼前的铁路广场，中间是一台老蒸汽机车',
    'place-03': '插画：傍晚江边的长亭挂着灯笼，雁阵飞过',
    'film-01-poster': '短片《雁过湘江》封面：一队大雁飞过落日下的江面',
    'film-01': '短片《雁过湘江》：大雁排成人字，飞过傍晚的江面（10秒，无声）',
    'film-02-poster': '短片《接过红马甲》封面：两双手共同托着一件红马甲',
    'film-02': '短片《接过红马甲》：一双手把红马甲递给另一双手（9秒，无声）',
    'film-03-poster': '短片《铁轨通到家门口》封面：暮色里铁轨通向亮灯的红砖房',
    'film-03': '短片《铁轨通到家门口》：沿着铁轨走向一座亮灯的红砖房（10秒，无声）',
    'film-04-poster': '短片《一扇窗一扇窗亮起来》封面：红砖楼的窗户几乎都亮着',
    'film-04': '短片《一扇窗一扇窗亮起来》：夜里红砖楼的窗户逐个亮起，巡夜人走过（11秒，无声）',
}


def write_words(out):
    def ts(v):
        return '%02d:%02d:%06.3f' % (v // 3600, v % 3600 // 60, v % 60)
    for n, cues in VTT.items():
        text = 'WEBVTT\n\n' + '\n\n'.join(f'{i}\n{ts(a)} --> {ts(b)}\n{c}' for i, (a, b, c) in enumerate(cues, 1)) + '\n'
        (out / f'film-{n:02d}.vtt').write_text(text, encoding='utf-8')
    rows = []
    for k, v in INDEX.items():
        rows.append(f'{k}{".mp4" if k.startswith("film") and "poster" not in k else ".jpg"}\t{v}')
        if k.startswith('film') and 'poster' not in k:
            rows.append(f'{k}.vtt\t字幕与文字版：{"".join(c for _, _, c in VTT[int(k[5:7])])}')
    (out / '_index.txt').write_text('\n'.join(rows) + '\n', encoding='utf-8')


def jobs(out, svg_too=False):
    """(name, function) for everything there is, in order."""
    for kind, fn, count, w, h in (('people', people, 16, 1200, 1500), ('team', team, 8, DW, DH), ('scene', scene, 20, DW, DH), ('project', project, 8, DW, DH), ('place', place, 3, 1920, 1080)):
        for i in range(1, count + 1):
            name = f'{kind}-{i:02d}'
            yield name, lambda name=name, fn=fn, i=i, w=w, h=h: make_picture(name, lambda: fn(i), w, h, out, svg_too)
    for i in FILMS:
        yield f'film-{i:02d}', lambda i=i: make_film(i, out)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    ap.add_argument('names', nargs='*', help='prefixes of names, e.g. people-03 team film-01')
    ap.add_argument('--out', type=Path, default=Path(__file__).resolve().parent.parent / 'content' / 'media')
    ap.add_argument('--svg', action='store_true', help='keep the SVG of each picture')
    ap.add_argument('--index', action='store_true', help='write only _index.txt and the captions')
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    if not a.index:
        for name, job in jobs(a.out, a.svg):
            if not a.names or any(name.startswith(p) for p in a.names):
                job()
    write_words(a.out)


if __name__ == '__main__':
    main()
