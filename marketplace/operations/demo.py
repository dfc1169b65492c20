"""The accounts of the demonstration (design section 3); made only with DEBUG."""

from dataclasses import dataclass

from marketplace.accounts.enums import OfficerLevel
from marketplace.accounts.models import Officer, User
from marketplace.cooperatives.enums import Role, SellerKind
from marketplace.cooperatives.models import Cooperative, Membership
from marketplace.core import clock
from marketplace.places.enums import Version
from marketplace.places.models import Province

PASSWORD = "cho-phien-demo"  # noqa: S105 - printed at every start
DOMAIN = "chophien.example"


@dataclass(frozen=True)
class DemoAccount:
    email: str
    what: str


ACCOUNTS = (
    DemoAccount(f"buyer@{DOMAIN}", "buyer"),
    DemoAccount(f"owner@{DOMAIN}", "owner of the first demo cooperative"),
    DemoAccount(f"packer@{DOMAIN}", "packer of the same cooperative"),
    DemoAccount(f"owner2@{DOMAIN}", "owner of another cooperative"),
    DemoAccount(f"officer@{DOMAIN}", "officer, national, approving"),
    DemoAccount(f"province@{DOMAIN}", "officer of one province, read-only"),
    DemoAccount(f"staff@{DOMAIN}", "platform staff"),
)


def demo_sellers() -> list[Cooperative]:
    """The two cooperatives of the demo accounts: the first two by key that are cooperatives in two provinces."""
    candidates = Cooperative.objects.filter(kind=SellerKind.COOPERATIVE, is_demonstration=True).order_by("pk")
    found: list[Cooperative] = []
    for seller in candidates.select_related("commune"):
        if all(seller.commune.province_id != other.commune.province_id for other in found):
            found.append(seller)
        if len(found) == 2:
            break
    return found


def make_demo_accounts() -> None:
    """Idempotent; a password that somebody changed stays changed."""
    for account in ACCOUNTS:
        if not User.objects.filter(email=account.email).exists():
            name = account.email.split("@")[0]
            User.objects.create_user(account.email, PASSWORD, first_name=name, is_staff=name == "staff")
    users = {user.email: user for user in User.objects.filter(email__endswith=f"@{DOMAIN}")}
    sellers = demo_sellers()
    if len(sellers) == 2:
        for name, seller, role in (
            ("owner", sellers[0], Role.OWNER),
            ("packer", sellers[0], Role.PACKER),
            ("owner2", sellers[1], Role.OWNER),
        ):
            Membership.objects.get_or_create(
                user=users[f"{name}@{DOMAIN}"],
                cooperative=seller,
                defaults={"role": role, "created_at": clock.now()},
            )
    Officer.objects.get_or_create(
        user=users[f"officer@{DOMAIN}"], defaults={"level": OfficerLevel.NATIONAL, "is_approving": True}
    )
    provincial, created = Officer.objects.get_or_create(
        user=users[f"province@{DOMAIN}"], defaults={"level": OfficerLevel.PROVINCE, "is_approving": False}
    )
    if created and sellers:
        provincial.provinces.set(Province.objects.filter(version=Version.CURRENT, pk=sellers[0].commune.province_id))
