"""Following: feeds, pages, folders, JSON lines and WARC archives polled around the clock, and what they bring."""

from comity.following.found import Bounds
from comity.following.keeping import Store
from comity.following.plan import Plan, Source, load_plan, plan_of_one
from comity.following.rounds import Clock, Follower, Kept, Told, fetch_once
from comity.following.telling import judged_health

__all__ = [
    "Bounds",
    "Clock",
    "Follower",
    "Kept",
    "Plan",
    "Source",
    "Store",
    "Told",
    "fetch_once",
    "judged_health",
    "load_plan",
    "plan_of_one",
]
