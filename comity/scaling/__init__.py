"""The same stages on a cluster: reports coded and appended by workers, files imported, incidents placed in parts."""

from comity.scaling.engine import Cluster, connected, shared
from comity.scaling.importing import import_files
from comity.scaling.processes import beside
from comity.scaling.reading import read

__all__ = ["Cluster", "beside", "connected", "import_files", "read", "shared"]
