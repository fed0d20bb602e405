"""The words of firsts and comparisons: places in an order, ends of it, and what only looks like one."""

import re

ORDINALS = {
    word: place
    for place, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
HIGHEST = frozenset(
    "highest biggest largest greatest strongest worst best closest longest heaviest deadliest bloodiest "
    "broadest widest steepest sharpest fastest hardest toughest gravest tallest busiest warmest fiercest "
    "harshest richest".split()
)
LOWEST = frozenset("lowest smallest weakest least fewest slowest shortest lightest mildest poorest coldest".split())
ENDS = dict.fromkeys(HIGHEST, "highest") | dict.fromkeys(LOWEST, "lowest")
MULTIPLES = {
    "half": "half",
    "double": "double",
    "twice": "double",
    "triple": "triple",
    "treble": "triple",
    "quadruple": "quadruple",
    "doubled": "double",
    "tripled": "triple",
    "trebled": "triple",
    "quadrupled": "quadruple",
    "halved": "half",
}
TIMES = {"half": 0.5, "double": 2.0, "triple": 3.0, "quadruple": 4.0}

# Titles, proper names and set phrases; what follows an ordinal here is never counted by it.
NO_RANK = re.compile(
    r"(?:(?:first|second|third|fourth|\d+(?:st|nd|rd|th))[ -](?:lad(?:y|ies)|gentlem[ae]n|ministers?|deput(?:y|ies)|"
    r"secretar(?:y|ies)|vice|sea\slord|lieutenants?|sergeants?|names?|aid\b|responders?|half|halves|quarter|place|thing|floor|"
    r"class|hand\b|languages?|person|degree|instance|reading|foremost|of\sall|and\sforemost|come|use\b|strike\scapabilit|"
    r"thoughts?|to\snone|in\scommand|nature|fiddle|guess|opinion|sector|lines?\b|parallel|anniversary|birthday|centur(?:y|ies)|"
    r"world|gulf\swar|amendment|reich|republic|chamber|generation|cousin|wife|husband|son\b|daughter|born\b|glance|sight|"
    r"edition\sof)|third[ -](?:countr(?:y|ies)|part(?:y|ies)|states?\b|nations?\b))",
    re.IGNORECASE,
)
BEFORE_NO_RANK = re.compile(
    r"(?:\bat|\bone of the|\bamong the|\bsome of the|\bfrom the|\bone of (?:its|their))\s$", re.IGNORECASE
)
# What is part of a whole is counted in its order ("the first day of talks"), unless a stretch of time is named.
PARTS_OF_A_WHOLE = frozenset(
    "day week month year hour minute phase stage part step term chapter article point batch group city town "
    "row seat leg season decade paragraph clause item area tranche".split()
)
# Acts told by a noun that no frame of the codebook knows as one.
DEEDS = frozenset(
    "visit trip tour meeting summit talk talks call encounter statement declaration communique agreement "
    "accord deal treaty pact protest launch test strike attack raid clash swap exchange exercise drill patrol "
    "shipment delivery flight vote sanction measure expulsion incident round session speech address contact "
    "handshake dialogue conference deployment".split()
)
RECORD_THINGS = frozenset(
    "high low number level amount sum budget total volume figure rate year month turnout haul deficit surplus "
    "price peak pace share spending output harvest influx fine".split()
)
# "A record of abuse" and "its voting record" are accounts of the past; "record keeping" is an office task.
NO_RECORD = re.compile(
    r"\brecord(?:s|ed|ing|er)?[ -](?:keep\w*|label|company|store|shop|holder|player|book|straight|of|on|in|as|for|that|"
    r"with|against|and|shows?|showed|is|was)\b",
    re.IGNORECASE,
)
