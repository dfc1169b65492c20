"""What each word of goods looks like."""

from __future__ import annotations

from dataclasses import dataclass

from .glyphs import glyph


@dataclass(frozen=True)
class Good:
    """`label` stands on packs, `piece` lies in heaps; `heap` says how the goods lie when they are out of the pack."""

    label: str
    heap: str
    main: str
    light: str
    dark: str
    piece: str = ""
    size: float = 1.0
    stain: str = ""
    share: float = 0.0

    @property
    def mark(self) -> str:
        return glyph(self.label, self.stain, self.share)

    @property
    def lying(self) -> str:
        return glyph(self.piece or self.label, self.stain, self.share)

    def toned(self, depth: float) -> str:
        """A piece in the shade of the others."""
        name = self.piece or self.label
        return glyph(name, self.dark, depth) if depth and not self.stain else self.lying

    @property
    def is_upright(self) -> bool:
        """Stands by itself; would look foolish on a plate."""
        return self.heap == "scene" or self.label in _UPRIGHT


_UPRIGHT = ("clay-pot", "orchid", "evergreen-tree", "wood", "bamboo", "bird", "bed")
_GREEN = ("#6F9148", "#9DBB6A", "#4E6B33")
_BROWN = ("#8A5E3C", "#B98A5E", "#5D3A22")
_RED = ("#B4372F", "#D6685A", "#7F2620")
_GOLD = ("#E0A62A", "#F3C958", "#B0780E")
_WHITE = ("#F1E9D6", "#FFFDF5", "#D3C6A8")

GOODS: dict[str, Good] = {
    "tea": Good("tea-bud", "curls", "#4F6234", "#8A9C5A", "#33421F", "cup"),
    "herbal_tea": Good("teapot", "curls", "#8A8A4A", "#C2B86E", "#5D6030", "cup", stain="#6F8A42", share=0.45),
    "honey": Good("honey-pot", "liquid", "#E39A1E", "#F7C65A", "#B0700E", "honeycomb"),
    "rice": Good("sheaf-of-rice", "grains", *_WHITE, "rice-ear"),
    "sticky_rice": Good("sticky-rice", "grains", "#EADFC8", "#FFFDF5", "#B9A4B0", "rice-ear"),
    "noodles": Good("steaming-bowl", "skein", "#DDD3C0", "#F0E9DA", "#BFB193", "noodles"),
    "cake": Good("cake", "pieces", "#84A557", "#E9D9A8", "#5C7F45", "rice-cake", 1.05),
    "coffee": Good("coffee-cup", "beans", "#6B4028", "#8F5E3E", "#3A2014", "coffee-cherry"),
    "cocoa": Good("cocoa-pod", "pieces", "#7A4424", "#A8562A", "#4A2814", "cocoa-pod", 1.2),
    "chestnut": Good("chestnut", "pieces", "#6B4423", "#B98A5E", "#3F2A20", size=0.72),
    "mushroom": Good("brown-mushroom", "pieces", *_BROWN, size=0.78),
    "ginger": Good("ginger-root", "pieces", "#D99A4E", "#EBC286", "#A8702E", size=1.1),
    "garlic": Good("garlic", "pieces", "#F3E3C8", "#FFFDF5", "#CDB898", size=0.78),
    "shallot": Good("shallot", "pieces", "#A6556A", "#C47F8C", "#7A3349", size=0.74),
    "chilli": Good("hot-pepper", "pieces", *_RED, size=0.85),
    "pepper": Good("pepper", "beads", "#3A2C22", "#6B5644", "#211812"),
    "turmeric": Good("ginger-root", "powder", "#E09A1E", "#F3C04E", "#B0700E", size=1.1, stain="#E07A0E", share=0.5),
    "salt": Good("salt", "powder", "#F4F1E8", "#FFFFFF", "#D6D3C8"),
    "spice": Good("mortar", "powder", "#9C5A24", "#C48A4A", "#6B3D14", "star-anise"),
    "cinnamon": Good("cinnamon", "pieces", "#A3623A", "#C48A5E", "#6B3D22", size=1.15),
    "star_anise": Good("star-anise", "pieces", "#8C4A24", "#D99A52", "#5F2E14", size=0.66),
    "cardamom": Good("cardamom", "pieces", "#8A4836", "#AC6A52", "#4F241B", size=0.66),
    "lemongrass": Good("lemongrass", "pieces", *_GREEN, size=1.3),
    "orange": Good("tangerine", "pieces", "#E58B23", "#F3B45E", "#B8640E"),
    "plum": Good("plum", "pieces", "#7A2C46", "#C06A84", "#4A162A", size=0.72),
    "peach": Good("peach", "pieces", "#E8925E", "#F6C09A", "#B8622E"),
    "mango": Good("mango", "pieces", *_GOLD, size=1.05),
    "banana": Good("banana", "pieces", "#F0BE3C", "#F7D060", "#B98A1E", size=1.25),
    "pineapple": Good("pineapple", "pieces", *_GOLD, size=1.35),
    "persimmon": Good("persimmon", "pieces", "#E2762A", "#F0A05A", "#B0520E", size=0.92),
    "apple": Good("red-apple", "pieces", *_RED, size=0.92),
    "pear": Good("pear", "pieces", "#C2B84E", "#E2DC8A", "#94883A", size=1.05, stain="#D9A83E", share=0.35),
    "avocado": Good("avocado", "pieces", *_GREEN),
    "passion_fruit": Good("passion-fruit", "pieces", "#5B2A4A", "#93638A", "#3C1931", size=0.9),
    "lychee": Good("lychee", "pieces", *_RED, size=0.72),
    "longan": Good("longan", "pieces", "#B98A4E", "#D9B078", "#8F6430", size=0.85),
    "custard_apple": Good("custard-apple", "pieces", "#9DB36A", "#C0D18E", "#6F8A42"),
    "grape": Good("grapes", "pieces", "#5B3A6A", "#8A6A9A", "#3C2448", size=1.1),
    "lemon": Good("lime", "pieces", "#8FB44E", "#C2D98A", "#5C7F2E", "lime", 0.72),
    "pomelo": Good("pomelo", "pieces", "#B9C25A", "#E2E6A0", "#7E8B3A", size=1.2),
    "dragon_fruit": Good("dragon-fruit", "pieces", "#C2365E", "#E07A94", "#8C1F42", size=1.1),
    "durian": Good("durian", "pieces", "#8C9444", "#B8BC6A", "#5D6B2A", size=1.25),
    "jackfruit": Good("jackfruit", "pieces", "#A3A24A", "#F6E7B4", "#6F7030", size=1.3),
    "corn": Good("ear-of-corn", "pieces", *_GOLD, size=1.1),
    "cassava": Good("cassava", "pieces", *_BROWN, size=1.15),
    "taro": Good("taro", "pieces", "#7A5A48", "#EADFE4", "#54392C", size=0.95),
    "sweet_potato": Good("roasted-sweet-potato", "pieces", "#A83E56", "#E8923E", "#7A2840"),
    "peanut": Good("peanuts", "pieces", "#D9A860", "#EBC890", "#A8783A", size=0.72),
    "sesame": Good("sesame", "grains", "#E9D9B0", "#FFF6DC", "#B8A070"),
    "bean": Good("beans", "beans", "#8C3A2E", "#C06A5A", "#5A1F18"),
    "macadamia": Good("macadamia", "pieces", "#8A5530", "#F3E3C2", "#5D3410", size=0.72),
    "cashew": Good("cashew", "pieces", "#E3C48E", "#F3DDB0", "#B98A4E", size=0.62),
    "coconut": Good("coconut", "pieces", "#7A5A40", "#F1EADB", "#4A3424", size=1.1),
    "palm_sugar": Good("palm-sugar", "pieces", "#94591F", "#C98A3E", "#6B3D14", size=0.95),
    "cane_sugar": Good("cane-sugar", "pieces", "#8A5420", "#C48A44", "#5D3410", size=1.1),
    "buffalo": Good("water-buffalo", "strips", "#5A2617", "#A8604A", "#33140C", "jerky"),
    "pork": Good("pig", "strips", "#7A3222", "#C07A5E", "#4F1C12", "meat"),
    "beef": Good("ox", "strips", "#6E2F1B", "#B4694A", "#3F180C", "cut-of-meat"),
    "sausage": Good("sausage", "links", "#8C2F22", "#D07A5E", "#5A1A12"),
    "fish": Good("dried-fish", "pieces", "#8FA0A6", "#B4C2C6", "#62767E", "dried-fish", 1.15),
    "shrimp": Good("shrimp", "pieces", "#D9623A", "#F0A07A", "#A83E1E"),
    "egg": Good("egg", "pieces", "#E3B98A", "#F3DDBE", "#B8885A", size=0.8),
    "chicken": Good("rooster", "pieces", "#B8702E", "#E3B070", "#7A4418", "poultry-leg"),
    "duck": Good("duck", "pieces", "#A8622A", "#D9A060", "#6B3D14", "poultry-leg", stain="#8A4A1E", share=0.1),
    "goat": Good("goat", "pieces", "#8C3A2E", "#D9A08A", "#5A1F18", "meat-on-bone"),
    "milk": Good("milk", "liquid", "#FBF8F0", "#FFFFFF", "#DCE0DC", "milk"),
    "leafy": Good("leafy-green", "pieces", *_GREEN, size=1.1),
    "bamboo_shoot": Good("bamboo-shoot", "pieces", "#C2A86A", "#DCC78E", "#6F5E30", size=1.15),
    "pumpkin": Good("pumpkin", "pieces", "#DC8A32", "#EBA24A", "#A8581A", size=1.2),
    "tomato": Good("tomato", "pieces", *_RED, size=0.9),
    "herb": Good("herb", "pieces", *_GREEN, size=1.15),
    "flower": Good("cherry-blossom", "pieces", "#D97FA8", "#F6CFDF", "#A84A78", size=0.72),
    "chrysanthemum": Good("chrysanthemum", "pieces", "#E8B02E", "#F7DB86", "#C98A1C", size=0.66),
    "rose": Good("rose", "pieces", "#B23A50", "#E08A94", "#7F1F35", size=1.1),
    "artichoke": Good("artichoke", "pieces", "#7C9A5E", "#9DB87C", "#587544"),
    "roselle": Good("roselle", "pieces", "#8C1F35", "#B23A50", "#5A0F20", size=0.85),
    "ginseng": Good("ginseng", "pieces", "#C9A05C", "#E8CB90", "#8F6430", size=1.2),
    "root": Good("root", "pieces", *_BROWN, size=1.1),
    "oil": Good("oil", "liquid", "#E0A62A", "#F7D98A", "#B0780E", "oil"),
    "leaf": Good("leaf", "pieces", *_GREEN, size=1.05),
    "bamboo": Good("bamboo", "pieces", *_GREEN, size=1.3),
    "wood": Good("wood", "pieces", *_BROWN, size=1.1),
    "clay": Good("clay-pot", "pieces", "#B0623A", "#E8C9A0", "#7F3F22", size=1.05),
    "orchid": Good("orchid", "pieces", "#D693C0", "#E8B8D6", "#A63A6E", size=1.15),
    "tree": Good("evergreen-tree", "pieces", *_GREEN, "deciduous-tree", 1.3),
    "bird": Good("bird", "scene", "#B4372F", "#D99A52", "#7F2620", size=1.2),
    "bed": Good("bed", "scene", "#4A7BA0", "#DCE8EF", "#2C587A", "bed", 1.2),
    "water": Good("droplet", "liquid", "#A8CBDA", "#E3F0F4", "#6F9BB8", "droplet"),
    "wine": Good("wine", "liquid", "#E3C68A", "#F7E9C2", "#B98A4E", "wine"),
    "seaweed": Good("seaweed", "pieces", "#4B6B3A", "#6B8A4A", "#2C421F", size=1.15),
    "sauce": Good("sauce", "liquid", "#8C3A1C", "#C8622E", "#54200E", "sauce"),
}
