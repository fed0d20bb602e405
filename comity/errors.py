"""Every error that Comity raises on purpose.

    ComityError                       exit status 1
    ├── UsageError                    2  a word of the call is not known (dyad, filter, code, id)
    ├── ReadError                     3  one input can't be read; the run skips it and goes on
    │   ├── InputMissing                 the path does not exist or can't be opened
    │   ├── InputEmpty                   nothing is in it, or nothing is left once page noise is gone
    │   ├── InputBinary                  it is neither text, HTML, PDF nor JSON lines
    │   ├── InputEncoding                its bytes are in no encoding that can be told
    │   ├── InputBroken                  it ends or breaks in the middle, or is a table of another format
    │   ├── InputUnparsed                its parser took too much time or memory, or ended on it
    │   ├── InputTooLarge                more text than one report can hold
    │   ├── LanguageUnread               a language that no coder reads
    │   ├── AddressBarred                an address that is not fetched: no web address, a private network, robots.txt
    │   ├── FetchFailed                  a server that can't be reached, refuses, is too slow or breaks off
    │   └── ReportFailed                 the coder broke on one report; a run of several processes goes on
    ├── RecordError                   4  the record can't be opened or written; it stays as it was
    │   ├── RecordMissing                no record lies there
    │   ├── RecordNewer                  written by a later Comity
    │   ├── RecordOlder                  written by an earlier Comity; `comity migrate` brings it up to date
    │   ├── RecordDamaged                `comity check` tells what is wrong
    │   ├── RecordUnreachable            its object store does not answer
    │   └── RecordUnwritable             read-only, or the disk is full
    ├── CodebookError                 5  a table of the codebook breaks its data dictionary
    ├── ModelMissing                  6  the language model is not installed
    ├── ExtraMissing                  6  an optional part of the install, such as `charts`, is not there
    ├── BelowFloor                    7  a figure of the coder fell below its pinned floor
    └── ClusterError                  8  the cluster of `--cluster` can't be used, or was lost in the middle of a run

Exit status 0 says that all went well; 3 is also the status of a run that finished but skipped inputs.
Every message is one sentence that names its subject, followed by the next step.
"""


class ComityError(Exception):
    """The root: `subject` is what it is about, `problem` what is wrong, `step` what to do next."""

    exit_status = 1

    def __init__(self, subject: str, problem: str, step: str) -> None:
        self.subject = subject
        self.problem = problem
        self.step = step
        super().__init__(f"{subject}: {problem}; {step}.")

    def __reduce__(self) -> tuple[type["ComityError"], tuple[str, str, str]]:
        """Let the error travel between processes."""
        return type(self), (self.subject, self.problem, self.step)


class UsageError(ComityError):
    """A word of the call is not known. The message lists or points to the valid ones."""

    exit_status = 2


class ReadError(ComityError):
    """One input can't be read. A run over many inputs skips it, counts it and goes on."""

    exit_status = 3

    @property
    def reason(self) -> str:
        """Why it was skipped, in a word or two: the error's name without its first word."""
        name = type(self).__name__.removeprefix("Input")
        return _IN_WORDS.get(name, name.lower())


_IN_WORDS = {
    "TooLarge": "too large",
    "Unparsed": "not parsed",
    "LanguageUnread": "in another language",
    "AddressBarred": "at a barred address",
    "FetchFailed": "not fetched",
    "ReportFailed": "failed",
    "ReadError": "unreadable",
}


class InputMissing(ReadError):
    """The path does not exist or may not be opened."""


class InputEmpty(ReadError):
    """Nothing is in the input, or nothing is left once page noise is gone."""


class InputBinary(ReadError):
    """The input is neither text, HTML, PDF nor JSON lines."""


class InputEncoding(ReadError):
    """The bytes are in no encoding that can be told."""


class InputBroken(ReadError):
    """JSON, HTML, PDF or a compressed file that ends or breaks in the middle, or a table of another format."""


class InputUnparsed(ReadError):
    """A page or PDF whose parser took too much time or memory, or whose process ended on it."""


class InputTooLarge(ReadError):
    """More text than one report can hold."""


class LanguageUnread(ReadError):
    """The report is in a language that no coder reads."""


class AddressBarred(ReadError):
    """The address is none of the web, leads into a private network, or its site asks not to be read."""


class FetchFailed(ReadError):
    """A server can't be reached, refuses, is too slow or breaks off.

    `again` tells whether it is worth another try later, `after` the seconds for which the server asks to be left alone.
    """

    again: bool = True
    after: float | None = None


class ReportFailed(ReadError):
    """The coder broke on a report, or the process that coded it ended."""


class RecordError(ComityError):
    """The record can't be opened or written; it stays as it was."""

    exit_status = 4


class RecordMissing(RecordError):
    """No record lies at this path."""


class RecordNewer(RecordError):
    """The record was written by a later version of Comity."""


class RecordOlder(RecordError):
    """The record was written with an earlier schema; `comity migrate` brings it up to date."""


class RecordDamaged(RecordError):
    """The record's rows contradict each other or their reports."""


class RecordUnreachable(RecordError):
    """The object store that holds the record does not answer, or not to these credentials."""


class RecordUnwritable(RecordError):
    """The folder is read-only, or the disk is full."""


class CodebookError(ComityError):
    """A table of the codebook breaks its data dictionary."""

    exit_status = 5


class ModelMissing(ComityError):
    """The language model is not installed."""

    exit_status = 6


class ExtraMissing(ComityError):
    """An optional part of the install (an extra such as `charts`) is not there."""

    exit_status = 6


class BelowFloor(ComityError):
    """`comity bench --floors` found a figure below its floor."""

    exit_status = 7


class ClusterError(ComityError):
    """The cluster can't be used, or was lost; what its workers had added stays, and the same call ends the work."""

    exit_status = 8
