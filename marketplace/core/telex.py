"""Words that were typed for a Vietnamese keyboard that was switched off: `thoor`, `maatj` (Telex), `tho63` (VNI)."""

import re
import unicodedata

_TELEX_TONES = {"s": "´", "f": "`", "r": "?", "x": "~", "j": "."}
_VNI_TONES = {"1": "´", "2": "`", "3": "?", "4": "~", "5": "."}
_MARKS = {"´": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_DOUBLED = {"a": "â", "e": "ê", "o": "ô"}
_HORNED = {"a": "ă", "o": "ơ", "u": "ư"}
_VNI_SHAPES = {"6": _DOUBLED, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}
_VOWELS = set("aeiouyâêôăơư")
_SHAPED = set("âêôăơư")
_TELEX = re.compile(r"[a-z]{2,12}")
_VNI = re.compile(r"[a-z]+[1-9][a-z1-9]*")


def decoded(word: str) -> str:
    """The lower-case word with its marks; empty where nothing of Telex or VNI is in it.

    Any English word may look like Telex (`bags`): whether what comes out is a word, the caller must know.
    """
    if _VNI.fullmatch(word):
        letters, tone = _from_vni(word)
    elif _TELEX.fullmatch(word):
        letters, tone = _from_telex(word)
    else:
        return ""
    text = toned("".join(letters), tone)
    return text if text != word else ""


def _from_telex(word: str) -> tuple[list[str], str]:
    letters: list[str] = []
    tone = ""
    for char in word:
        if char in _TELEX_TONES and _VOWELS & set(letters):
            tone = _TELEX_TONES[char]
        elif char == "w":
            _horn(letters)
        elif char in _DOUBLED and char in letters[-2:] and not _SHAPED & set(letters):
            _shape_last(letters, {char: _DOUBLED[char]})
        elif char == "d" and letters[:1] == ["d"]:
            letters[0] = "đ"
        else:
            letters.append(char)
    return letters, tone


def _from_vni(word: str) -> tuple[list[str], str]:
    letters: list[str] = []
    tone = ""
    for char in word:
        if char in _VNI_TONES:
            tone = _VNI_TONES[char]
        elif char == "7":
            _horn(letters, without="a")
        elif char in _VNI_SHAPES:
            _shape_last(letters, _VNI_SHAPES[char])
        else:
            letters.append(char)
    return letters, tone


def _horn(letters: list[str], without: str = "") -> None:
    """`uo` is horned as one; a `w` of its own is an `ư`."""
    text = "".join(letters)
    if "uo" in text:
        at = text.index("uo")
        letters[at : at + 2] = ["ư", "ơ"]
    elif not _shape_last(letters, {plain: shaped for plain, shaped in _HORNED.items() if plain != without}):
        letters.append("ư")


def _shape_last(letters: list[str], shapes: dict[str, str]) -> bool:
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in shapes:
            letters[at] = shapes[letters[at]]
            return True
    return False


def toned(letters: str, tone: str) -> str:
    """Letters and a tone sign, as `tone_last` writes them, as one word in NFC: `hoa` and `` ` `` are `hòa`."""
    at = _tone_place(letters)
    if not tone or at is None:
        return letters
    return unicodedata.normalize("NFC", letters[: at + 1] + _MARKS[tone] + letters[at + 1 :])


def _tone_place(letters: str) -> int | None:
    """On a shaped vowel if there is one, else on the last before a consonant, else on the last but one."""
    vowels = [at for at, char in enumerate(letters) if char in _VOWELS]
    if len(vowels) > 1 and letters[:2] in ("qu", "gi"):
        vowels = vowels[1:]
    shaped = [at for at in vowels if letters[at] in _SHAPED]
    if shaped or len(vowels) < 2:
        return max(shaped or vowels, default=None)
    return vowels[-1] if vowels[-1] < len(letters) - 1 else vowels[-2]
