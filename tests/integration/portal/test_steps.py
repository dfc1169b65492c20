import pytest
from django.utils import translation

from marketplace.fulfilment.models import ConsignmentStep, Parcel
from marketplace.fulfilment.services import confirm, pack, ship
from marketplace.notices.models import Notice
from marketplace.orders.models import Reversal
from marketplace.payments.models import PaymentEntry
from tests.factories.catalogue import stock_record
from tests.factories.orders import make_order
from tests.factories.portal import consignment_of, signed_in

pytestmark = pytest.mark.django_db


def stock(listing) -> tuple[int, int]:
    record = stock_record(listing)
    return record.num_in_stock, record.num_allocated


def shipped(shop):
    consignment = pack(consignment=confirm(consignment=shop.consignment))
    return ship(consignment=consignment, carrier="vnpost", tracking_number="EB123456789VN")


def test_the_whole_way(shop, said):
    """Accepted by the owner, packed, sent and delivered by the packer."""
    owner, packer = shop.at_owner, shop.at_packer

    answer = owner.post(f"{shop.place}accept/", {"back": "board"})
    assert (answer.status_code, answer.url) == (302, "/en/portal/#new")
    assert said(answer) == [("success", f"{shop.consignment.number} is accepted. Pack it next.")]
    answer = packer.post(f"{shop.place}pack/")
    assert (answer.status_code, answer.url, shop.state()) == (302, shop.place, "packed")
    assert stock(shop.listing) == (10, 3)
    answer = packer.post(f"{shop.place}ship/", {"carrier": "ghn", "tracking_number": "gyab 1234", "back": "board"})
    assert (answer.status_code, answer.url, shop.state()) == (302, "/en/portal/#packed", "shipped")
    assert stock(shop.listing) == (7, 0)
    parcel = Parcel.objects.get()
    assert (parcel.carrier, parcel.tracking_number) == ("ghn", "GYAB1234")
    told = Notice.objects.get(kind="consignment.shipped")
    assert (told.channel, told.address) == ("mail", "lan@example.com")
    answer = packer.post(f"{shop.place}deliver/")
    assert (answer.status_code, shop.state()) == (302, "delivered")
    assert list(PaymentEntry.objects.values_list("amount", "actor")) == [(shop.consignment.total, shop.packer.pk)]
    assert list(ConsignmentStep.objects.filter(consignment=shop.consignment).values_list("state", "actor")) == [
        ("awaiting_payment", None),
        ("new", None),
        ("confirmed", shop.owner.pk),
        ("packed", shop.packer.pk),
        ("shipped", shop.packer.pk),
        ("delivered", shop.packer.pk),
    ]


@pytest.mark.parametrize(
    ("before", "step"), [(0, "accept"), (1, "pack"), (3, "deliver")], ids=["accept", "pack", "deliver"]
)
def test_pressed_twice_is_done_once(shop, said, before, step):
    client = shop.at_owner
    ways = [("accept", {}), ("pack", {}), ("ship", {"carrier": "other"}), ("deliver", {})]
    for name, words in ways[:before]:
        client.post(f"{shop.place}{name}/", words)
    client.post(f"{shop.place}{step}/")
    steps = ConsignmentStep.objects.count()

    answer = client.post(f"{shop.place}{step}/")

    assert (answer.status_code, answer.url) == (302, shop.place)
    assert said(answer)[-1] == ("info", f"{shop.consignment.number}: this was already done.")
    assert ConsignmentStep.objects.count() == steps


def test_sent_off_twice_is_one_parcel(shop, said):
    client = shop.at_owner
    pack(consignment=confirm(consignment=shop.consignment))
    words = {"carrier": "vnpost", "tracking_number": "EB123456789VN"}
    client.post(f"{shop.place}ship/", words)
    answer = client.post(f"{shop.place}ship/", words)
    assert (answer.status_code, answer.url) == (302, shop.place)
    assert said(answer)[-1] == ("info", f"{shop.consignment.number}: this was already done.")
    assert Parcel.objects.count() == 1
    assert stock(shop.listing) == (7, 0)


def test_a_step_out_of_turn_is_refused(shop, said):
    answer = shop.at_owner.post(f"{shop.place}deliver/")
    assert (answer.status_code, answer.url, shop.state()) == (302, shop.place, "new")
    assert said(answer) == [("error", "This parcel is already “new”. Look at it again.")]


@pytest.mark.parametrize(
    ("words", "field", "text"),
    [
        ({"tracking_number": "EB123456789VN"}, "carrier", "Choose a carrier."),
        ({"carrier": "dhl", "tracking_number": "EB123456789VN"}, "carrier", "Choose a carrier."),
        (
            {"carrier": "vnpost"},
            "tracking_number",
            "Write the tracking number that stands on the carrier's receipt.",
        ),
        (
            {"carrier": "vnpost", "tracking_number": "<b>!</b>"},
            "tracking_number",
            "A tracking number has 5 to 40 letters and digits. Look at the receipt again.",
        ),
        (
            {"carrier": "vnpost", "tracking_number": "12"},
            "tracking_number",
            "A tracking number has 5 to 40 letters and digits. Look at the receipt again.",
        ),
    ],
)
def test_wrong_words_on_the_receipt(shop, words, field, text):
    pack(consignment=confirm(consignment=shop.consignment))
    answer = shop.at_packer.post(f"{shop.place}ship/", words)
    assert (answer.status_code, shop.state()) == (200, "packed")
    assert answer.context["form"].errors == {field: [text]}
    typed = words.get("tracking_number", "")
    assert answer.context["form"]["tracking_number"].value() == (typed if "tracking_number" in words else None)
    assert Parcel.objects.count() == 0


def test_a_coach_has_no_tracking_number(shop):
    pack(consignment=confirm(consignment=shop.consignment))
    answer = shop.at_packer.post(f"{shop.place}ship/", {"carrier": "other", "tracking_number": ""})
    assert (answer.status_code, shop.state()) == (302, "shipped")
    assert list(Parcel.objects.values_list("carrier", "tracking_number")) == [("other", "")]


def test_the_carrier_of_last_time_is_chosen_already(shop, other_shop):
    shipped(shop)
    order = make_order((shop.listing, 1))
    second = consignment_of(order, shop.cooperative)
    pack(consignment=confirm(consignment=second))
    answer = shop.at_packer.get(f"/en/portal/consignments/{second.number}/ship/")
    assert answer.context["form"]["carrier"].value() == "vnpost"
    pack(consignment=confirm(consignment=other_shop.consignment))
    answer = other_shop.at_packer.get(f"{other_shop.place}ship/")
    assert answer.context["form"]["carrier"].value() is None


def test_declining_gives_the_pieces_back(shop, said):
    assert stock(shop.listing) == (10, 3)
    answer = shop.at_owner.post(f"{shop.place}decline/", {"reason": "sold_out"})
    assert (answer.status_code, answer.url, shop.state()) == (302, shop.place, "declined")
    assert stock(shop.listing) == (10, 0)
    reversal = Reversal.objects.get()
    with translation.override("vi"):
        assert reversal.reason == translation.gettext("We have run out of these goods.")
    assert (reversal.amount, reversal.actor) == (shop.consignment.total, shop.owner)
    assert Notice.objects.filter(kind="consignment.reversed", address="lan@example.com").count() == 1


def test_one_may_decline_in_own_words(shop):
    shop.at_owner.post(f"{shop.place}decline/", {"reason": "other", "own": "  Khung cửi   hỏng. "})
    assert Reversal.objects.get().reason == "Khung cửi hỏng."


@pytest.mark.parametrize(
    ("words", "errors"),
    [
        ({}, {"reason": ["Say why. The buyer reads it."]}),
        ({"reason": "other"}, {"own": ["Say why. The buyer reads it."]}),
        (
            {"reason": "because"},
            {"reason": ["Select a valid choice. because is not one of the available choices."]},
        ),
    ],
)
def test_declining_needs_a_reason(shop, words, errors):
    answer = shop.at_owner.post(f"{shop.place}decline/", words)
    assert (answer.status_code, shop.state()) == (200, "new")
    assert answer.context["form"].errors == errors
    assert stock(shop.listing) == (10, 3)


def test_what_left_cannot_be_declined(shop, said):
    shipped(shop)
    answer = shop.at_owner.post(f"{shop.place}decline/", {"reason": "sold_out"})
    assert (answer.status_code, answer.url, shop.state()) == (302, shop.place, "shipped")
    assert said(answer) == [("error", "This parcel is already “on its way”.")]


def test_declined_twice_is_one_reversal(shop, said):
    client = shop.at_owner
    client.post(f"{shop.place}decline/", {"reason": "sold_out"})
    answer = client.post(f"{shop.place}decline/", {"reason": "sold_out"})
    assert said(answer)[-1] == ("info", f"{shop.consignment.number}: this was already done.")
    assert Reversal.objects.count() == 1
    assert stock(shop.listing) == (10, 0)


def test_what_came_back_is_counted_by_hand(shop):
    shipped(shop)
    answer = shop.at_owner.post(f"{shop.place}returned/", {"reason": "refused", "own": "Gọi ba lần."})
    assert (answer.status_code, shop.state()) == (302, "returned")
    assert stock(shop.listing) == (7, 0)
    reversal = Reversal.objects.get()
    with translation.override("vi"):
        usual = translation.gettext("The parcel was not accepted at the door.")
    assert reversal.reason == f"{usual} Gọi ba lần."


def test_a_manager_accepts_too(shop):
    signed_in(shop.manager).post(f"{shop.place}accept/")
    assert shop.state() == "confirmed"
