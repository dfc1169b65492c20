// Basket without page loads, and the place field as a combobox. All of it works as plain forms too.

const basket = () => document.querySelector("[data-basket]");
let running;

async function send(form, button) {
    const body = new FormData(form);
    if (button?.name) body.append(button.name, button.value);
    running?.abort();
    running = new AbortController();
    basket().setAttribute("aria-busy", "true");
    try {
        const answer = await fetch(form.action, { method: "POST", body, signal: running.signal });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        basket().replaceWith(page.querySelector("[data-basket]"));
        document.querySelector("header").replaceWith(page.querySelector("header"));
        const again = [...document.forms].find((other) => other.action === form.action);
        const same = button?.name ? `[name=step][value="${button.value}"]` : ".qty input";
        (again?.querySelector(same) || basket()).focus({ preventScroll: true });
    } catch (error) {
        if (error.name !== "AbortError") location.reload();
    }
}

if (basket()) {
    document.addEventListener("submit", (event) => {
        if (!event.target.matches("[data-quantity]")) return;
        event.preventDefault();
        send(event.target, event.submitter);
    });
    document.addEventListener("change", (event) => {
        if (event.target.matches(".qty input")) event.target.form.requestSubmit();
    });
}

const set = (node, values) => Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value));
const make = (name, values, text = "") => {
    const node = document.createElement(name);
    set(node, values);
    node.textContent = text;
    return node;
};

function combobox(input) {
    const list = make("ul", { id: "places", class: "places-list", role: "listbox", "aria-label": input.labels[0].innerText });
    const chosen = make("input", { type: "hidden", name: "commune" });
    let at = -1;
    let timer;
    set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": "places" });
    input.after(list);
    show(false);

    function show(open) {
        list.hidden = !open;
        set(input, { "aria-expanded": open });
        mark(-1);
    }
    function mark(next) {
        at = next;
        [...list.children].forEach((option, index) => set(option, { "aria-selected": index === at }));
        set(input, { "aria-activedescendant": at < 0 ? "" : `place-${at}` });
        list.children[at]?.scrollIntoView({ block: "nearest" });
    }
    function take(option) {
        input.value = option.firstChild.textContent;
        chosen.value = option.dataset.id;
        input.after(chosen);
        show(false);
    }
    async function ask() {
        const asked = input.value;
        const answer = await fetch(`${input.dataset.places}?q=${encodeURIComponent(asked)}`);
        const { places } = await answer.json();
        if (asked !== input.value || document.activeElement !== input) return;
        list.replaceChildren(
            ...places.map((place, index) => {
                const option = make("li", { role: "option", id: `place-${index}`, "data-id": place.id });
                option.append(make("b", {}, place.label), make("small", {}, place.old));
                return option;
            }),
        );
        show(places.length > 0);
    }

    input.addEventListener("input", () => {
        // Another text is another place: what was chosen before falls away.
        input.form.querySelectorAll(".choices, [name=commune]").forEach((old) => old.remove());
        clearTimeout(timer);
        if (input.value.trim().length < 2) show(false);
        else timer = setTimeout(() => ask().catch(() => show(false)), 150);
    });
    input.addEventListener("keydown", (event) => {
        const count = list.children.length;
        const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        const picks = event.key === "Enter" && at >= 0;
        if (list.hidden || !(move || picks || event.key === "Escape")) return;
        event.preventDefault();
        if (move) mark(at < 0 && move < 0 ? count - 1 : (at + move + count) % count);
        else if (picks) take(list.children[at]);
        else show(false);
    });
    input.addEventListener("blur", () => show(false));
    list.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        const option = event.target.closest("[role=option]");
        if (option) take(option);
    });
}

document.querySelectorAll("[data-places]").forEach(combobox);
document.querySelector("[data-focus]")?.focus();
