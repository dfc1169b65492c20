"""What no room owns and all use: money, clock and calendar, text, events, scope, audit. No business noun in here."""
