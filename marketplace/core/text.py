"""Vietnamese text: stored in NFC, compared and searched through a fold."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_BREAKS = re.compile(r"[-_/.,;:()\[\]{}!?\"“”+&|]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_TONES = {"\u0300": "`", "\u0301": "´", "\u0303": "~", "\u0309": "?", "\u0323": "."}
_TONE_ORDER = {"`": 1, "?": 2, "~": 3, "´": 4, ".": 5}
_PLACES = {char: place for place, char in enumerate(" 0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


def normalise(text: str) -> str:
    """NFC, with one space between words and none at the ends; line breaks count as spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def normalise_lines(text: str) -> str:
    """NFC with line breaks kept: at most one empty line between paragraphs."""
    lines = [normalise(line) for line in unicodedata.normalize("NFC", text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_marks(text: str) -> str:
    """Tone and vowel marks off, đ to d; letters keep their case."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.replace("đ", "d").replace("Đ", "D")


def fold(text: str) -> str:
    """What two spellings of one word share: `H'Mông`, `Hmong` and `hmông` are all `hmong`; `Ê-đê` is `e de`."""
    bare = _APOSTROPHES.sub("", without_marks(text).lower())
    return _SPACES.sub(" ", _BREAKS.sub(" ", bare)).strip()


def words(text: str) -> list[str]:
    """Lower-case NFC words with their marks, parted where `fold` parts them."""
    return _BREAKS.sub(" ", _APOSTROPHES.sub("", unicodedata.normalize("NFC", text).lower())).split()


def tone_last(word: str) -> str:
    """A word's letters, then its tone as a sign, so that `hoà` and `hòa` are one. For comparing, never shown."""
    decomposed = unicodedata.normalize("NFD", word)
    letters = "".join(char for char in decomposed if char not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(_TONES.get(char, "") for char in decomposed)


def slug(text: str, allow_unicode: object = None) -> str:
    """`Đặc sản Đồng Văn` as `dac-san-dong-van`; Oscar's slug function as well."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def alphabet_places(text: str) -> list[int]:
    """A number below 64 for each letter, by its place in the Vietnamese alphabet, tones aside; 0 parts words."""
    bare = "".join(char for char in unicodedata.normalize("NFD", " ".join(words(text))) if char not in _TONES)
    return [_PLACES[char] for char in unicodedata.normalize("NFC", bare) if char in _PLACES]


def alphabet_key(text: str) -> tuple[list[int], list[int]]:
    """Sorts as a Vietnamese dictionary does: by letters word for word, then by tones (a à ả ã á ạ)."""
    return alphabet_places(text), [_TONE_ORDER.get(tone_last(word)[-1:], 0) for word in words(text)]
