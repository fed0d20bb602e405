"""The record: the append-only log of codings, its views as of any day, and its check."""

from comity.record.arriving import Arrivals, Kept, kept_of
from comity.record.checking import check, coding_problems
from comity.record.coders import coder_version, family, newest_coder
from comity.record.columns import Row, dyads_of, last_moment, moment, rows_of, states_of, text_hash
from comity.record.compacting import compact, own_tables
from comity.record.failures import fetching, untouched, writing
from comity.record.links import make_sure_of_no_links
from comity.record.lock import locked
from comity.record.log import AppendResult, Record, open_record
from comity.record.migrating import migrate
from comity.record.places import Place, Remote, caches_of, located
from comity.record.querying import forget_files
from comity.record.recoding import Tally, compared, kept_codings, to_code_again
from comity.record.runs import release
from comity.record.stages import Stages
from comity.record.store import Stored, Telling, last_told, reports_holding, told_after, told_places
from comity.record.tables import Opened, Table, retried
from comity.record.unknowns import unknowns_of

__all__ = [
    "AppendResult",
    "Arrivals",
    "Kept",
    "Opened",
    "Place",
    "Record",
    "Remote",
    "Row",
    "Stages",
    "Stored",
    "Table",
    "Tally",
    "Telling",
    "caches_of",
    "check",
    "coder_version",
    "coding_problems",
    "compact",
    "compared",
    "dyads_of",
    "family",
    "fetching",
    "forget_files",
    "kept_codings",
    "kept_of",
    "last_moment",
    "last_told",
    "located",
    "locked",
    "make_sure_of_no_links",
    "migrate",
    "moment",
    "newest_coder",
    "open_record",
    "own_tables",
    "release",
    "reports_holding",
    "retried",
    "rows_of",
    "states_of",
    "text_hash",
    "to_code_again",
    "told_after",
    "told_places",
    "unknowns_of",
    "untouched",
    "writing",
]
