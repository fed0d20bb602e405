"""Walks over a parsed sentence. Positions are token indices inside the sentence."""

from collections.abc import Iterable, Iterator

from comity.model import Sentence, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


def kids(sentence: Sentence, i: int, *deps: str) -> list[int]:
    """Give the children of a token, only those with one of `deps` when any are named."""
    below = sentence.children[i]
    if not deps or not below:
        return list(below)
    tokens = sentence.tokens
    return [child for child in below if tokens[child].dep in deps]


def subtree(sentence: Sentence, i: int) -> list[int]:
    """Give a token and all below it, in order of position."""
    found = [i]
    stack = list(sentence.children[i])
    while stack:
        child = stack.pop()
        found.append(child)
        stack.extend(sentence.children[child])
    return sorted(found)


def ancestors(sentence: Sentence, i: int) -> Iterator[int]:
    """Give the heads above a token, nearest first."""
    seen = {i}
    while sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
        if i in seen:
            return
        seen.add(i)
        yield i


def conjuncts(sentence: Sentence, i: int) -> list[int]:
    """Give a token and all that are coordinated with it below: "A, B and C" from A."""
    found = [i]
    for member in found:
        found.extend(
            child for child in sentence.children[member] if sentence.tokens[child].dep == "conj" and child not in found
        )
    return found


def chain_head(sentence: Sentence, i: int) -> int:
    """Give the first member of the coordination that a token belongs to."""
    while sentence.tokens[i].dep == "conj" and sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
    return i


def objects_of(sentence: Sentence, i: int, preps: Iterable[str]) -> list[int]:
    """Give the objects of the prepositions `preps` that hang on a token ("with Iran", "as well as with Iraq")."""
    wanted = frozenset(preps)
    found = []
    for prep in sentence.children[i]:
        token = sentence.tokens[prep]
        if token.dep in ("prep", "dative", "agent", "prt", "advmod") and token.text.lower() in wanted:
            for child in sentence.children[prep]:
                if sentence.tokens[child].dep in ("pobj", "pcomp"):
                    found.append(child)
                elif sentence.tokens[child].dep == "prep":
                    found.extend(kids(sentence, child, "pobj"))
    return found


def words(sentence: Sentence, positions: Iterable[int]) -> str:
    """Give the text of token positions as a reader would see it, blanks where the report has them."""
    out = ""
    last: Token | None = None
    for i in sorted(positions):
        token = sentence.tokens[i]
        out += (" " if last is not None and token.start > last.end else "") + token.text
        last = token
    return out


def phrase(sentence: Sentence, head: int) -> tuple[int, int]:
    """Give first and last (exclusive) token of a noun phrase without its clauses, appositions and "of" tails."""
    loose = {"relcl", "acl", "appos", "prep", "punct", "conj", "cc", "advcl", "ccomp"}
    first = last = head
    stack = [child for child in sentence.children[head] if sentence.tokens[child].dep not in loose]
    while stack:
        child = stack.pop()
        first, last = min(first, child), max(last, child)
        stack.extend(c for c in sentence.children[child] if sentence.tokens[c].dep not in ("relcl", "acl", "punct"))
    return first, last + 1
