"""The one lock around PDFium: it knows no threads, and two calls at once end the whole program."""

from __future__ import annotations

import threading

PDFIUM = threading.Lock()
