"""What a rank counts: its noun, the verb of "for the first time", and the words for both."""

import re

from comity.coding.first_tails import Tail, clause_end
from comity.coding.first_words import ENDS, ORDINALS
from comity.model import Sentence

_OF_ITS_KIND = re.compile(r"of\s(?:its|this|that|their)\s(?:kind|type|sort)\b", re.IGNORECASE)
TO_DO = re.compile(r"\sto\s(?P<verb>[a-z]+)")
_IN_A_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "ADV", "PART"})


def token_from(sentence: Sentence, start: int) -> int:
    """Give the token that begins at an offset of the report, or the next one after it."""
    return next((token.i for token in sentence.tokens if token.end > start), len(sentence.tokens) - 1)


def noun_from(sentence: Sentence, start: int) -> int | None:
    """Give the noun of the phrase that goes on at an offset: the last of its run; null when the phrase ends there."""
    head = None
    for token in sentence.tokens[token_from(sentence, start) :][:9]:
        if token.start < start:
            continue
        if token.pos in ("NOUN", "PROPN"):
            head = token.i
        elif (
            (head is not None and token.text not in ("-", "'s", "’s") and token.dep != "compound")
            or (
                token.pos not in _IN_A_PHRASE
                and token.text not in ("-", ",", "“", '"')
                and token.tag not in ("VBN", "VBG")
            )
            or token.text == ","
            or token.text.lower() in ("to", "ever")
        ):
            break
    return head


def timed(text: str, sentence: Sentence, told: re.Match[str], noun: int) -> int:
    """Give the verb that happened "for the first time", or that a "first time that" tells."""
    token = sentence.tokens[noun]
    below = [c for c in sentence.children[noun] if sentence.tokens[c].dep in ("relcl", "acl", "ccomp")]
    if below:
        return below[0]
    while token.head != token.i:
        token = sentence.tokens[token.head]
        if token.pos in ("VERB", "AUX"):
            below = [c for c in sentence.children[token.i] if sentence.tokens[c].dep in ("ccomp", "xcomp")]
            return below[0] if token.lemma == "be" and below else token.i
    return noun


def counted_words(
    text: str, sentence: Sentence, start: int, end: int, tail: Tail | None, noun: int | None, anchor: int, words: str
) -> str:
    """Give the words for what is counted, without the rank and what it is counted over."""
    if noun is not None and sentence.tokens[noun].lemma == "time":
        lead = text[sentence.tokens[noun].end - sentence.start :]
        if that := re.match(r"\s(?:that\s|in which\s)?(?=\w)", lead):
            rest = lead[that.end() : (tail.start if tail else clause_end(text, end)) - (len(text) - len(lead))].strip()
            next_one = sentence.tokens[min(noun + 1, len(sentence.tokens) - 1)]
            if that[0].strip() or (tail is not None and len(rest.split()) > 2 and next_one.pos not in ("ADP", "SCONJ")):
                return rest
        verb = sentence.tokens[anchor]
        if verb.end - sentence.start <= start:
            stretch = text[verb.start - sentence.start : start]
            stretch = re.sub(r",?\s*(?:for\s)?(?:only\s|just\s)?(?:the|a)?\s*$", "", stretch)
            return re.split(r",\s", stretch)[0].strip(" ,") or "time"
        return text[verb.start - sentence.start : clause_end(text, verb.end - sentence.start)].strip()
    stop = tail.start if tail and tail.kind != "ever" else clause_end(text, end)
    if tail is not None and tail.kind == "ever":
        stop = tail.start if tail.start > end + 1 else stop
    if tail is not None and tail.kind == "ever" and tail.start <= end + 1:
        end = max(end, tail.end)
    first = text[end:stop].strip(" ,")
    more = words if not words[0].isdigit() and words not in ORDINALS and words not in ENDS else ""
    if more.startswith(("most ", "least ")):
        first = f"{more.partition(' ')[2]} {first}".strip()
    if tail is not None and (doing := TO_DO.match(text, tail.end)):
        first = f"{first}{text[doing.start() : clause_end(text, doing.start())]}".strip()
    first = re.sub(r"^ever\s", "", first)
    kind = _OF_ITS_KIND.match(first) if noun is None else None
    if kind is not None or not first:
        # Without a noun here, the act that it hangs on gives it one.
        return f"{antecedent(sentence, anchor)}{first[kind.end() :] if kind else ''}".strip()
    return first


def antecedent(sentence: Sentence, at: int) -> str:
    """Give what a rank without a noun counts ("a treaty, the first of its kind"): what it stands beside."""
    token = sentence.tokens[at]
    if token.dep == "appos" or token.dep in ("attr", "conj"):
        head = sentence.tokens[token.head]
        if token.dep == "attr":
            names = [c for c in sentence.children[head.i] if sentence.tokens[c].dep == "nsubj"]
            head = sentence.tokens[names[0]] if names else head
        if head.pos in ("NOUN", "PROPN"):
            return head.text
    before = [one for one in sentence.tokens[:at] if one.pos == "NOUN"]
    return before[-1].text if before else ""
