import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from marketplace.search.interface import Facet, SearchUnavailable
from marketplace.web.shelves.choice import PARAMETERS
from tests.factories.catalogue import make_cooperative, make_listing, make_rule, make_set
from tests.integration.storefront.shelves.conftest import open_shop
from tests.integration.storefront.shelves.test_results import names

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/products/"


def ask(client: Client, query: str = "", **headers: str) -> Any:
    response = client.get(f"{ADDRESS}?{query}", headers=headers)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    return response.json()


def titles(client: Client, query: str = "") -> list[str]:
    return [product["title"] for product in ask(client, query)["products"]]


def test_a_product_field_by_field(client: Client, goods: None) -> None:
    (scarf,) = ask(client, "q=khan")["products"]
    listing_id = scarf.pop("id")
    picture = scarf.pop("picture")
    assert scarf.pop("live_since").endswith("+00:00")
    assert scarf.pop("cooperative")["name"] == "HTX Dệt Nắng"
    assert scarf == {
        "title": "Khăn lanh",
        "summary": "Dệt tay.",
        "url": f"http://testserver/product/khan-lanh-{listing_id}/",
        "price_min": 690_000,
        "price_max": 690_000,
        "unit": "cái",
        "in_stock": True,
        "stars": 0,
        "stars_until": None,
        "shelf": {"path": "tho-cam/khan", "name": "Khăn"},
        "set": 22,
        "making": "",
        "people": None,
        "province": {"code": "08", "name": "Tuyên Quang"},
        "commune": {"code": "00901", "name": "Lùng Tám"},
    }
    assert picture["url"].startswith("http://testserver/pictures/")
    assert client.get(scarf["url"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=tra",
        "q=shan&in_stock=1",
        "province=15",
        "province=lao-cai",
        "category=tra",
        "min_price=100.000&max_price=200,000+₫",
        "sort=price",
        "sort=-price&stars=9&province=zz&kind=none&people=x&set=99",
        "page=-1",
        "page=77",
        "q=%00%ff",
    ],
)
def test_it_finds_what_the_shop_finds(client: Client, goods: None, query: str) -> None:
    shop = client.get(f"/search/?{query}").content.decode()
    assert titles(client, query) == names(shop)


def test_facets_have_labels_counts_and_what_is_chosen(client: Client, goods: None) -> None:
    facets = ask(client, "province=15")["facets"]
    assert facets["province"] == [
        {"value": "08", "label": "Tuyên Quang", "count": 1, "is_chosen": False},
        {"value": "15", "label": "Lào Cai", "count": 1, "is_chosen": True},
    ]
    assert facets["commune"] == [{"value": "04699", "label": "Văn Chấn", "count": 1, "is_chosen": False}]
    labels = {value["value"]: value["label"] for value in facets["category"]}
    assert labels == {"tra": "Tra", "tra/tra-shan": "Trà Shan"}
    assert set(ask(client)["facets"]) == {facet.value for facet in Facet} - {"commune"}


def test_pages_lead_to_each_other(client: Client) -> None:
    make_rule()
    seller = make_cooperative()
    for number in range(50):
        make_listing(seller, title=f"Khăn {number}")
    open_shop()
    first = ask(client, "sort=price&lang=en")
    assert (first["total"], first["page"], first["pages"], first["page_size"]) == (50, 1, 3, 24)
    assert first["links"] == {
        "self": f"http://testserver{ADDRESS}?sort=price&lang=en",
        "prev": None,
        "next": f"http://testserver{ADDRESS}?sort=price&page=2&lang=en",
    }
    seen, link = [], first["links"]["self"]
    while link:
        page = client.get(link.removeprefix("http://testserver")).json()
        seen += [product["id"] for product in page["products"]]
        link = page["links"]["next"]
    assert len(seen) == len(set(seen)) == 50
    assert ask(client)["links"]["self"] == f"http://testserver{ADDRESS}"


def test_unknown_parameters_are_named_and_bad_values_left_out(client: Client, goods: None) -> None:
    answer = ask(client, "colour_of_eyes=1&q=khan&min_price=abc&stars=9&is_adult=1&shelf=tra")
    assert answer["ignored"] == ["colour_of_eyes", "is_adult", "shelf"]
    assert answer["total"] == 1
    assert len(ask(client, "&".join(f"x{number}=1" for number in range(99)))["ignored"]) == 20


@pytest.mark.parametrize(
    ("query", "accepted", "language", "title"),
    [
        ("", "", "vi", "Khăn lanh"),
        ("", "en-GB,vi;q=0.5", "en", "Khăn lanh (en)"),
        ("", "fr,en;q=0.1", "en", "Khăn lanh (en)"),
        ("lang=vi", "en", "vi", "Khăn lanh"),
        ("lang=en", "vi", "en", "Khăn lanh (en)"),
        ("lang=fr", "", "vi", "Khăn lanh"),
    ],
)
def test_the_language_is_asked_for(
    client: Client, goods: None, query: str, accepted: str, language: str, title: str
) -> None:
    response = client.get(f"{ADDRESS}?q=khan&{query}", headers={"Accept-Language": accepted})
    product = response.json()["products"][0]
    assert (response["Content-Language"], response.json()["language"]) == (language, language)
    assert product["title"] == title
    assert product["url"].startswith("http://testserver/en/" if language == "en" else "http://testserver/product/")
    assert "Accept-Language" in response["Vary"]


def test_what_did_not_change_costs_nothing(client: Client, goods: None) -> None:
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    make_listing()
    open_shop()
    assert client.get(ADDRESS, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_is_to_read_from_anywhere_and_without_cookies(client: Client, goods: None) -> None:
    response = client.get(ADDRESS)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert "Cookie" not in response["Vary"]
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(client, method)(ADDRESS)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert refused.json()["status"] == 405
    preflight = client.options(ADDRESS, headers={"Origin": "https://example.com"})
    assert preflight.status_code == 204
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_who_is_signed_in_gets_the_same(client: Client, goods: None, django_user_model: Any) -> None:
    seen = client.get(ADDRESS).content
    client.force_login(django_user_model.objects.create_user(email="lan@chophien.example", password="x" * 12))
    assert client.get(ADDRESS).content == seen


def test_goods_that_need_a_question_are_not_in_it(client: Client) -> None:
    wine = make_set(14, "Rượu", "Spirits")
    make_rule(product_set=wine, min_age=18, advertised=False)
    make_listing(title="Rượu ngô", product_set=wine)
    open_shop()
    client.cookies["is_adult"] = "1"
    assert ask(client, "q=ruou&is_adult=1")["total"] == 0


def test_an_engine_that_is_down_says_when_to_come_back(client: Client, goods: None, monkeypatch: Any) -> None:
    def refuse(_query: object) -> None:
        raise SearchUnavailable("down")

    monkeypatch.setattr("marketplace.api.products.search", refuse)
    response = client.get(ADDRESS)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("count", [1, 5])
def test_statements_do_not_grow_with_the_goods(client: Client, count: int) -> None:
    make_rule()
    for _number in range(count):
        make_listing()
    open_shop()
    client.get(f"{ADDRESS}?q=khan")
    assert int(client.get(f"{ADDRESS}?q=khan")["X-Query-Count"]) == 0


class TestDocument:
    @pytest.fixture
    def document(self, client: Client) -> dict[str, Any]:
        return client.get("/api/v1/openapi.json").json()

    def test_it_is_valid_openapi(self, document: dict[str, Any]) -> None:
        from openapi_spec_validator import OpenAPIV31SpecValidator  # noqa: PLC0415 - slow to load, for one test

        assert document["openapi"] == "3.1.0"
        assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
        document["paths"]["/api/v1/products/"]["get"]["parameters"][0]["in"] = "nowhere"
        assert list(OpenAPIV31SpecValidator(document).iter_errors())

    def test_it_names_every_parameter_of_the_shop(self, document: dict[str, Any]) -> None:
        parameters = document["paths"]["/api/v1/products/"]["get"]["parameters"]
        assert [parameter["name"] for parameter in parameters] == [*PARAMETERS, "lang"]
        assert all(parameter["description"] for parameter in parameters)
        by_name = {parameter["name"]: parameter["schema"] for parameter in parameters}
        assert by_name["stars"] == {"type": "array", "items": {"type": "string", "enum": ["5", "4", "3"]}}
        assert by_name["min_price"]["minimum"] == 0
        assert set(PARAMETERS) >= {facet.value for facet in Facet}

    @pytest.mark.parametrize(
        ("address", "shape"),
        [(f"{ADDRESS}?province=15&nobody=1", "Products"), ("/api/v1/suggest/?q=tra", "Suggestions")],
    )
    def test_answers_are_what_it_says(
        self, client: Client, goods: None, document: dict[str, Any], address: str, shape: str
    ) -> None:
        schema = {"$ref": f"#/components/schemas/{shape}", "components": document["components"]}
        answer = json.loads(client.get(address).content)
        validator = Draft202012Validator(schema)
        assert [error.message for error in validator.iter_errors(answer)] == []
        answer.pop("language")
        assert [error.message for error in validator.iter_errors(answer)] == ["'language' is a required property"]

    def test_people_find_it_explained(self, client: Client, goods: None) -> None:
        for address in ("/api/", "/en/api/"):
            source = client.get(address).content.decode()
            assert source.count("<h1") == 1
            assert all(f"<code>{name}</code>" in source for name in PARAMETERS)
            assert "/api/v1/openapi.json" in source
