from django.urls import path

from marketplace.office.views import consignments, cooperatives, home, listings, reports

app_name = "office"
urlpatterns = [
    path("", home.home, name="home"),
    path("listings/", listings.index, name="listings"),
    path("listings/<int:pk>/", listings.detail, name="listing"),
    path("listings/<int:pk>/approve/", listings.approve, name="approve"),
    path("listings/<int:pk>/ask-changes/", listings.send_back, name="ask-changes"),
    path("cooperatives/", cooperatives.index, name="cooperatives"),
    path("cooperatives/<slug:slug>/", cooperatives.detail, name="cooperative"),
    path("consignments/", consignments.index, name="consignments"),
    path("reports/", reports.index, name="reports"),
    path("reports/<slug:name>/", reports.page, name="report"),
    path("reports/<slug:name>.csv", reports.csv, name="report-csv"),
    path("reports/<slug:name>.xlsx", reports.xlsx, name="report-xlsx"),
]
