"""HTTP for cooperatives: a member works here, and is never staff.

`views` by what a member does, `forms` by what a member writes, beside them what several views show.
"""
