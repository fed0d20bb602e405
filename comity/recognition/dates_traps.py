"""Words that look like dates and are none: newspapers, named days, surnames, counted things."""

import re

from comity.recognition.dates_words import DAY, LEFT, MONTH, RIGHT, SP, WEEKDAY, YEAR, Found, Rule, Setting

_PAPERS = (
    "Times|Telegraph|Mirror|Express|Post|Herald|Mail|Tribune|Guardian|Independent|Sun|Star|World|Review|Nation|Vision|"
    "Standard|Punch|Mercury|Age|Monitor|Leader|Observer|Gleaner|Argus|Chronicle|Examiner|School|Service"
)

_BEARERS = (
    "Street|Square|Avenue|Road|Bridge|Stadium|Airport|Boulevard|Brigade|Barracks|Hospital|University|Station|Camp|"
    "Plaza|Park|Alliance|Coalition|Front|Party"
)


def _trap(match: re.Match[str], setting: Setting) -> Found | None:
    return Found(trap=True)


TRAPS = tuple(
    Rule(re.compile(pattern), _trap)
    for pattern in (
        rf"{LEFT}(?:[Tt]he{SP})?{WEEKDAY}{SP}(?:{_PAPERS}){RIGHT}",
        rf"{LEFT}(?:Mail|Independent|Vanguard){SP}on{SP}(?:Sunday|Saturday){RIGHT}",
        rf"{LEFT}(?:Black|Bloody|Super|Cyber|Giving|Sheffield){SP}{WEEKDAY}",
        rf"{LEFT}(?:Good|Easter){SP}{WEEKDAY}{SP}(?:[Aa]greement|[Aa]ccord|[Dd]eal|[Pp]act|[Uu]prising|[Rr]ising){RIGHT}",
        rf"{LEFT}(?:the{SP}|The{SP})?{WEEKDAY}{SP}(?:Club|Group|Market|Mosque|Church|Movement|Circle|prayers?|sermons?|"
        rf"market|school){RIGHT}",
        # Streets, squares and bodies that bear a day's name ("the 25 April Bridge").
        rf"{LEFT}(?:{MONTH}{SP}{DAY}|{DAY}{SP}(?:of{SP})?{MONTH}){SP}(?:{_BEARERS}){RIGHT}",
        rf"{LEFT}(?:the{SP}|a{SP})?{YEAR}{SP}(?:model|edition|version|vintage|prototype)s?{RIGHT}",
        rf"{LEFT}(?:Theresa|Mr|Mrs|Ms|Dr|Lady|Lord|Sir|Dame|PM|Minister|Secretary|President|Senator|Chancellor)\.?"
        rf"{SP}(?:May|March|April|June|August){RIGHT}",
        rf"{LEFT}March{SP}Madness{RIGHT}|{LEFT}May{SP}Fourth{RIGHT}",
        rf"{LEFT}(?:USA|Russia|India|China|Africa|Japan|Korea){SP}Today{RIGHT}",
        rf"{LEFT}[0-9]{{1,3}}(?:st|nd|rd|th){SP}(?:anniversary|parallel|birthday|meridian|floor|round){RIGHT}",
        rf"{LEFT}(?:World{SP}War|[Ss]econd{SP}[Ww]orld{SP}[Ww]ar|[Ff]irst{SP}[Ww]orld{SP}[Ww]ar){RIGHT}",
        rf"{LEFT}(?:[Aa]rticle|[Rr]esolution|[Ff]light|[Ss]ection|[Nn]o\.|[Hh]ighway|[Rr]oute){SP}[0-9]{{1,4}}(?![0-9])",
    )
)
