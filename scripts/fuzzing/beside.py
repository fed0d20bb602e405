"""Packages whose paths a target's fuzzer is told besides Comity's; read before anything is imported."""

BESIDE: dict[str, tuple[str, ...]] = {"pdf": ("pypdf",), "feed": ("feedparser",)}
