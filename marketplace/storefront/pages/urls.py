from django.urls import path, re_path, register_converter

from marketplace.storefront.pages import views
from marketplace.storefront.pages.converters import DayConverter

register_converter(DayConverter, "day")

app_name = "pages"
urlpatterns = [
    path("sets/", views.sets, name="sets"),
    re_path(r"^sets/(?P<number>[1-9][0-9]?)-(?P<name>[a-z0-9-]+)/$", views.set_page, name="set"),
    path("peoples/", views.peoples, name="peoples"),
    path("peoples/<slug:slug>/", views.people, name="people"),
    path("techniques/", views.techniques, name="techniques"),
    path("techniques/<slug:slug>/", views.technique, name="technique"),
    path("places/", views.places, name="places"),
    path("places/<slug:province>/", views.province, name="province"),
    re_path(
        r"^places/(?P<province>[a-z0-9-]+)/(?P<name>[a-z0-9-]+)-(?P<code>[0-9]{5})/$", views.commune, name="commune"
    ),
    path("stories/", views.stories, name="stories"),
    path("stories/<slug:slug>/", views.story, name="story"),
    path("help/", views.help_list, name="help"),
    path("help/<slug:slug>/", views.help_page, name="help_page"),
    path("policies/", views.policies, name="policies"),
    path("policies/<slug:slug>/", views.policy, name="policy"),
    path("policies/<slug:slug>/<day:valid_from>/", views.policy, name="policy_version"),
]
