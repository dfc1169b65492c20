"""One table as a page, a CSV file or a spreadsheet: the same figures, each in its own dress."""
