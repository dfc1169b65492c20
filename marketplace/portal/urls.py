from django.urls import path

from marketplace.portal.views import board, consignments, drafts, inbox, listings, searches, shop, steps

app_name = "portal"
urlpatterns = [
    path("", board.board, name="board"),
    path("consignments/", consignments.index, name="consignments"),
    path("consignments/<slug:number>/", consignments.detail, name="consignment"),
    path("consignments/<slug:number>/slip/", consignments.slip, name="slip"),
    path("consignments/<slug:number>/accept/", steps.accept, name="accept"),
    path("consignments/<slug:number>/pack/", steps.pack, name="pack"),
    path("consignments/<slug:number>/ship/", steps.ship, name="ship"),
    path("consignments/<slug:number>/deliver/", steps.deliver, name="deliver"),
    path("consignments/<slug:number>/decline/", steps.decline, name="decline"),
    path("consignments/<slug:number>/returned/", steps.returned, name="returned"),
    path("listings/", listings.index, name="listings"),
    path("listings/new/", drafts.new, name="new-listing"),
    path("listings/<int:pk>/", listings.detail, name="listing"),
    path("listings/<int:pk>/edit/", drafts.edit, name="edit-listing"),
    path("listings/<int:pk>/submit/", drafts.submit, name="submit-listing"),
    path("listings/<int:pk>/prices/", listings.prices, name="prices"),
    path("listings/<int:pk>/hide/", listings.hide, name="hide"),
    path("listings/<int:pk>/show/", listings.show, name="show"),
    path("searches/", searches.index, name="searches"),
    path("notices/", inbox.index, name="notices"),
    path("notices/read/", inbox.read_all, name="read-notices"),
    path("notices/<int:pk>/open/", inbox.open_notice, name="open-notice"),
    path("shop/", shop.detail, name="shop"),
    path("shop/switch/", shop.switch, name="switch"),
]
