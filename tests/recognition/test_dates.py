"""Dates in news sentences, as a reader of the paper of that day takes them."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.recognition.dates import find_dates, parse_published

MONDAY = "2025-08-25"
FRIDAY = "2024-03-08"
SUNDAY = "2023-11-12"

# published, sentence, words, day or first day/last day and precision
TOLD = [
    # complete days
    (None, "The treaty was signed in Nairobi on Aug. 23, 2025.", "Aug. 23, 2025", "2025-08-23 day"),
    (None, "The treaty was signed on 23 August 2025 in Lima.", "23 August 2025", "2025-08-23 day"),
    (None, "The envoy left Oslo on August 23rd, 2025.", "August 23rd, 2025", "2025-08-23 day"),
    (None, "The ban runs from the 1st of May, 2024.", "the 1st of May, 2024", "2024-05-01 day"),
    (None, "Entry 2025-08-23: Fiji recalls its envoy.", "2025-08-23", "2025-08-23 day"),
    (None, "The ministry's note of 23/08/2025 names Chad.", "23/08/2025", "2025-08-23 day"),
    (None, "Berlin's letter of 03.04.2025 went unanswered.", "03.04.2025", "2025-04-03 day"),
    (None, "On Monday, August 25, 2025 the summit opened.", "Monday, August 25, 2025", "2025-08-25 day"),
    (None, "On Sept. 3, 1939, London declared war.", "Sept. 3, 1939", "1939-09-03 day"),
    (None, "ACCRA, MARCH 6, 1957 - the flag went up.", "MARCH 6, 1957", "1957-03-06 day"),
    (None, "Malta and Tunisia signed on 29 February 2024.", "29 February 2024", "2024-02-29 day"),
    # days without a year
    (MONDAY, "The ministers are scheduled to meet on September 8.", "September 8", "2025-09-08 day"),
    (MONDAY, "The ministers will meet on 8 September in Quito.", "8 September", "2025-09-08 day"),
    (MONDAY, "The president laid a wreath on August 15.", "August 15", "2025-08-15 day"),
    (MONDAY, "Chad closed the crossing on 3 December.", "3 December", "2024-12-03 day"),
    (MONDAY, "The duties take effect on October 1.", "October 1", "2025-10-01 day"),
    (MONDAY, "The two navies sailed together on May 8 this year.", "May 8 this year", "2025-05-08 day"),
    (MONDAY, "The envoys met on November 8 last year.", "November 8 last year", "2024-11-08 day"),
    (MONDAY, "Their defence ministers are due to meet in Lima on April 12.", "April 12", "2026-04-12 day"),
    ("2024-03-04", "The ministers are due to meet in Lima on April 12.", "April 12", "2024-04-12 day"),
    ("2024-01-05", "Ghana recalled its envoy on December 28.", "December 28", "2023-12-28 day"),
    ("2024-12-20", "The truce will begin on January 2.", "January 2", "2025-01-02 day"),
    (MONDAY, "The talks on Saturday, Aug. 23, were frank.", "Saturday, Aug. 23", "2025-08-23 day"),
    (MONDAY, "The court ruled on the 23rd of July.", "the 23rd of July", "2025-07-23 day"),
    (MONDAY, "The ministry in Seoul said on the 22nd, citing the decree.", "22nd", "2025-08-22 day"),
    (MONDAY, "The two sides met on the 28th of last month.", "28th of last month", "2025-07-28 day"),
    # ranges
    (None, "The drill ran from 3 to 5 May 2024 off Crete.", "3 to 5 May 2024", "2024-05-03/2024-05-05 day"),
    (None, "The drill ran May 3-5, 2024.", "May 3-5, 2024", "2024-05-03/2024-05-05 day"),
    (MONDAY, "The forum met in Suva on May 3–5.", "May 3–5", "2025-05-03/2025-05-05 day"),
    (MONDAY, "The two fleets trained July 31-August 2.", "July 31-August 2", "2025-07-31/2025-08-02 day"),
    (None, "Talks ran from 30 December 2023 in Doha.", "30 December 2023", "2023-12-30 day"),
    (None, "Talks ran from December 30 to January 2, 2024.",
     "December 30 to January 2, 2024", "2023-12-30/2024-01-02 day"),
    (MONDAY, "The premier will tour Kenya between 2 and 3 September.",
     "2 and 3 September", "2025-09-02/2025-09-03 day"),
    (MONDAY, "The summit on August 23 and 24 ended well.", "August 23 and 24", "2025-08-23/2025-08-24 day"),
    (None, "Between 2015 and 2019 the border stayed shut.", "2015 and 2019", "2015-01-01/2019-12-31 year"),
    (None, "Oman mediated from 2015 to 2019.", "2015 to 2019", "2015-01-01/2019-12-31 year"),
    (None, "The 1910-45 rule is still disputed.", "1910-45", "1910-01-01/1945-12-31 year"),
    (None, "The 1992-1995 war left a border commission.", "1992-1995", "1992-01-01/1995-12-31 year"),
    (None, "Trade fell from July to September 2024.",
     "July to September 2024", "2024-07-01/2024-09-30 month"),
    (MONDAY, "Exports to Peru fell in April-June.", "April-June", "2025-04-01/2025-06-30 month"),
    (MONDAY, "The talks ran from Thursday to Saturday.", "Thursday to Saturday", "2025-08-21/2025-08-23 day"),
    (MONDAY, "They will meet on Thursday and Friday.", "Thursday and Friday", "2025-08-28/2025-08-29 day"),
    # months and their parts
    (None, "In March 2005 the two states fell out.", "March 2005", "2005-03-01/2005-03-31 month"),
    (None, "In May 2024 Brazil lifted the ban.", "May 2024", "2024-05-01/2024-05-31 month"),
    (None, "By February of 2023 the embassy was shut.", "February of 2023", "2023-02-01/2023-02-28 month"),
    (None, "In late September 2022 the pipeline burst.",
     "late September 2022", "2022-09-21/2022-09-30 month"),
    (MONDAY, "The envoy returned in mid-March.", "mid-March", "2025-03-11/2025-03-20 month"),
    (MONDAY, "The fleet will sail in early September.", "early September", "2025-09-01/2025-09-10 month"),
    (MONDAY, "They met at the end of July.", "the end of July", "2025-07-21/2025-07-31 month"),
    (MONDAY, "The accord was initialled in July.", "July", "2025-07-01/2025-07-31 month"),
    (MONDAY, "July's upper house election weakened the government.", "July", "2025-07-01/2025-07-31 month"),
    (MONDAY, "Niger expelled the envoy in December.", "December", "2024-12-01/2024-12-31 month"),
    (MONDAY, "The two will sign in December.", "December", "2025-12-01/2025-12-31 month"),
    (MONDAY, "Voters go to the polls this September.", "September", "2025-09-01/2025-09-30 month"),
    (MONDAY, "The embassy reopened this July.", "this July", "2025-07-01/2025-07-31 month"),
    (MONDAY, "The embassy closed last March.", "last March", "2025-03-01/2025-03-31 month"),
    (MONDAY, "The embassy closed last August.", "last August", "2024-08-01/2024-08-31 month"),
    (MONDAY, "The port opens next March.", "next March", "2026-03-01/2026-03-31 month"),
    (MONDAY, "The port opened in July last year.", "July last year", "2024-07-01/2024-07-31 month"),
    (MONDAY, "The summit in May of next year is in Hanoi.",
     "May of next year", "2026-05-01/2026-05-31 month"),
    ("2024-03-04", "Neither minister plans to attend the summit in Beijing in May.",
     "May", "2024-05-01/2024-05-31 month"),
    ("2024-03-04", "If the president loses his majority in October's election, the post could be delayed.",
     "October", "2024-10-01/2024-10-31 month"),
    (MONDAY, "The cabinet discussed the March agreement with Bolivia.",
     "March", "2025-03-01/2025-03-31 month"),
    (MONDAY, "They agreed in June to meet in October in Rabat.", "October", "2025-10-01/2025-10-31 month"),
    # years and what they are made of
    (None, "Exports fell in 2023.", "2023", "2023-01-01/2023-12-31 year"),
    (None, "The office has been empty since 2019.", "2019", "2019-01-01/2019-12-31 year"),
    (None, "The 1965 treaty settled the claims.", "1965", "1965-01-01/1965-12-31 year"),
    (None, "A landmark 1998 declaration spoke of remorse.", "1998", "1998-01-01/1998-12-31 year"),
    (None, "Chile will not reopen the 2014 maritime ruling.", "2014", "2014-01-01/2014-12-31 year"),
    (None, "Japan's 1995 statement is the model.", "1995", "1995-01-01/1995-12-31 year"),
    (None, "The accord (2015) lapsed.", "2015", "2015-01-01/2015-12-31 year"),
    (None, "Emissions are to halve by 2030.", "2030", "2030-01-01/2030-12-31 year"),
    (None, "The 1990s were years of thaw.", "The 1990s", "1990-01-01/1999-12-31 year"),
    (None, "In the early 1980s the border was open.", "the early 1980s", "1980-01-01/1983-12-31 year"),
    (None, "It dates from the 19th century.", "the 19th century", "1801-01-01/1900-12-31 none"),
    (None, "Relations soured in late 2021.", "late 2021", "2021-09-01/2021-12-31 year"),
    (None, "Relations soured in mid-2021.", "mid-2021", "2021-05-01/2021-08-31 year"),
    (None, "The base closes at the end of 2026.", "the end of 2026", "2026-12-01/2026-12-31 year"),
    (None, "The base was built in spring 2024.", "spring 2024", "2024-03-01/2024-05-31 season"),
    (None, "In the summer of 2012 the isles were visited.",
     "the summer of 2012", "2012-06-01/2012-08-31 season"),
    (None, "The winter of 2012-13 was cold for both.", "winter of 2012-13", "2012-12-01/2013-02-28 season"),
    (None, "Shipments doubled in Q3 2024.", "Q3 2024", "2024-07-01/2024-09-30 season"),
    (None, "Shipments fell in the third quarter of 2024.",
     "the third quarter of 2024", "2024-07-01/2024-09-30 season"),
    (None, "Aid rose in the first half of 2024.", "the first half of 2024", "2024-01-01/2024-06-30 year"),
    (None, "Spending peaked in fiscal 2024.", "fiscal 2024", "2023-04-01/2025-03-31 none"),
    # weekdays
    (MONDAY, "The two leaders met on Saturday in Tokyo.", "Saturday", "2025-08-23 day"),
    (MONDAY, "The ministry said on Monday that it will close the post.", "Monday", "2025-08-25 day"),
    (MONDAY, "The ministry said Tuesday it will close the post.", "Tuesday", "2025-08-19 day"),
    (MONDAY, "The foreign ministers will meet on Thursday.", "Thursday", "2025-08-28 day"),
    (MONDAY, "The president is flying to Washington for a summit on Monday.", "Monday", "2025-08-25 day"),
    ("2025-08-24", "The president is flying to Washington for a summit on Monday.",
     "Monday", "2025-08-25 day"),
    ("2025-08-24", "He stopped in Tokyo on Saturday before flying to Washington for a summit on Monday.",
     "Monday", "2025-08-25 day"),
    (MONDAY, "The envoy arrived on Sunday night.", "Sunday night", "2025-08-24 day"),
    (MONDAY, "The envoy left last Friday.", "last Friday", "2025-08-22 day"),
    (FRIDAY, "The envoy left last Friday.", "last Friday", "2024-03-01 day"),
    (MONDAY, "The court sits next Tuesday.", "next Tuesday", "2025-09-02 day"),
    (FRIDAY, "The court sits next Tuesday.", "next Tuesday", "2024-03-12 day"),
    (MONDAY, "Parliament votes this Thursday.", "this Thursday", "2025-08-28 day"),
    (FRIDAY, "Parliament voted this Tuesday.", "this Tuesday", "2024-03-05 day"),
    (FRIDAY, "The ban was lifted on Tuesday of last week.", "Tuesday of last week", "2024-02-27 day"),
    (FRIDAY, "On Friday, he praised the neighbour.", "Friday", "2024-03-08 day"),
    (FRIDAY, "On Monday, the two navies will hold a drill.", "Monday", "2024-03-11 day"),
    (FRIDAY, "Lima has until Monday to answer.", "Monday", "2024-03-11 day"),
    (FRIDAY, "The two have not spoken since Monday.", "Monday", "2024-03-04 day"),
    (FRIDAY, "The talks, which began on Wednesday, will end on Sunday.", "Wednesday", "2024-03-06 day"),
    (FRIDAY, "The talks, which began on Wednesday, will end on Sunday.", "Sunday", "2024-03-10 day"),
    (SUNDAY, "Protesters blocked the road at Arica on Sunday.", "Sunday", "2023-11-12 day"),
    (MONDAY, "The vote will be held on Thursday.", "Thursday", "2025-08-28 day"),
    (MONDAY, "The accord is expected to be signed on Friday.", "Friday", "2025-08-29 day"),
    (MONDAY, "The talks resume on Tuesday.", "Tuesday", "2025-08-26 day"),
    (MONDAY, "The accord was to be signed, but talks ended on Friday.", "Friday", "2025-08-22 day"),
    (MONDAY, "The lease expires in October.", "October", "2025-10-01/2025-10-31 month"),
    # weekends
    (MONDAY, "The minister flew to Santiago over the weekend.", "the weekend", "2025-08-23/2025-08-24 day"),
    ("2024-03-04", "Peru's minister flew to Santiago at the weekend.",
     "the weekend", "2024-03-02/2024-03-03 day"),
    (SUNDAY, "The two armies clashed over the weekend.", "the weekend", "2023-11-11/2023-11-12 day"),
    (SUNDAY, "The leaders meet this weekend.", "this weekend", "2023-11-11/2023-11-12 day"),
    (FRIDAY, "The leaders will meet this weekend.", "this weekend", "2024-03-09/2024-03-10 day"),
    (FRIDAY, "The leaders met last weekend.", "last weekend", "2024-03-02/2024-03-03 day"),
    # days, weeks, months and years from publication
    (MONDAY, "Kabul protested yesterday.", "yesterday", "2025-08-24 day"),
    (MONDAY, "Kabul protested today.", "today", "2025-08-25 day"),
    (MONDAY, "The talks open tomorrow.", "tomorrow", "2025-08-26 day"),
    (MONDAY, "The president speaks tonight.", "tonight", "2025-08-25 day"),
    (MONDAY, "Rockets fell last night.", "last night", "2025-08-24 day"),
    (MONDAY, "Rockets fell the day before yesterday.", "the day before yesterday", "2025-08-23 day"),
    (MONDAY, "The envoy left last week.", "last week", "2025-08-18/2025-08-24 week"),
    (MONDAY, "The envoy leaves next week.", "next week", "2025-09-01/2025-09-07 week"),
    (MONDAY, "The envoy left last month.", "last month", "2025-07-01/2025-07-31 month"),
    (MONDAY, "The envoy leaves next month.", "next month", "2025-09-01/2025-09-30 month"),
    (MONDAY, "A ban has been in force since last year.", "last year", "2024-01-01/2024-12-31 year"),
    (MONDAY, "Two rounds were held this year.", "this year", "2025-01-01/2025-12-31 year"),
    (MONDAY, "They met earlier this month.", "earlier this month", "2025-08-01/2025-08-25 month"),
    (MONDAY, "They will meet later this year.", "later this year", "2025-08-25/2025-12-31 year"),
    (MONDAY, "Trade recovered late last year.", "late last year", "2024-09-01/2024-12-31 year"),
    (MONDAY, "The vessel is due early next month.", "early next month", "2025-09-01/2025-09-10 month"),
    (MONDAY, "The bridge will open by the end of the year.",
     "the end of the year", "2025-12-01/2025-12-31 year"),
    (MONDAY, "Malawi left the pact two months ago.", "two months ago", "2025-06-01/2025-06-30 month"),
    (MONDAY, "Malawi left the pact three days ago.", "three days ago", "2025-08-22 day"),
    (MONDAY, "Malawi left the pact two weeks ago.", "two weeks ago", "2025-08-11/2025-08-17 week"),
    (MONDAY, "Malawi left the pact 12 years ago.", "12 years ago", "2013-01-01/2013-12-31 year"),
    (MONDAY, "A decade ago the two were allies.", "A decade ago", "2015-01-01/2015-12-31 year"),
    (MONDAY, "Trade doubled in the past three years.", "the past three years", "2022-08-25/2025-08-25 none"),
    (MONDAY, "The loan runs over the next two years.", "the next two years", "2025-08-25/2027-08-25 none"),
    (MONDAY, "The troops must leave within three months.",
     "within three months", "2025-08-25/2025-11-25 none"),
    (MONDAY, "The isles were visited last summer.", "last summer", "2024-06-01/2024-08-31 season"),
    (MONDAY, "The isles were visited this spring.", "this spring", "2025-03-01/2025-05-31 season"),
    (MONDAY, "The ferry will sail again in ten days.", "in ten days", "2025-09-04 day"),
    (MONDAY, "Mortars hit the depot overnight.", "overnight", "2025-08-24/2025-08-25 day"),
    (MONDAY, "Benin's premier resigned the month before last.", "the month before last", "2025-06-01/2025-06-30 month"),
    (MONDAY, "Wed.: Gabon and Chad sign border pact", "Wed", "2025-08-20 day"),
    (None, "The archive holds letters from June '44.", "June '44", "1944-06-01/1944-06-30 month"),
    (None, "The 2003/04 talks failed.", "2003/04", "2003-01-01/2004-12-31 year"),
    # feasts
    (MONDAY, "The guns fell silent on New Year’s Eve.", "New Year’s Eve", "2024-12-31 day"),
    (MONDAY, "The truce will hold until Christmas.", "Christmas", "2025-12-25 day"),
    (None, "The raid was on Orthodox Easter Sunday 2024.", "Orthodox Easter Sunday 2024", "2024-05-05 day"),
    (None, "The raid was on Ash Wednesday 2024.", "Ash Wednesday 2024", "2024-02-14 day"),
    # days counted from a day told before
    (MONDAY, "Ghana signed on Tuesday and ratified two days later.", "two days later", "2025-08-21 day"),
    (MONDAY, "The envoy came on 3 June. The previous day the port was shut.", "The previous day", "2025-06-02 day"),
    (MONDAY, "On 3 June the port was shut; the day before, a ship sank.", "the day before", "2025-06-02 day"),
]  # fmt: skip

# published, sentence, words, part of the reason
UNKNOWN = [
    (None, "The two leaders met on Saturday.", "Saturday", "publication"),
    (None, "The envoy left last week.", "last week", "publication"),
    (None, "The envoy left on August 23.", "August 23", "publication"),
    (None, "The envoy left in July.", "July", "publication"),
    (None, "The envoy left two months ago.", "two months ago", "publication"),
    (None, "The envoy left yesterday.", "yesterday", "publication"),
    (None, "The envoy left over the weekend.", "the weekend", "publication"),
    ("soon", "The envoy left yesterday.", "yesterday", "publication"),
    (MONDAY, "Gabon recalled its envoy the same day.", "the same day", "another date"),
    (MONDAY, "The order came on the eve of the vote.", "the eve of", "another date"),
    (MONDAY, "The following week the court ruled.", "The following week", "another date"),
    (MONDAY, "Two days later the port was shut.", "Two days later", "another date"),
    (MONDAY, "Oman met Chad on 3 June and Mali on 9 June. A day later it left.", "A day later", "another date"),
    (MONDAY, "On 3 June Oman fixed the day after the vote.", "the day after", "another date"),
    (MONDAY, "Talks ended in June. The next day the port was shut.", "The next day", "another date"),
    (MONDAY, "The gates open at the end of Ramadan.", "Ramadan", "another calendar"),
    ("2024-06-03", "On Easter Sunday the Orthodox patriarch spoke.", "Easter Sunday", "another calendar"),
    (MONDAY, "The note is dated 03/04/2025.", "03/04/2025", "told apart"),
    (MONDAY, "It took effect on February 30.", "February 30", "no such day"),
    (MONDAY, "It took effect on 31 April 2024.", "31 April 2024", "no such day"),
    (MONDAY, "Some years ago the two were allies.", "Some years ago", "vague"),
    (MONDAY, "More than two years ago the talks ended.", "More than two years ago", "about"),
    (MONDAY, "In the winter of 2012 the talks ended.", "winter", ""),
    (MONDAY, "On Monday, August 23, 2025 they met.", "Monday, August 23, 2025", "weekday"),
    (MONDAY, "The March 1 Independence Movement is honoured.", "March 1", "name of an event"),
]

NO_DATE = [
    "The 80th anniversary of the landing was marked in Suva.",
    "Washington set a 15% tariff on copper.",
    "Some 8.8 million people live there.",
    "Article 9 renounces war.",
    "Flight 1965 was turned back over Baku.",
    "The court upheld resolution 2023 of the council.",
    "A 7-Eleven near the embassy was closed.",
    "Uruguay won 3-1 after a 2-2 draw.",
    "Theresa May led the talks.",
    "The two sides may agree, and May said so.",
    "March on, the crowd shouted.",
    "Thousands march to the embassy.",
    "The Sunday Times reported the plan.",
    "The Second World War still divides them.",
    "The G20 met at 5 p.m. in Johannesburg.",
    "Resolution 1718 binds all members.",
    "About 2000 soldiers crossed the river.",
    "The toll rose by 1965 people.",
    "He trained 1,200 troops at a cost of $2025.",
    "The Good Friday Agreement brought peace.",
    "Black Friday sales help importers.",
    "Room 1987 and gate 24 were searched.",
    "It was the first visit in nine years.",
    "They talked for two weeks.",
    "The 38th parallel divides the peninsula.",
    "An august body met in the spring hall.",
    "The ship lies 2012 km off the coast.",
    "In 1200 villages there is no school.",
    "The fall of the government shook Bamako.",
    "The pact covers 24/7 patrols and 12:30 calls.",
    "A second ministry denied it.",
    "The index closed at 2015.50 and then 2,023.",
    "A Christmas truce is a rare thing.",
    "The Good Friday Accord brought peace.",
    "The two finished in three days.",
    "It was the first raid in two weeks.",
    "They met on the 25 April Bridge.",
    "Directive 2019/20 was annulled.",
    "An overnight train links the capitals.",
    "June Example is a pen name used by the office.",
]

STAMPS = [
    ("August 25, 2025", "2025-08-25"),
    ("2025-08-25T09:30:00Z", "2025-08-25"),
    ("2025-08-25 09:30", "2025-08-25"),
    ("25 Aug 2025", "2025-08-25"),
    ("Mon, 25 Aug 2025 09:30 GMT", "2025-08-25"),
    ("Published: Monday 25 August 2025, 9.30am", "2025-08-25"),
    ("SANTIAGO, March 4, 2024 -", "2024-03-04"),
    ("Updated 26 Aug 2025; published 25 Aug 2025", "2025-08-25"),
    ("20250825", "2025-08-25"),
    ("20250825T093000Z", "2025-08-25"),
    ("By our correspondent, Sept. 1, 2024 5:30 p.m.", "2024-09-01"),
    ("2025/08/25", "2025-08-25"),
    ("August 25", None),
    ("yesterday", None),
    ("March 2005", None),
    ("03/04/2025", None),
    ("2025-02-30", None),
    ("20251345", None),
    ("", None),
]


def _mention(text, published, words):
    found = [each for each in find_dates(text, published) if words in each.text]
    assert found, find_dates(text, published)
    return found[0]


@pytest.mark.parametrize(("published", "text", "words", "told"), TOLD)
def test_words_give_these_days(published, text, words, told):
    mention = _mention(text, published, words)
    assert mention.date is not None, mention.reason
    days, precision = told.split()
    start, _, end = days.partition("/")
    assert (mention.date.start, mention.date.end, mention.date.precision) == (start, end or start, precision)
    assert text[mention.start : mention.end] == mention.text == mention.date.text


@pytest.mark.parametrize(("published", "text", "words", "reason"), UNKNOWN)
def test_what_cannot_be_told_stays_null_with_its_reason(published, text, words, reason):
    mention = _mention(text, published, words)
    if reason:
        assert mention.date is None
        assert reason in mention.reason
    else:
        assert mention.date is None and mention.reason


@pytest.mark.parametrize("text", NO_DATE)
def test_these_only_look_like_dates(text):
    assert find_dates(text, MONDAY) == ()


@pytest.mark.parametrize(("text", "day"), STAMPS)
def test_published_needs_a_complete_day(text, day):
    assert parse_published(text) == day


def test_a_given_future_decides_over_the_words_nearby():
    text = "The two met on Thursday."
    past, coming = (find_dates(text, MONDAY, future_at=lambda at, told=told: told)[0].date for told in (False, True))
    assert (past.start, coming.start) == ("2025-08-21", "2025-08-28")


def test_the_callback_is_asked_for_the_place_of_the_date():
    asked = []
    find_dates("The two met on Thursday.", MONDAY, future_at=lambda at: bool(asked.append(at)))
    assert asked == [15]


def test_longer_words_win_and_mentions_come_in_order():
    text = "They met on Monday, Aug. 18, 2025, and in early September 2024, and will meet next month."
    assert [each.text for each in find_dates(text, MONDAY)] == [
        "Monday, Aug. 18, 2025",
        "early September 2024",
        "next month",
    ]


def test_since_is_left_to_the_reader_of_the_sentence():
    assert [each.text for each in find_dates("In force since 2019, and until May 2026.", MONDAY)] == [
        "2019",
        "May 2026",
    ]


def test_each_weekday_of_the_last_six_days_comes_back():
    for offset in range(7):
        day = date(2025, 8, 25 - offset)
        (mention,) = find_dates(f"The envoy arrived on {day:%A}.", MONDAY)
        assert mention.date.start == day.isoformat()


@pytest.mark.parametrize(
    "unit", ["1234567890", "Monday ", "August 23, ", "2015 and ", "last ", " ", "a", "will ", "the 23rd of "]
)
def test_a_megabyte_is_read_in_linear_time(unit):
    def seconds(size):
        text = unit * (size // len(unit))
        began = time.process_time()
        find_dates(text, MONDAY)
        return time.process_time() - began

    tenth, whole = seconds(100_000), seconds(1_000_000)
    # Ten times the text: ten times the time, with room for a busy machine; a quadratic one needs a hundred.
    assert whole < 40 * tenth + 1


_WORDS = """
    on in since last next this the of to and early mid-March May March 23 3-5 31 30 2019 1965 0000
    9999 Monday Friday weekend week year two ago months February August Aug. Q3 fall winter , . - /
    2025-08-23 said will a 1990s 99 fiscal end century 29 ’s within past decade eighty
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", ""])
_DAYS = st.one_of(
    st.none(),
    st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)).map(date.isoformat),
    st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31)).map(date.isoformat),
    st.text(max_size=12),
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=25).map(" ".join)), _DAYS)
def test_any_text_gives_spans_that_match_and_days_in_order(text, published):
    last = 0
    for mention in find_dates(text, published):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= last
        last = mention.end
        if mention.date is None:
            assert mention.reason
        else:
            assert date.fromisoformat(mention.date.start) <= date.fromisoformat(mention.date.end)


@settings(max_examples=200, deadline=None)
@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2199, 12, 31)))
def test_a_complete_day_comes_back_in_every_usual_spelling(day):
    spellings = (
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%A}, {day:%b} {day.day}, {day.year}",
        day.isoformat(),
    )
    assert {parse_published(each) for each in spellings} == {day.isoformat()}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_published_is_an_iso_day_or_nothing(text):
    found = parse_published(text)
    assert found is None or date.fromisoformat(found).isoformat() == found
