"""What helps an editor change content: the commands that write below `content/`."""


class DeskError(Exception):
    """What was asked for cannot be done; the message says why, in Chinese, and nothing was written."""
