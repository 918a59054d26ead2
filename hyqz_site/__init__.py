"""hyqz-site: turns the street's YAML and Markdown records into a website and LED slideshows."""

__version__ = "0.1.0"
