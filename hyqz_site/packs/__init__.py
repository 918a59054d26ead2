"""What leaves the house on a stick or by mail: zips, scripts, sheets. Pure; `delivery.py` writes them to the disk."""
