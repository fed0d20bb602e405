"""Named entities with spaCy's own weights, decoded for a whole batch at once.

spaCy's decoder asks of each of 74 actions whether it is allowed, token by token, and takes the interpreter's lock to
do so: two thirds of the time of its entity recogniser. Outside an entity the score of a token does not depend on what
came before it, so all tokens of a batch are scored in one product; inside one, only "goes on" and "ends here" of its
own label are left. The entities are the same.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

NOTHING = -1  # spaCy's mark for a feature that is not there


class Moves(NamedTuple):
    """The columns of the recogniser's scores: actions as positions, by label."""

    outside: int
    begin: dict[int, str]
    unit: dict[int, str]
    going_on: dict[str, int]
    last: dict[str, int]


class EntityDecoder:
    """A pipe component that sets `doc.ents` as the recogniser it wraps would."""

    def __init__(self, recogniser: Any) -> None:
        self.recogniser = recogniser
        self.moves = moves_of(names_of(recogniser.moves))

    def __call__(self, doc: Any) -> Any:
        return next(self.pipe([doc]))

    def pipe(self, stream: Any, *, batch_size: int = 64) -> Iterator[Any]:
        """Set the entities of docs, a batch at a time."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            full = [doc for doc in batch if len(doc)]
            if full:
                self.decode(full)
            yield from batch

    def decode(self, docs: list[Any]) -> None:
        """Set the entities of docs that hold at least one token each."""
        from spacy.tokens import Span

        scorer = self.recogniser.model.predict(docs)
        sizes = [len(doc) for doc in docs]
        # Where an entity can't go on: at the end of a doc, and before the start of a sentence.
        starts = np.concatenate([doc.to_array("SENT_START") for doc in docs]) == 1
        barred = np.append(starts[1:], True)
        barred[np.cumsum(sizes) - 1] = True
        blank = np.concatenate([doc.to_array("IS_SPACE") for doc in docs]) == 1
        best = self.outside(scorer, barred, blank)
        ends = self.ends(scorer, best, barred)
        scorer.clear_memory()
        offset = 0
        for doc, size in zip(docs, sizes, strict=True):
            spans = []
            i = offset
            while i < offset + size:
                label = self.moves.unit.get(best[i]) or self.moves.begin.get(best[i])
                end = ends.get(i, i + 1)
                if label is not None:
                    spans.append(Span(doc, i - offset, end - offset, label=label))
                i = end
            doc.set_ents(spans, default="outside")
            offset += size

    def outside(self, scorer: Any, barred: Any, blank: Any) -> list[int]:
        """Give the best action at each token if no entity is open there."""
        size = len(barred)
        found = scores(scorer, np.arange(size), np.full(size, NOTHING))
        allowed = np.zeros(found.shape, dtype=bool)
        allowed[:, self.moves.outside] = True
        allowed[:, list(self.moves.begin)] = ~(barred | blank)[:, None]
        allowed[:, list(self.moves.unit)] = ~blank[:, None]
        return list(np.where(allowed, found, -np.inf).argmax(axis=1).tolist())

    def ends(self, scorer: Any, best: list[int], barred: Any) -> dict[int, int]:
        """Give where an entity that begins at a token ends (exclusive), for every token that may begin one."""
        found: dict[int, int] = {}
        starts = np.array([i for i, action in enumerate(best) if action in self.moves.begin], dtype=np.int32)
        labels = [self.moves.begin[best[i]] for i in starts]
        going_on = np.array([self.moves.going_on[label] for label in labels], dtype=np.int32)
        last = np.array([self.moves.last[label] for label in labels], dtype=np.int32)
        at = starts + 1
        while len(starts):
            scored = scores(scorer, at, starts)
            rows = np.arange(len(starts))
            more, stop = scored[rows, going_on], scored[rows, last]
            # Of two equal scores spaCy takes the action with the lower number.
            stays = ~barred[at] & np.where(going_on < last, more >= stop, more > stop)
            found.update(zip(starts[~stays].tolist(), (at[~stays] + 1).tolist(), strict=True))
            starts, at, going_on, last = starts[stays], at[stays] + 1, going_on[stays], last[stays]
        return found


def scores(scorer: Any, at: Any, starts: Any) -> Any:
    """Give the scores of all actions at tokens, given the token at which the open entity starts, if one is open."""
    features = np.empty((len(at), 3), dtype=np.int32)
    features[:, 0] = at
    features[:, 1] = starts
    features[:, 2] = np.where(starts == NOTHING, NOTHING, at - 1)
    hidden = scorer.state2vec.predict(features)
    return scorer.vec2scores.predict(hidden)


def names_of(moves: Any) -> tuple[str, ...]:
    """Give the names of a recogniser's actions by number (`move_names` leaves one out, which shifts the rest)."""
    return tuple(moves.get_class_name(number) for number in range(moves.n_moves))


@lru_cache(maxsize=2)
def moves_of(names: tuple[str, ...]) -> Moves:
    """Sort a recogniser's actions ("O", "B-GPE", "I-GPE", ...) by what they do."""
    parts = [(i, *name.partition("-")[::2]) for i, name in enumerate(names)]
    return Moves(
        outside=names.index("O"),
        begin={i: label for i, move, label in parts if move == "B" and label},
        unit={i: label for i, move, label in parts if move == "U" and label},
        going_on={label: i for i, move, label in parts if move == "I" and label},
        last={label: i for i, move, label in parts if move == "L" and label},
    )


def decodable(recogniser: Any) -> bool:
    """Tell whether a pipe is a greedy entity recogniser of the shape that `EntityDecoder` knows."""
    if not hasattr(recogniser, "move_names") or recogniser.cfg.get("beam_width") != 1:
        return False
    attributes, lower = recogniser.model.attrs, recogniser.model.get_ref("lower")
    return bool(
        attributes["has_upper"]
        and not attributes.get("unseen_classes")
        and lower.get_dim("nF") == 3
        and lower.get_dim("nP") >= 2
        and "O" in names_of(recogniser.moves)
    )
