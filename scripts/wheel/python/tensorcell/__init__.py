"""A Jupyter kernel for TypeScript with a deep-learning library inside. Its JavaScript lies in `javascript/`."""

from ._built import version as __version__

__all__ = ["__version__"]
