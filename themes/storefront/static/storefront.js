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

// Favourites. A shared page knows nobody, so the hearts are filled here; without this module each is a plain form.
const hearts = document.querySelectorAll("[data-keep]");
const mark = () => /(?:^|; )kept=([^;]*)/.exec(document.cookie)?.[1];
const known = () => {
    const stored = JSON.parse(localStorage.kept || "{}");
    return mark() ? stored.mark === mark() && stored.ids : [];
};
const fill = (ids) => hearts.forEach((heart) => (heart.ariaPressed = ids.includes(+heart.dataset.keep)));
const store = (ids) => (localStorage.kept = JSON.stringify({ mark: mark(), ids }));
const load = async () => {
    const answer = await fetch(hearts[0].form.action.replace(/\d+\/keep\/$/, "state/"));
    const { kept } = await answer.json();
    store(kept);
    fill(kept);
};
if (hearts.length) {
    if (known()) fill(known());
    else load().catch(() => {});
}
let turn = Promise.resolve(); // one after the other, however quickly they are pressed
document.addEventListener("submit", (event) => {
    const form = event.target;
    const heart = form.querySelector("[data-keep]");
    if (!heart) return;
    event.preventDefault();
    const id = +heart.dataset.keep;
    const drops = heart.ariaPressed === "true";
    heart.ariaPressed = !drops;
    turn = turn.then(async () => {
        const ids = known();
        const url = drops ? form.action.replace("/keep/", "/drop/") : form.action;
        const asked = { method: "POST", headers: { Accept: "application/json" }, keepalive: true };
        const answer = await fetch(url, asked).catch(() => ({}));
        if (!answer.ok) form.submit();
        else if (ids) store(drops ? ids.filter((other) => other !== id) : [...ids, id]);
        else await load().catch(() => {});
    });
});

// What suggests while somebody types is fetched when somebody goes to the search field.
const field = document.querySelector("[data-suggest]");
const suggest = () => import(field.dataset.module);
if (field && document.activeElement === field) suggest();
else field?.addEventListener("focus", suggest, { once: true });
