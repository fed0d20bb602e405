"""The strip of counts above a table: how many rows begin in each year or month, and when nothing was read."""

from datetime import date, timedelta

from comity.presentation.charts import Drawing, PeriodCount, counts_chart
from comity.presentation.index import Index
from comity.presentation.web.addresses import View
from comity.presentation.web.templating import count

WIDTH = 860
# Rows of so few years are counted by month.
MONTHS_UP_TO = 3


def strip(view: View, index: Index, *, width: float = WIDTH) -> Drawing | None:
    """Give the strip of a view, null where no row has a day; a period leads to its rows.

    A period without a row is a zero where reports were published in it, else it was not observed.
    """
    mask = index.fitting(view.table, view.wanted)
    columns, read = index.columns(view.table), index.columns("reports")
    years = columns.by_year(mask)
    if not years or view.table == "actors":
        return None
    monthly = max(years) - min(years) < MONTHS_UP_TO
    found = columns.by_month(mask) if monthly else {str(year): number for year, number in years.items()}
    seen = (
        read.by_month(read.alive)
        if monthly
        else {str(year): number for year, number in read.by_year(read.alive).items()}
    )
    first, last = min(found), max(found)
    rows = [
        PeriodCount(*_days(name), found.get(name, 0 if name in seen else None))
        for name in (_months(first, last) if monthly else (str(year) for year in range(int(first), int(last) + 1)))
    ]
    noun = view.table.removesuffix("s")
    title = f"{view.table.capitalize()} by {'month' if monthly else 'year'}: {count(int(mask.sum()), noun)}"

    def leads(row: PeriodCount) -> str | None:
        name = row.start[:7] if monthly else row.start[:4]
        return view.address(since=name, until=name)

    return counts_chart(rows, title=title, width=width, noun=noun, href=leads)


def _days(name: str) -> tuple[str, str]:
    """The first and the last day of a year or month."""
    if len(name) == 4:
        return f"{name}-01-01", f"{name}-12-31"
    year, month = int(name[:4]), int(name[5:7])
    after = date(year + month // 12, month % 12 + 1, 1)
    return f"{name}-01", (after - timedelta(days=1)).isoformat()


def _months(first: str, last: str) -> list[str]:
    start, end = (int(each[:4]) * 12 + int(each[5:7]) - 1 for each in (first, last))
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(start, end + 1)]
