// The page is complete without this script. It adds: a search, sorting and filtering of tables, the place in the contents.
"use strict";

const main = document.querySelector("main");
const nav = document.querySelector("nav");
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const squeezed = (text) => text.replace(/\s+/g, " ").trim();
const plain = (text) => squeezed(text).toLowerCase();
const matches = (text, query) => plain(query).split(" ").every((word) => text.includes(word));
const counted = (count, one, many) => `${count.toLocaleString("de")} ${count === 1 ? one : many}`;

// ---- Only what scrolls is a stop of the keyboard.

const stops = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
    if (scrolls) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const region of document.querySelectorAll(".scroll")) stops.observe(region);

// ---- Sorting: rows move within their group; its heading stays first, its sum last, a remark below its row.

const compare = new Intl.Collator("de", { numeric: true }).compare;
const numberOf = (text) => {
  const found = text.replace(/\./g, "").replace("−", "-").replace(",", ".").match(/-?\d+(\.\d+)?/);
  return found ? Number(found[0]) : null;
};
const dayOf = (text) => {
  const found = text.match(/(?:(\d\d)\.(\d\d)\.)?(\d{4})/);
  return found ? Number(found[3] + (found[2] ?? "00") + (found[1] ?? "00")) : null;
};
const textOf = (text) => text || null;

const bundles = (rows) => {
  const found = [];
  rows.forEach((row, place) => {
    row.dataset.place ??= place;
    if (row.className === "remark" && found.length) found.at(-1).push(row);
    else if (!row.className) found.push([row]);
  });
  return found;
};

const sort = (table, column, direction) => {
  const head = table.tHead.rows[0].cells[column];
  const keyOf = head.classList.contains("n") ? numberOf : head.classList.contains("d") ? dayOf : textOf;
  const byKey = (a, b) => {
    if (!direction) return 0;
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
    return (typeof a.key === "string" ? compare(a.key, b.key) : a.key - b.key) * direction;
  };
  for (const body of table.tBodies) {
    const rows = [...body.rows];
    const sorted = bundles(rows).map((bundle) => ({
      bundle, key: keyOf(bundle[0].cells[column].textContent.trim()), place: Number(bundle[0].dataset.place),
    }));
    sorted.sort((a, b) => byKey(a, b) || a.place - b.place);
    const moved = new DocumentFragment();
    for (const { bundle } of sorted) moved.append(...bundle);
    body.insertBefore(moved, rows.find((row) => /total/.test(row.className)) ?? null);
  }
  for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
  if (direction) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
};

for (const table of document.querySelectorAll("table.sortable")) {
  for (const head of table.tHead.rows[0].cells) {
    const button = make("button", { type: "button", title: "Sortieren" }, ...head.childNodes);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(table, head.cellIndex, now === "ascending" ? -1 : now === "descending" ? 0 : 1);
    });
    head.append(button);
  }
}

// ---- Filtering of long tables.

for (const place of document.querySelectorAll(".filter")) {
  const rows = [...place.parentElement.querySelectorAll("tbody")].flatMap((body) => bundles([...body.rows]));
  const texts = rows.map((bundle) => plain(bundle.map((row) => row.textContent).join(" ")));
  const field = make("input", { type: "search", autocomplete: "off" });
  const status = make("span", { role: "status" });
  field.addEventListener("input", () => {
    const fitting = texts.map((text) => matches(text, field.value));
    rows.forEach((bundle, index) => { for (const row of bundle) row.hidden = !fitting[index]; });
    const left = fitting.filter(Boolean).length;
    status.textContent = field.value ? `${left.toLocaleString("de")} von ${counted(rows.length, "Zeile", "Zeilen")}` : "";
  });
  place.append(make("label", {}, "Zeilen filtern ", field), " ", status);
  place.hidden = false;
}

// ---- Search: every heading, paragraph, item, value and row that has all the words.

const MOST = 50;
const PARTS = "h2, h3, h4, h5, h6, p, dt, dd, li:not(:has(p)), figcaption, tbody tr";

const search = (form) => {
  const [field, status, list] = [form.querySelector("input"), form.querySelector("[role=status]"), form.querySelector("ol")];
  let parts;
  const index = () => {
    let heading = "";
    return [...main.querySelectorAll(PARTS)].map((element) => {
      const text = [...(element.cells ?? [element])].map((part) => squeezed(part.textContent)).join(" · ");
      if (/^H\d/.test(element.tagName)) heading = text;
      return { element, heading, text, plain: plain(text) };
    });
  };
  const snippet = (part, query) => {
    const at = Math.max(0, part.plain.indexOf(plain(query).split(" ")[0]) - 40);
    return (at ? "…" : "") + part.text.slice(at, at + 120) + (part.text.length > at + 120 ? "…" : "");
  };
  const hit = (part, number, query) => {
    part.element.id ||= `treffer-${number}`;
    const link = make("a", { href: `#${part.element.id}` }, make("strong", {}, part.heading), " ");
    if (part.text !== part.heading) link.append(snippet(part, query));
    return make("li", {}, link);
  };
  field.addEventListener("input", () => {
    parts ??= index();
    const query = field.value;
    const found = plain(query).length > 1 ? parts.filter((part) => matches(part.plain, query)) : [];
    list.replaceChildren(...found.slice(0, MOST).map((part) => hit(part, parts.indexOf(part), query)));
    const more = found.length > MOST ? `, hier die ersten ${MOST}` : "";
    status.textContent = plain(query).length > 1 ? counted(found.length, "Treffer", "Treffer") + more : "";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.focus();
  });
  form.hidden = false;
};

// ---- Contents: closed on a phone, open at the chapter that is read.

const follow = () => {
  const contents = nav.querySelector("details");
  const links = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const narrow = matchMedia("(max-width: 60rem)");
  const fold = () => { contents.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  nav.classList.add("folding");
  const headings = [...links.keys()].map((id) => document.getElementById(id));
  const mark = () => {
    const read = innerHeight * 0.3;
    let [low, high] = [0, headings.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (headings[middle].getBoundingClientRect().top <= read) low = middle;
      else high = middle;
    }
    const link = links.get(headings[low].id);
    if (link.ariaCurrent) return;
    for (const item of nav.querySelectorAll(".open")) item.classList.remove("open");
    nav.querySelector("[aria-current]")?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    for (let item = link.closest("li"); item; item = item.parentElement.closest("li")) item.classList.add("open");
  };
  addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
  mark();
};

if (nav) {
  search(nav.querySelector("form"));
  follow();
}
