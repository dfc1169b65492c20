// The product page a little smoother; without this module all of it works by links, anchors and plain forms.

const main = document.querySelector("[data-listing]");

// A press enlarges the picture where it was pressed; it is moved by scrolling, by finger, or by dragging.
for (const link of document.querySelectorAll("[data-zoom]")) {
    const dialog = document.querySelector(link.hash);
    const picture = dialog.querySelector("img");
    const close = dialog.querySelector("a");
    link.addEventListener("click", (event) => {
        event.preventDefault();
        dialog.showModal();
        const box = link.getBoundingClientRect();
        const at = event.detail ? [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] : [0.5, 0.5];
        dialog.scrollTo(at[0] * picture.offsetWidth - innerWidth / 2, at[1] * picture.offsetHeight - innerHeight / 2);
    });
    close.addEventListener("click", (event) => {
        if (!dialog.matches(":modal")) return;
        event.preventDefault();
        dialog.close();
    });
    picture.draggable = false;
    picture.addEventListener("pointermove", (event) => {
        if (event.pointerType === "mouse" && event.buttons === 1) dialog.scrollBy(-event.movementX, -event.movementY);
    });
}

// Choosing a picture or a variant moves the strip, not the page.
const strip = document.querySelector(".shots");
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const show = (id) => {
    const shot = document.getElementById(id);
    if (shot) strip.scrollTo({ left: shot.offsetLeft - strip.offsetLeft, behavior: still ? "auto" : "smooth" });
};
for (const thumb of document.querySelectorAll(".thumbs a")) {
    thumb.addEventListener("click", (event) => {
        event.preventDefault();
        show(thumb.hash.slice(1));
    });
}
document.querySelector("[data-buy]")?.addEventListener("change", (event) => {
    const pick = event.target.closest(".pick");
    if (!pick) return;
    const own = pick.querySelector("[data-own-per]");
    const per = document.querySelector("[data-per]");
    if (own && per) per.textContent = own.textContent;
    if (pick.dataset.shot) show(pick.dataset.shot);
});

// The province asks at once.
document.querySelector("[data-submit]")?.addEventListener("change", (event) => event.target.form.requestSubmit());

// A telephone shares its own way.
const share = document.querySelector("[data-share]");
if (share && navigator.share) {
    share.querySelector("summary").addEventListener("click", (event) => {
        event.preventDefault();
        navigator.share({ title: document.title, url: share.dataset.share }).catch(() => {});
    });
}

// What was looked at last stays in this browser; the row is fetched when it comes near.
const KEY = "seen";
const MOST = 6;
function remembered() {
    try {
        const found = JSON.parse(localStorage.getItem(KEY) || "[]");
        return Array.isArray(found) ? found.filter(Number.isInteger) : [];
    } catch {
        return [];
    }
}
if (main) {
    const own = Number(main.dataset.listing);
    const others = remembered().filter((id) => id !== own);
    try {
        localStorage.setItem(KEY, JSON.stringify([own, ...others].slice(0, MOST + 1)));
    } catch {
        // A browser that keeps nothing shows no row.
    }
    const place = main.querySelector("[data-seen]");
    if (others.length) {
        const near = new IntersectionObserver(
            async ([entry]) => {
                if (!entry.isIntersecting) return;
                near.disconnect();
                const answer = await fetch(`${place.dataset.seen}?ids=${others.slice(0, MOST).join(",")}`);
                if (!answer.ok) return;
                const row = new DOMParser().parseFromString(await answer.text(), "text/html");
                place.replaceChildren(...row.body.children);
            },
            { rootMargin: "400px" },
        );
        near.observe(place);
    }
}
