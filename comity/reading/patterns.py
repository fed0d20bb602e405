"""Lines that are page noise wherever they stand, told by their own words.

Each pattern must match the whole line, so that a sentence which merely begins like noise stays in the text.
"""

import re

_NAVIGATION = (
    r"(?:\d+[.)]\s*)?(?:skip|jump|go) to (?:the )?(?:main |next |site )?"
    r"(?:content|menu|navigation|footer|search|top)\W*",
    r"(?:\d+[.)]\s*)?skip (?:to|next|this) [^.]{1,60}",
    r"(?:see|read|show|view|load|explore|discover|find out|learn) (?:more|also|all|next)"
    r"(?:\s*[:|–—-]\s*.{0,120}|\s(?:on|about|from|in)\s[^.]{0,90})?\W*",
    r"(?:also|keep|continue|up next:?) read(?:ing)?(?:\s*[:|–—-]\s*.{0,120})?\W*",
    r"(?:more|top|latest|related|recent|other|trending|popular|recommended|featured|most (?:read|popular)|"
    r"editors?['’]s?)(?: [\w’']+)? (?:stories|story|news|articles?|features?|coverage|topics?|reading|"
    r"content|posts?|videos?|reports?|links?|picks?|tags?)(?: (?:from|in|on) [\w’' ]{1,30})?\W*",
    r"more (?:on this (?:story|topic)|from [\w’' ]{1,30}|in [\w’' ]{1,30})\W*",
    r"(?:related|trending|most read|most popular|tags?|topics?|keywords?|you (?:may|might) also like|"
    r"back to top|home|menu|search|sign in|log ?in|register|my account|previous|next|what['’]s next|"
    r"(?:previous|next) article|recommended(?: for you)?|table of contents|in this (?:article|story)|"
    r"comments?|leave a comment|\d+ comments?|print(?: this)?(?: page)?|save|close|"
    r"listen(?: to this article)?)\s*[:»>›]?",
    r"(?:related|see also)(?: (?:articles?|stories|news|coverage))?\s*[:|].{0,160}",
    r"[\W\d_]{1,12}",
)
_VIDEO = (
    r"(?:watch|video|in video|live ?stream|podcast|audio)\s*[:|]\s*.{0,160}",
    r"[^.]{4,110}(?<! at)(?<! by)(?<! from)(?<! until)(?<! to)(?<! updated)\s\d{2}:[0-5]\d",
    r"(?:this|your) (?:browser|device) (?:does not|doesn['’]t|can(?:not|['’]t)) (?:support|play)"
    r"[^.]{0,60}\W*",
    r"to view this video please[^.]{0,120}\W*",
    r"(?:video|media|audio) (?:is )?(?:unavailable|not available|can(?:not|['’]t) be played)[^.]{0,60}\W*",
    r"(?:now playing|play video|watch (?:now|live|more|the video|video))\W*",
)
_NEWSLETTER = (
    r"(?:sign up|subscribe|register|join)\b(?=.*\b(?:newsletters?|inbox|e-?mails?|alerts?|updates|briefings?|"
    r"subscribers?|channel|podcast|digest)\b).{0,240}",
    r"(?:subscribe|sign up)(?: (?:now|today|here|for free|to .{1,60}))?\W*",
    r"(?:get|receive|enjoying)\b(?=.*\b(?:newsletters?|inbox|subscri\w+)\b).{0,240}",
    r"(?:(?:your )?e-?mail(?: address)?|enter your e-?mail.{0,40}|(?:our )?"
    r"(?:daily |weekly )?newsletters?)\W*",
    r"(?:click here|log in) .{0,60}\bsubscri\w+.{0,80}",
    r"already a subscriber\?.{0,60}",
)
_ADVERTISEMENT = (
    r"(?:-+\s*)?(?:advertisements?|advertorial|ads?|sponsored(?: (?:content|by .{1,40}))?|paid post|"
    r"(?:story|article) continues (?:below|after)(?: (?:this )?(?:advertisement|ad))?|"
    r"(?:remove|hide|report) (?:this )?ads?)(?:\s*-+)?\W*",
)
_WAYS = r"(?:share|tweet|e-?mail|whatsapp|facebook|twitter|linkedin|telegram|reddit|x|copy link|print|save)"
_SHARE = (
    rf"{_WAYS}(?:(?:\s*[,|·•/]\s*|\s+(?:and\s+)?){_WAYS})*\W*",
    r"(?:share|tweet) (?:this|on|via)\b.{0,60}",
    r"follow (?:us|our) .{0,60}(?:on|at|channel).{0,60}",
    r"(?:follow us|copy (?:the )?link|link copied|\d+(?:\.\d+)?k? shares?)\W*",
)
_COOKIES = (
    r"(?=.*\bcookies?\b)(?=.*\b(?:we|our|this (?:site|website|page)|accept|your|settings|policy|preferences)"
    r"\b)(?=.*\b(?:use|uses|using|accept|manage|consent|policy|settings|preferences|agree)\b).{1,300}",
    r"(?:accept(?: all)?|reject all|manage preferences|privacy policy|"
    r"terms (?:of (?:use|service)|and conditions))\W*",
)
_NOTICE = (
    r"(?:this (?:article|story|report|text|piece|interview) (?:was|has been|is)(?: \w+)?|"
    r"the (?:article|story|text|piece) (?:was|has been) (?:originally|first)) "
    r"(?:written|published|translated|adapted|produced|edited|updated|corrected|amended|republished)\b.{0,240}",
    r"translated (?:from|by)\b.{0,120}",
    r"our standards\s*:.{0,160}",
    r"(?:copyright\b|©|\(c\) ?\d{4}).{0,200}",
    r"all rights reserved\b.{0,120}",
    r"(?:read|view) (?:this|the) (?:article|story|original)\b.{0,120}",
    r"(?:correction|editor['’]s note|clarification)\s*:.{0,400}",
    r"the views expressed .{0,200}",
)
_CREDIT = (
    r"(?:(?:file )?(?:photo|image|picture|pic|photograph|illustration|graphic|map)s?"
    r"(?: (?:credits?|by|courtesy(?: of)?))?|credits?|courtesy(?: of)?)\s*[:©]\s*\S.{0,140}",
    r"(?:photo(?:graph)?|image|picture|illustration)s? (?:by|courtesy of)\s+.{0,120}",
)
_REPORTERS = (
    r"\(?(?:additional |with )?(?:reporting|writing|editing|contributions?|translation)"
    r"(?: and (?:reporting|writing|editing))? (?:by|from)\b.{2,300}",
    r"edited by\b.{2,120}",
    r".{2,60} (?:contributed to this (?:report|article|story)|contributed reporting)\W*(?:from .{0,40})?",
)
_TABLE = {
    "navigation": _NAVIGATION,
    "video": _VIDEO,
    "newsletter": _NEWSLETTER,
    "advertisement": _ADVERTISEMENT,
    "share": _SHARE,
    "cookie notice": _COOKIES,
    "notice": _NOTICE,
    "credit": _CREDIT,
    "reporting credit": _REPORTERS,
}
NOISE = tuple((why, re.compile("|".join(f"(?:{one})" for one in table), re.I)) for why, table in _TABLE.items())

DURATION = re.compile(r"\(?(?:\d{1,2}:)?\d{1,2}:[0-5]\d\)?(?: ?min(?:utes?)?)?", re.IGNORECASE)
_PICTURE = r"(?:file )?(?:photo|image|picture|credit|photograph|foto)s?(?: credit)?"
_AGENCIES = "AFP|AP|AP Photo|Getty Images|Reuters|EPA|EPA-EFE|dpa|Kyodo|Yonhap|Xinhua|picture alliance|Pool"
# How a caption ends; sought in the last 200 characters of a paragraph.
CREDIT_TAIL = re.compile(
    rf"(?:\s*\((?:[\w ]{{1,14}} )?(?:{_PICTURE}|source|ap photo|courtesy)\b[^()]{{0,120}}\)\.?\s*"
    rf"|(?:\s|(?<=[a-z.)”\"])){_PICTURE}\s*[:©]\s*\S[^.]{{0,140}}"
    rf"|\s*\[{_PICTURE}\b[^\[\]]{{0,120}}\]\s*"
    r"|\s©\s*\S.{0,80}"
    rf"|\S/\s?(?:{_AGENCIES})(?:[/ ,][\w ./-]{{0,60}})?\)?)$",
    re.IGNORECASE,
)
# What captions say and running text does not.
PICTURED = re.compile(
    r"\((?:left|right|centre|center|l|r|c|front|back|top|bottom|above|below|(?:\w+ ){1,2}(?:left|right)|"
    r"seen here|pictured|from left|l-r)\)"
    r"|\b(?:pictured|file (?:photo|picture)|left to right|seen here|handout (?:photo|image))\b",
    re.IGNORECASE,
)
# Verbs in the present tense with a place or an occasion: a caption, if a credit line follows.
POSED = re.compile(
    r"\b(?:shakes? hands|poses?|attends?|speaks?|waves?|walks?|arrives?|greets?|smiles?|stands?|holds?|"
    r"looks? on|inspects?|gestures?|sits?|listens?|reviews?|welcomes?|leaves?|lays?|bows?|toasts?|"
    r"embraces?|delivers?|signs?|meets?|takes? part|is seen|are seen|march(?:es)?|gathers?|addresses)\b"
    r".*\b(?:in|at|on|during|before|after|following|ahead|near|outside|with)\b",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z][\w.'’-]*|de|von|van|al|bin|el|da|di)"
_FULL_NAME = rf"[A-Z][\w.'’-]+(?: {_NAME}){{1,3}}"
BYLINE = re.compile(
    r"(?:(?:[Ss]tory|[Rr]eport|[Tt]ext|[Ww]ords|[Ww]ritten|[Aa]nalysis) )?(?:[Bb]y|BY):? "
    r"(?P<by>our [\w -]{4,60}|(?:[Ss]taff|STAFF)(?: (?:[Ww]riter|[Rr]eporter)s?)?"
    rf"|{_NAME}(?:[ ,&|]+(?:and |in )?{_NAME}){{0,12}})",
)
PLACED = re.compile(
    rf"{_FULL_NAME}(?:(?:,| and) {_FULL_NAME})* (?:reporting from|in) "
    rf"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,2}}"
)
NAMED = re.compile(rf"{_FULL_NAME}(?:(?:,| and) {_FULL_NAME}){{0,2}}")
# A crumb begins and ends with a letter or mark: were blanks a part of it as well as of what parts two crumbs, each of
# them would double the time that a long row of crumbs takes.
_CRUMB = r"[^|›»>/.\s](?:[^|›»>/.]{0,38}[^|›»>/.\s])?"
BREADCRUMB = re.compile(rf"{_CRUMB}(?:(?:\s*[|›»>]\s*|\s/\s){_CRUMB})+")
# "PoliticsJapan": two labels whose space was lost with the page's layout.
RUN_TOGETHER = re.compile(r"(?:[A-Z][a-z]{2,}){2,5}")
OUTLET = re.compile(
    r"(?:[A-Z][\w&.'’-]*(?: (?:[A-Z][\w&.'’-]*|of|the|and|&)){0,4} "
    r"(?:Wire|Times|Post|Herald|Report|News|Daily|Journal|Review|Gazette|Tribune|Agency)(?: of [A-Z][a-z]+)?"
    r"|[A-Z][A-Z&.'’-]*(?: [A-Z&][A-Z&.'’-]*){0,4} "
    r"(?:WIRE|TIMES|POST|HERALD|REPORT|NEWS|DAILY|JOURNAL|REVIEW|GAZETTE|TRIBUNE|AGENCY)(?: OF [A-Z]+)?)"
)


def noise_reason(line: str) -> str | None:
    """Why a plain line is page noise by its own words; null when it is not."""
    if len(line) > 420:
        return None
    if DURATION.fullmatch(line):
        return "video"
    return next((reason for reason, pattern in NOISE if pattern.fullmatch(line)), None)


def credited(text: str) -> re.Match[str] | None:
    """The picture credit that a paragraph ends with; null when it ends with none."""
    return CREDIT_TAIL.search(text, max(0, len(text) - 200))
