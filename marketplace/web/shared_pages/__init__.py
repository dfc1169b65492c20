"""Pages that are the same for everybody, kept for a minute; what is one visitor's own is put in afterwards.

Views say which pages those are (`shared_page`), templates where something personal stands (`{% personal %}`). A shared
page is drawn from a request without cookies, so it cannot hold a token, a name or a basket.
"""

from marketplace.web.shared_pages.marking import shared_page

__all__ = ["shared_page"]
