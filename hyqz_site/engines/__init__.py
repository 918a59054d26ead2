"""Programs of others that we drive: where they are on this computer, and one door to each."""
