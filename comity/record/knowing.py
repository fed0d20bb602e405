"""What a run knows of the log it appends to: which reports, texts and addresses are there, in few bytes each."""

from comity.record.digests import Digests, digest
from comity.record.log import Record

# What is known of a text: that the log held it when the run began, and that it need not be coded.
_HELD, _TAKEN = 1, 2


class Known:
    """The reports, texts and addresses of a log, for `coder` and as of when it was made, and what a run adds to them.

    Some 50 bytes a report, 100 with an address: of each id, text and address a digest is kept.
    """

    def __init__(self, record: Record, coder: str) -> None:
        self._record = record
        self._digests = Digests()
        for report_id, by, text_hash, url in record.identities():
            text = digest("text", report_id, text_hash)
            told = _HELD | (_TAKEN if by == coder else 0)
            self._digests.put(text, (self._digests.get(text) or 0) | told)
            self.add(report_id, text_hash, url)
            if url:
                self.add_address(report_id, url)

    def take(self, report_id: str, text_hash: str) -> bool:
        """Take a text to be coded; false where the coder has it in the log or it was taken before."""
        text = digest("text", report_id, text_hash)
        told = self._digests.get(text) or 0
        if told & _TAKEN:
            return False
        self._digests.put(text, told | _TAKEN)
        return True

    def held(self, report_id: str, text_hash: str) -> bool:
        """Whether the log held a text when the run began, by whichever coder."""
        return bool((self._digests.get(digest("text", report_id, text_hash)) or 0) & _HELD)

    def lies_at(self, report_id: str, text_hash: str, url: str) -> bool:
        """Whether the log holds a text as of this address."""
        return self._digests.get(digest("place", report_id, text_hash, url)) is not None

    def add(self, report_id: str, text_hash: str, url: str | None) -> None:
        """Take down that the log holds a report, and where its text was found."""
        self._digests.put(digest("report", report_id), 0)
        if url:
            self._digests.put(digest("place", report_id, text_hash, url), 0)

    def add_address(self, report_id: str, url: str) -> None:
        """Take down that this report is the last at an address."""
        self._digests.put(digest("address", url), _short(report_id))

    def has(self, report_id: str) -> bool:
        """Whether the log holds a report of this id."""
        return self._digests.get(digest("report", report_id)) is not None

    def has_address(self, url: str) -> bool:
        """Whether the log holds a report at this address."""
        return self._digests.get(digest("address", url)) is not None

    def at_address(self, url: str) -> str | None:
        """The id of the last report at an address, which the log is asked for; null without any."""
        wanted = self._digests.get(digest("address", url))
        if wanted is None:
            return None
        return next((each for each in self._record.reports_at(url) if _short(each) == wanted), None)


def _short(report_id: str) -> int:
    return int.from_bytes(digest("report", report_id)[:8], "big")
