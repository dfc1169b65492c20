"""Invented buyers in real communes. Their numbers are of a range that only demonstrations use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from marketplace.places.models import Commune

MOST = 10_000
FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Nông", "Hà",
    "Lường", "Lò", "Quàng", "Giàng", "Vàng", "Sùng", "Triệu", "Bàn", "Đinh", "Quách", "Rơ Châm", "Y", "Thạch", "Kim",
)  # fmt: skip
MIDDLE = ("Thị", "Văn", "Minh", "Thanh", "Ngọc", "Thu", "Đức", "Hồng", "Kim", "Xuân", "Bảo", "Quang", "Thùy", "Mai")
GIVEN = (
    "An", "Bình", "Châu", "Chi", "Cường", "Dung", "Dũng", "Duyên", "Giang", "Hà", "Hải", "Hạnh", "Hậu", "Hiền", "Hoa",
    "Hòa", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Loan", "Long", "Mai", "Nam", "Nga", "Nhung", "Oanh", "Phong",
    "Phương", "Quân", "Quỳnh", "Sơn", "Tâm", "Thảo", "Thắng", "Trang", "Tú", "Tuấn", "Uyên", "Vân", "Vinh", "Yến",
)  # fmt: skip
ROADS = ("tổ {a}", "thôn {a}", "khu {a}", "xóm {a}", "số {b} đường {c}", "số {b}, ngõ {a}, đường {c}")
STREETS = ("Trần Phú", "Lê Lợi", "Nguyễn Trãi", "Quang Trung", "Hai Bà Trưng", "30 Tháng 4", "Hùng Vương", "Bà Triệu")
NOTES = ("", "", "", "", "Gọi trước khi giao.", "Giao giờ hành chính.", "Gửi giúp tôi ở quầy bảo vệ.")


@dataclass(frozen=True)
class Buyer:
    name: str
    phone: str
    email: str
    language: str
    commune: Commune
    line: str
    note: str


class Buyers:
    """Buyer number n is always the same person. The first ones live in one province each, so that none is missed."""

    def __init__(self, seed: int, communes: Mapping[int, Sequence[Commune]]) -> None:
        self.seed = seed
        self.communes = [communes[key] for key in sorted(communes)]
        self.weights = [len(found) for found in self.communes]

    def __getitem__(self, number: int) -> Buyer:
        rng = Random(f"{self.seed}:buyer:{number}")  # noqa: S311 - invented people
        provinces = len(self.communes)
        place = number if number < provinces else rng.choices(range(provinces), self.weights)[0]
        words = {"a": rng.randint(1, 12), "b": rng.randint(1, 240), "c": rng.choice(STREETS)}
        line = rng.choice(ROADS).format(**words)
        return Buyer(
            name=f"{rng.choice(FAMILY)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}",
            phone=f"+8490000{number:04d}",
            email=f"khach{number}@example.com" if rng.random() < 0.4 else "",
            language="en" if rng.random() < 0.03 else "vi",
            commune=rng.choice(self.communes[place]),
            line=line[0].upper() + line[1:],
            note=rng.choice(NOTES),
        )
