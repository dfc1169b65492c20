// Suggestions under the search field, loaded when somebody goes there. Without this module the form simply searches.

const field = document.querySelector("[data-suggest]");
const WAIT = 120;
const SHORTEST = 2;
let timer, running, at = -1;

const make = (name, values = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(values)) node.setAttribute(key, value);
    node.append(...children);
    return node;
};

document.head.append(make("link", { rel: "stylesheet", href: field.dataset.style }));
const list = make("div", { id: "suggested", class: "hints", role: "listbox", "aria-label": field.labels[0].innerText });
list.hidden = true;
field.form.append(list);
const options = () => list.querySelectorAll("[role=option]");

function mark(next) {
    at = next;
    options().forEach((option, index) => option.setAttribute("aria-selected", index === at));
    const active = options()[at];
    if (active) field.setAttribute("aria-activedescendant", active.id);
    else field.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
}

function show(open) {
    list.hidden = !open;
    field.setAttribute("aria-expanded", open);
    mark(-1);
}

function close() {
    clearTimeout(timer);
    running?.abort();
    show(false);
}

function draw(sections) {
    let count = 0;
    list.replaceChildren(
        ...sections.map(({ kind, title, entries }) =>
            make(
                "div",
                { role: "group", "aria-labelledby": `hint-${kind}` },
                make("p", { id: `hint-${kind}` }, title),
                ...entries.map(({ label, note, url }) =>
                    make("a", { role: "option", id: `hint-${count++}`, href: url, tabindex: -1 }, label, make("small", {}, note)),
                ),
            ),
        ),
    );
    show(count > 0);
}

async function ask() {
    const asked = field.value.trim();
    running?.abort();
    if (asked.length < SHORTEST) return show(false);
    const { signal } = (running = new AbortController());
    const query = new URLSearchParams({ q: asked, lang: document.documentElement.lang });
    try {
        const answer = await fetch(`${field.dataset.suggest}?${query}`, { signal });
        if (!answer.ok) return show(false);
        const { sections } = await answer.json();
        if (!signal.aborted && document.activeElement === field) draw(sections);
    } catch {
        if (!signal.aborted) show(false);
    }
}

// Vietnamese keyboards compose whole words: what stands in the field is asked for meanwhile, keys are left to them.
field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
});
field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || list.hidden) return;
    const count = options().length;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) mark(((at + 1 + move + count + 1) % (count + 1)) - 1);
    else if (event.key === "Enter" && at >= 0) options()[at].click();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
});
field.addEventListener("blur", close);
field.form.addEventListener("submit", close);
list.addEventListener("pointerdown", (event) => event.preventDefault());

for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggested" })) {
    field.setAttribute(name, value);
}
show(false);
if (field.value !== field.defaultValue) ask();
