from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.fulfilment.enums import State
from marketplace.fulfilment.models import Consignment
from marketplace.fulfilment.services import confirm, pack
from marketplace.notices.models import Notice
from tests.factories.catalogue import make_listing
from tests.factories.orders import make_order
from tests.factories.portal import consignment_of

pytestmark = pytest.mark.django_db


def more_orders(shop, number: int) -> list[Consignment]:
    return [consignment_of(make_order((shop.listing, 1)), shop.cooperative) for _order in range(number)]


def numbers(answer) -> list[str]:
    return [consignment.number for consignment, _due in answer.context["rows"]]


def test_the_day_begins_with_what_is_late(shop):
    today = clock.today()
    late, soon = more_orders(shop, 2)
    Consignment.objects.filter(pk=late.pk).update(ship_by=today - timedelta(days=2))
    Consignment.objects.filter(pk=soon.pk).update(ship_by=today)
    Consignment.objects.filter(pk=shop.consignment.pk).update(ship_by=today + timedelta(days=1))
    pack(consignment=confirm(consignment=more_orders(shop, 1)[0]))

    answer = shop.at_owner.get("/en/portal/")

    lanes = answer.context["lanes"]
    assert [(lane.state, lane.count) for lane in lanes] == [("new", 3), ("confirmed", 0), ("packed", 1), ("shipped", 0)]
    assert [(card.consignment.number, card.due.text, card.due.tone) for card in lanes[0].cards] == [
        (late.number, "2 days late", "late"),
        (soon.number, "Send today", "now"),
        (shop.consignment.number, "Send tomorrow", ""),
    ]
    assert answer.context["counts"].late == 1


def test_a_card_says_all_that_packing_needs(shop):
    answer = shop.at_owner.get("/en/portal/")
    (card,) = answer.context["lanes"][0].cards
    assert [(line.title_vi, line.quantity) for line in card.lines] == [("Khăn lanh chàm", 3)]
    assert card.lines[0].picture == shop.listing.pictures.get().picture
    assert card.to_collect == 300_000 + shop.consignment.shipping_charge
    assert (card.step.view, card.step_url) == ("portal:accept", f"{shop.place}accept/")
    text = " ".join(answer.content.decode().split())
    assert "Nguyễn Thị Lan, xã Lùng Tám, Tuyên Quang" in text


def test_a_packer_is_offered_no_step_that_is_not_hers(shop):
    assert shop.at_packer.get("/en/portal/").context["lanes"][0].cards[0].step is None
    confirm(consignment=shop.consignment)
    assert shop.at_packer.get("/en/portal/").context["lanes"][1].cards[0].step.view == "portal:pack"


def test_a_lane_shows_the_ten_most_urgent(shop):
    more = orders_of_plenty(shop, 11)
    lane = shop.at_owner.get("/en/portal/").context["lanes"][0]
    assert (lane.count, len(lane.cards), lane.has_more) == (12, 10, True)
    shown = [card.consignment.number for card in lane.cards]
    assert shown == [shop.consignment.number, *(consignment.number for consignment in more[:9])]


def orders_of_plenty(shop, number: int) -> list[Consignment]:
    plenty = make_listing(shop.cooperative, title="Túi lanh", stock=100)
    return [consignment_of(make_order((plenty, 1)), shop.cooperative) for _order in range(number)]


def test_the_list_is_filtered_by_state(shop):
    (second,) = more_orders(shop, 1)
    confirm(consignment=second)
    client = shop.at_owner
    assert numbers(client.get("/en/portal/consignments/?state=new")) == [shop.consignment.number]
    assert numbers(client.get("/en/portal/consignments/?state=confirmed")) == [second.number]
    assert numbers(client.get("/en/portal/consignments/?state=delivered")) == []
    assert len(numbers(client.get("/en/portal/consignments/?state=rubbish&sort=rubbish&page=x"))) == 2
    chips = [(str(chip["label"]), chip["number"]) for chip in client.get("/en/portal/consignments/").context["chips"]]
    assert chips == [("All", 2), ("Open", 2), ("New", 1), ("To pack", 1)]


def test_late_ones_are_those_past_their_day_and_not_sent(shop):
    late, sent = more_orders(shop, 2)
    yesterday = clock.today() - timedelta(days=1)
    Consignment.objects.filter(pk=late.pk).update(ship_by=yesterday)
    Consignment.objects.filter(pk=sent.pk).update(ship_by=yesterday, state=State.SHIPPED)
    assert numbers(shop.at_owner.get("/en/portal/consignments/?state=late")) == [late.number]


def test_search_by_number_or_phone(shop, other_shop):
    second = consignment_of(make_order((shop.listing, 1), phone="+84987654321"), shop.cooperative)
    client = shop.at_owner

    def found(text: str) -> list[str]:
        return numbers(client.get("/en/portal/consignments/", {"q": text}))

    assert found(shop.consignment.number) == [shop.consignment.number]
    assert found(shop.consignment.number.lower()[2:8]) == [shop.consignment.number]
    assert found("0987 654 321") == [second.number]
    assert found("+84987654321") == [second.number]
    assert found("654321") == [second.number]
    assert found(other_shop.consignment.number) == []


def test_an_unpaid_buyer_is_not_found_by_phone(shop):
    Consignment.objects.filter(pk=shop.consignment.pk).update(state=State.AWAITING_PAYMENT)
    answer = shop.at_owner.get("/en/portal/consignments/", {"q": "0912345678"})
    assert numbers(answer) == []


def test_the_list_goes_by_what_is_asked(shop):
    small, big = more_orders(shop, 2)
    Consignment.objects.filter(pk=big.pk).update(goods_total=900_000, total=900_000 + big.shipping_charge)
    Consignment.objects.filter(pk=small.pk).update(ship_by=clock.today())
    client = shop.at_owner
    assert numbers(client.get("/en/portal/consignments/?sort=amount"))[0] == big.number
    assert numbers(client.get("/en/portal/consignments/?sort=new"))[0] == big.number
    assert numbers(client.get("/en/portal/consignments/"))[0] == small.number


def test_a_page_holds_twenty(shop):
    last = orders_of_plenty(shop, 20)[-1]
    client = shop.at_owner
    assert len(numbers(client.get("/en/portal/consignments/"))) == 20
    for page in ("2", "99"):
        answer = client.get("/en/portal/consignments/", {"page": page, "state": "new"})
        assert (answer.context["page"].number, numbers(answer)) == (2, [last.number])
        assert 'href="?state=new&amp;page=1"' in answer.content.decode()


def test_the_buyer_is_hidden_until_it_is_paid(shop):
    Consignment.objects.filter(pk=shop.consignment.pk).update(state=State.AWAITING_PAYMENT)
    client = shop.at_owner
    for path in (shop.place, "/en/portal/consignments/", "/en/portal/"):
        text = client.get(path).content.decode()
        assert "Nguyễn Thị Lan" not in text
        assert "0912" not in text
        assert "+84912" not in text
    assert shop.consignment.payment_share.code in client.get(shop.place).content.decode()
    assert client.get(f"{shop.place}slip/").status_code == 404


def test_one_order_with_all_that_happened(shop):
    client = shop.at_owner
    client.post(f"{shop.place}accept/")
    answer = client.get(shop.place)
    text = answer.content.decode()
    assert [step.state for step in answer.context["trail"]] == ["new", "confirmed"]
    assert "0912 345 678" in text
    assert 'href="tel:+84912345678"' in text
    assert "Số 12, tổ 3" in text
    assert "Mỷ" in text
    assert answer.context["step"].view == "portal:pack"
    assert (answer.context["may_decline"], answer.context["may_return"]) == (True, False)


def test_the_slip_carries_no_prices_of_goods(shop):
    text = shop.at_packer.get(f"{shop.place}slip/").content.decode()
    assert "Khăn lanh chàm" in text
    assert "100,000" not in text
    assert "300,000" not in text
    assert f"₫{shop.consignment.total:,}" in text


def test_a_seller_is_told_of_a_new_order_and_reads_it(shop, other_shop):
    client = shop.at_owner
    answer = client.get("/en/portal/notices/")
    (notice,) = answer.context["page"]
    assert (notice.kind, notice.read_at, answer.context["frame"].unread) == ("consignment.new", None, 1)

    answer = client.post(f"/en/portal/notices/{notice.pk}/open/")

    assert (answer.status_code, answer.url) == (302, f"/portal/consignments/{shop.consignment.number}/")
    assert client.get("/en/portal/").context["frame"].unread == 0
    assert Notice.objects.filter(recipient=other_shop.owner, channel="portal", read_at=None).count() == 1


def test_all_notices_read_at_once_are_ones_own(shop):
    make_order((shop.listing, 1))
    shop.at_owner.post("/en/portal/notices/read/")
    assert Notice.objects.filter(recipient=shop.owner, channel="portal", read_at=None).count() == 0
    assert Notice.objects.filter(recipient=shop.packer, channel="portal", read_at=None).count() == 2


def test_a_notice_leads_nowhere_else(shop):
    notice = Notice.objects.get(recipient=shop.owner, channel="portal")
    Notice.objects.filter(pk=notice.pk).update(link="//elsewhere.example/")
    answer = shop.at_owner.post(f"/en/portal/notices/{notice.pk}/open/")
    assert (answer.status_code, answer.url) == (302, "/en/portal/notices/")
