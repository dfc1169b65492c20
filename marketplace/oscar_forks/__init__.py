"""The only place where Oscar is bent: subclasses that call down into the rooms, and `receivers.py`."""
