// The price follows the chosen variant. Without this module the variants still carry their own prices.
for (const form of document.querySelectorAll("[data-buy]")) {
    form.addEventListener("change", (event) => {
        const own = event.target.closest(".pick")?.querySelector("[data-own-price]");
        if (!own) return;
        for (const shown of form.querySelectorAll("[data-price]")) {
            shown.replaceChildren(...own.cloneNode(true).childNodes);
        }
    });
}

// One menu is open at a time, and a press elsewhere or Escape closes it.
const menus = document.querySelectorAll("details.sort");
document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
        if (!menu.open) continue;
        menu.open = false;
        menu.querySelector("summary").focus();
    }
});
