"""`python -m comity.presentation.index RECORD PATH [--derive]`: the process beside a running desk."""

import os
import sys
from pathlib import Path

from comity.presentation.index.deriving import derive
from comity.presentation.index.keeping import keep_up
from comity.presentation.index.orphans import end_with_starter

if __name__ == "__main__":
    end_with_starter()
    record, path, *rest = sys.argv[1:]
    if rest:
        # Pages and new reports come first.
        os.nice(10)
        derive(record, Path(path))
    else:
        keep_up(record, Path(path))
