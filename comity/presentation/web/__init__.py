"""The desk: the record as pages, one for every question, drawn on the server; the address is the view.

`create_app` gives the application, `serve` runs it. Pages read the index (`presentation.index`) and nothing else;
what takes longer than a page may is made by the `workshop`, in a process of its own.
"""

from comity.presentation.web.app import create_app
from comity.presentation.web.serving import serve

__all__ = ["create_app", "serve"]
