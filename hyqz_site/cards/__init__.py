"""Share cards and posters: what a record says in one picture, as data → the bytes of a JPEG.

`card` is what the caller fills in; `layout` says where everything goes, as frozen data; `compose` sets a card in its
layout and knows every line and box before a pixel is drawn; `painter` alone touches Pillow.
"""
