"""People who sign in: buyers, members, officers, staff. Below it are places; every room with a person calls it."""
