"""All targets by their names."""

from fuzzing import readers, servers, tables, words
from fuzzing.target import Target

TARGETS: dict[str, Target] = {
    each.name: each for each in (*readers.TARGETS, *tables.TARGETS, *words.TARGETS, *servers.TARGETS)
}
