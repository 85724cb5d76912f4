#!/usr/bin/env python3
"""Opens plans as calendar files with a calendar library, as a visitor's calendar would.

    pip install icalendar==7.3.2
    samvis serve --port 8000 &
    python tests/calendar/open.py http://127.0.0.1:8000

Nothing of the portal needs this; it is how the calendar files were checked.
"""

import json
import sys
from urllib.request import urlopen

import icalendar

base = sys.argv[1].rstrip("/")
checklists = json.load(urlopen(f"{base}/api/v1/checklists"))["checklists"]
for checklist in checklists:
    for locale in ("sv", "en"):
        url = f"{base}/api/v1/checklists/{checklist['id']}/plan"
        query = f"?municipality=ornskoldsvik&locale={locale}"
        plan = json.load(urlopen(url + query))
        calendar = icalendar.Calendar.from_ical(urlopen(f"{url}.ics{query}").read())
        entries = calendar.walk("VEVENT")
        ready = 1 if plan["opening"]["latest"] else 0
        assert len(entries) == len(plan["items"]) + ready, (checklist["id"], len(entries))
        assert not calendar.errors and not any(entry.errors for entry in entries)
        days = [entry.decoded("DTSTART").isoformat() for entry in entries]
        assert days[: len(plan["items"])] == [item["from"] for item in plan["items"]]
        wished = f"{query}&day={int(plan['start'][:4]) + 2}-06-01"
        plan = json.load(urlopen(url + wished))
        entries = icalendar.Calendar.from_ical(urlopen(f"{url}.ics{wished}").read()).walk("VEVENT")
        assert len(entries) == len(plan["items"]) + 1 and plan["wished"]["reach"] == "in_time"
        days = [entry.decoded("DTSTART").isoformat() for entry in entries]
        for item, day in zip(plan["items"], days):
            assert day in (item["from"], item["send_by"]), (item["id"], day)
        assert days[-1] == plan["wished"]["day"]
        print(f"{checklist['id']} ({locale}): {len(entries)} entries")
