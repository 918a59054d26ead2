"""Live preview: rebuild on save, reload the open pages, each page's problems over it."""
