"""Where a sentence names somebody in full: after a title, between commas, or as the parser's names tell."""

import re
from collections.abc import Iterator

from comity import codebook
from comity.codebook import Office
from comity.model import Sentence, Token
from comity.recognition.scene import Scene

# Family names that come first in Korean, Chinese and Vietnamese names (the most frequent of each).
FAMILY_FIRST = frozenset(
    "Kim Lee Park Choi Jung Jeong Chung Kang Cho Yoon Yun Jang Lim Im Han Oh Seo Shin Kwon Hwang Ahn An "
    "Song Ryu Yoo Hong Moon Ko Bae Baek Nam Noh Roh Ha Chun Chang Sung Min Wi Ri Pak Choe Xi Li Wang "
    "Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Tang "
    "Feng Deng Cao Peng Zeng Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Nguyen Tran "
    "Le Pham Hoang Phan Vu Vo Dang Bui Do Ngo Duong Tsai Hsiao Lai Qin Qiao Mao Bo".split()
)  # fmt: skip
# Given names of two syllables, as Korean and Taiwanese reports write them.
GIVEN_TWICE = re.compile(r"[A-Z][a-z]{1,6}-[A-Za-z][a-z]{1,6}")
HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "sir", "lord", "lady", "madam", "mr.", "mrs.", "ms.", "dr."})


def title_before(sentence: Sentence, first: int) -> tuple[int, str, Office] | None:
    """Find the title that ends just before a name: (where it starts, its words, its office)."""
    tokens = sentence.tokens
    offices = codebook.offices()
    for start in range(max(0, first - 7), first):
        text = " ".join(token.text for token in tokens[start:first]).lower()
        office = offices.get(text) or offices.get(text.replace(" - ", "-"))
        if office is not None and office.kind == "person":
            return start, text, office
        head = offices.get(tokens[start].text.lower())
        if (
            head is not None
            and head.kind == "person"
            and start + 2 < first
            and tokens[start + 1].text in ("of", "for", "to")
            and all(
                token.text[0].isupper() or token.text in ("the", "of", "and", "for")
                for token in tokens[start + 2 : first]
            )
        ):
            return start, text, head
    return None


def is_name_token(token: Token) -> bool:
    """Tell whether a token can be part of a person's name."""
    return (
        token.text[0].isupper()
        and token.pos in ("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ")
        and any(ch.islower() for ch in token.text[1:])
    )


def full_names(scene: Scene, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Give token ranges of full names: leaders, the parser's persons, and capitals after a title."""
    at = scene.at[sentence.index]
    for name in list(scene.named[sentence.index]):
        if name.kind == "leader":
            yield name.first, name.last
    tokens = sentence.tokens
    # Parts of people's names are also towns ("Son", "Lam"); the finder of persons knows better.
    at = {i: name for i, name in at.items() if not (name.kind == "place" and tokens[i].entity == "PERSON")}
    offices = codebook.offices()
    yield from names_in_apposition(scene, sentence)
    yield from hyphenated_names(scene, sentence)
    i = 0
    while i < len(tokens):
        if tokens[i].entity == "PERSON" and is_name_token(tokens[i]) and i not in at:
            start = i
            while (
                i < len(tokens) and tokens[i].entity == "PERSON" and i not in at and tokens[i].text not in ("'s", "’s")
            ):
                i += 1
            while start < i and (tokens[start].text.lower() in offices or tokens[start].text.lower() in HONORIFICS):
                start += 1
            while start < i and not is_name_token(tokens[i - 1]):
                i -= 1
            if 2 <= i - start <= 5 and all(is_name_token(t) or len(t.text) <= 3 for t in tokens[start:i]):
                yield start, i
            i = max(i, start + 1)
            continue
        if i and is_name_token(tokens[i]) and tokens[i].text.lower() not in offices and i not in at:
            if title_before(sentence, i) and tokens[i - 1].text[0].isupper():
                start = i
                while i < len(tokens) and is_name_token(tokens[i]) and i not in at and i - start < 4:
                    if tokens[i].text.lower() in offices and i > start:
                        break
                    i += 1
                if i - start >= 2:
                    yield start, i
                continue
        i += 1


def hyphenated_names(scene: Scene, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Give names by their shape alone, which the parser's finder often misses: "Bae Tae-rim", "Tae-rim Bae"."""
    tokens, at = sentence.tokens, scene.at[sentence.index]
    for i in range(len(tokens) - 1):
        pair = (tokens[i].text, tokens[i + 1].text)
        if i in at or i + 1 in at or not (is_name_token(tokens[i]) and is_name_token(tokens[i + 1])):
            continue
        if any(family in FAMILY_FIRST and GIVEN_TWICE.fullmatch(given) for family, given in (pair, pair[::-1])):
            yield i, i + 2


def office_before(sentence: Sentence, i: int) -> bool:
    """Tell whether an office's title ends at a token, with its place if it has one ("ambassador to Peru")."""
    tokens = sentence.tokens
    found = codebook.offices().get(tokens[i].lemma)
    if found is not None:
        return found.kind == "person"
    if tokens[i].pos != "PROPN":
        return False
    while i and tokens[i].pos in ("PROPN", "DET"):
        i -= 1
    found = codebook.offices().get(tokens[i - 1].lemma) if i and tokens[i].text in ("to", "of", "for") else None
    return found is not None and found.kind == "person"


def names_in_apposition(scene: Scene, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Give names between commas after an office: "India's foreign secretary, Vikram Misri, said"."""
    tokens, at = sentence.tokens, scene.at[sentence.index]
    for i in range(len(tokens) - 3):
        if tokens[i + 1].text != "," or not office_before(sentence, i):
            continue
        last = i + 2
        while last < len(tokens) and is_name_token(tokens[last]) and last not in at and last - i < 6:
            last += 1
        if last - i - 2 >= 2 and last < len(tokens) and tokens[last].text in (",", ".", ";", ")", "said", "and"):
            yield i + 2, last
