"""Programs of others that we drive: where they are on this computer, and one door to each."""


class EngineError(Exception):
    """A program that is not there, or that failed; the message is for the editor."""
