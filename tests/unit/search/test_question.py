import pytest

from marketplace.search.question import question
from marketplace.search.words import words_of


def goods(text: str) -> list[str]:
    return [word.folded for word in question(text).naming()]


@pytest.mark.parametrize(
    ("text", "stars", "rest"),
    [
        ("ocop", "345", ""),
        ("mật ong OCOP", "345", "mat ong"),
        ("ocop 4 sao", "4", ""),
        ("OCOP hạng 4 sao", "4", ""),
        ("4 sao", "4", ""),
        ("4sao", "4", ""),
        ("trà 5 sao ocop", "5", "tra"),
        ("từ 4 sao", "45", ""),
        ("ocop 4 sao trở lên", "45", ""),
        ("thổ cẩm 4*", "4", "tho cam"),
        ("thổ cẩm 4★", "4", "tho cam"),
        ("4 star tea", "4", "tea"),
        ("4 stars or more honey", "45", "honey"),
        ("ocop bốn sao", "4", ""),
        ("ocop từ bốn sao", "45", ""),
        ("sản phẩm ocop 3 sao", "3", ""),
        ("nấm sao khô", "", "nam sao kho"),
        ("trà dây sao chảo", "", "tra day sao chao"),
        ("14 sao", "", "14 sao"),
        ("2 sao", "", "2 sao"),
        ("ocopia", "", "ocopia"),
    ],
)
def test_stars(text: str, stars: str, rest: str) -> None:
    asked = question(text)
    assert "".join(asked.stars) == stars
    assert " ".join(word.folded for word in asked.words) == rest


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("khăn của người Mông", ["khan", "mong"]),
        ("khan cua nguoi mong", ["khan", "mong"]),
        ("khan cua mong", ["khan", "cua", "mong"]),  # it may be crab
        ("đặc sản Hà Giang", ["ha", "giang"]),
        ("dac san ha giang", ["ha", "giang"]),
        ("tỉnh Hà Giang", ["ha", "giang"]),
        ("tinh dầu quế", ["tinh", "dau", "que"]),
        ("mật ong ở đâu ngon", ["mat", "ong"]),
        ("scarf from the village", ["scarf", "village"]),
        ("hợp tác xã", ["hop", "tac", "xa"]),  # a word with a synonym
        ("đặc sản", ["dac", "san"]),
        ("của", ["cua"]),
    ],
)
def test_words_that_name_no_goods(text: str, named: list[str]) -> None:
    assert goods(text) == named


def test_it_is_marked_when_it_is_spelled_as_meant() -> None:
    assert [question(text).is_marked for text in ("mat ong", "mật ong", "k'ho", "K’Ho", "kho", "'kho'")] == [
        False, True, True, True, False, False,
    ]  # fmt: skip
    assert question("k'ho").words == tuple(words_of("kho"))


def test_nothing_typed() -> None:
    asked = question(" ?! ")
    assert (asked.words, asked.stars, asked.naming()) == ((), (), ())
