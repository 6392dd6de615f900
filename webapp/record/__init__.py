"""Files that leave Onthaal: calendar, canonical JSON."""
