"""Screens: what unattended walls show, made from the public records of the channel 大屏 (screens contract).

The way of a screen: `loop` expands its entries into slides for every moment at which the public records change →
`layout` sets each slide to the screen's own pixels, with sizes that `legibility` allows → `schedule` says what is on at
any moment, twice: here, and in `assets/js/player-schedule.js` for the wall → `show` packs the self-contained folder →
`sheets` tells the person in charge what plays when.

Nothing here reads a disk, a clock or a record that no gate has let through.
"""
