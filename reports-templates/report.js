"use strict";
const page = document.getElementById("page");

/* Text that the page carries compressed: gzip in base64. */
const unpack = async (element) => {
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
};

const all = (root, selector) => root.querySelectorAll(selector);

/* Buttons that copy. */
const copying = (root) => {
  for (const button of all(root, "button.copy")) {
    const code = button.parentElement.querySelector("pre");
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = label; }, 1500);
      } catch (refused) {
        getSelection().selectAllChildren(code);
      }
    });
  }
};

/* What a link within the page leads to is folded out first. */
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let outer = target; outer; outer = outer.parentElement?.closest("details")) {
    if (outer.tagName === "DETAILS") outer.open = true;
  }
  target.closest("details")?.setAttribute("open", "");
  target.scrollIntoView();
};
addEventListener("hashchange", unfold);
addEventListener("click", (event) => {
  if (event.target.closest?.('a[href="' + location.hash + '"]')) unfold();
});

addEventListener("beforeprint", () => {
  for (const details of all(document, "details")) details.open = true;
});

/* The page in its other languages. */
const pages = new Map([[page.dataset.language, { nodes: [...page.childNodes], title: document.title, lang: document.documentElement.lang }]]);
const inLanguage = async (language) => {
  if (!pages.has(language)) {
    const html = await unpack(document.getElementById("page-" + language));
    const other = new DOMParser().parseFromString(html, "text/html");
    const top = other.querySelector("[data-title]");
    const content = document.createElement("div");
    content.append(...other.body.childNodes);
    prepare(content);
    pages.set(language, { nodes: [...content.childNodes], title: top.dataset.title, lang: top.dataset.lang });
  }
  return pages.get(language);
};
const show = async (language) => {
  const open = [...all(page, "details")].map((details) => details.open);
  const shown = await inLanguage(language);
  page.replaceChildren(...shown.nodes);
  page.dataset.language = language;
  document.title = shown.title;
  document.documentElement.lang = shown.lang;
  const details = all(page, "details");
  if (details.length === open.length) details.forEach((one, i) => { one.open = open[i]; });
  for (const button of all(page, "button.language")) button.setAttribute("aria-pressed", String(button.dataset.language === language));
  page.querySelector("button.language[aria-pressed=true]")?.focus();
};
const languages = (root) => {
  for (const button of all(root, "button.language")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(button.dataset.language === page.dataset.language));
    button.addEventListener("click", () => show(button.dataset.language));
  }
};


/* Tables: sorted, searched, filtered by columns of few values, saved as CSV. */
const PAGE = 200;
const FEW = 12;
const LONG = 24;
const UNITS = { "µs": 1e-6, ms: 1e-3, s: 1, B: 1, KiB: 1024, MiB: 1048576, GiB: 1073741824 };
const collator = new Intl.Collator(undefined, { numeric: true });
const filled = (pattern, ...words) => pattern.replace(/\{(\d)\}/g, (all, i) => words[i]);
const make = (tag, attributes = {}, text = "") => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
};
const measure = (text) => {
  const found = text.match(/^[×\s]*(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)\s*([A-Za-zµ]*)/i);
  return found ? Number(found[1]) * (UNITS[found[2]] ?? 1) : NaN;
};
const compare = (one, other) => {
  if (one === "" || other === "") return (one === "") - (other === "");
  const difference = measure(one) - measure(other);
  return Number.isNaN(difference) ? collator.compare(one, other) : difference;
};

/* CSV as RFC 4180 has it; a cell that a spreadsheet would run gets an apostrophe before it. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const parseCsv = (text) => {
  const rows = [];
  const cell = /("(?:[^"]|"")*"|[^",\n\r]*)(,|\r?\n|$)/gy;
  let row = [];
  for (let found = cell.exec(text); found && cell.lastIndex <= text.length; found = cell.exec(text)) {
    const raw = found[1].startsWith('"') ? found[1].slice(1, -1).replaceAll('""', '"') : found[1];
    row.push(/^'./.test(raw) && FORMULA.test(raw.slice(1)) ? raw.slice(1) : raw);
    if (found[2] !== ",") { rows.push(row); row = []; }
    if (cell.lastIndex >= text.length) break;
  }
  return rows;
};
const csvCell = (text) => {
  const safe = FORMULA.test(text) && Number.isNaN(Number(text)) ? "'" + text : text;
  return /[",\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
};
const save = (name, rows) => {
  const text = rows.map((row) => row.map(csvCell).join(",") + "\n").join("");
  const link = make("a", { download: name });
  link.href = URL.createObjectURL(new Blob(["\ufeff" + text], { type: "text/csv" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

/* Rows are [cells, element or null]; elements are made when a row is first shown. */
const grid = (table, columns, rows, name, say) => {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const bar = make("div", { class: "table-bar" });
  const search = make("input", { type: "search", placeholder: say.search, "aria-label": say.search });
  const count = make("span", { class: "quiet", role: "status" });
  const csv = make("button", { type: "button" }, say.csv);
  const more = make("button", { type: "button", class: "more" }, say.more);
  const choices = new Map();
  let shown = rows;
  let limit = PAGE;
  const long = columns.map((_, i) => rows.some(([cells]) => cells[i].length > LONG));
  const element = (row) => row[1] ??= row[0].reduce((line, cell, i) => {
    line.append(make("td", long[i] ? { class: "long" } : {}, cell));
    return line;
  }, make("tr"));
  const draw = () => {
    body.replaceChildren(...shown.slice(0, limit).map(element));
    more.hidden = shown.length <= limit;
    count.textContent = filled(say.count, shown.length, rows.length);
  };
  const narrow = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = rows.filter(([cells]) => {
      const text = cells.join("\n").toLowerCase();
      return words.every((word) => text.includes(word)) && [...choices].every(([i, select]) => select.value === "" || cells[i] === select.value.slice(1));
    });
    limit = PAGE;
    draw();
  };
  columns.forEach((column, i) => {
    if (heads[i].querySelector("button")) return;
    const button = make("button", { type: "button", class: "sort", title: filled(say.sort, column) });
    button.append(...heads[i].childNodes);
    heads[i].append(button);
    button.addEventListener("click", () => {
      const direction = heads[i].getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const head of heads) head.removeAttribute("aria-sort");
      heads[i].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      rows.sort((one, other) => direction * compare(one[0][i], other[0][i]));
      narrow();
    });
  });
  if (rows.length > 5) {
    bar.append(search);
    if (rows.length > 20) columns.forEach((column, i) => {
      const values = [...new Set(rows.map(([cells]) => cells[i]))].sort(collator.compare);
      if (values.length < 2 || values.length > FEW) return;
      const select = make("select", { "aria-label": column });
      select.append(make("option", { value: "" }, column + ": " + say.all));
      for (const value of values) select.append(make("option", { value: "=" + value }, column + ": " + (value || "–")));
      select.addEventListener("change", narrow);
      choices.set(i, select);
      bar.append(select);
    });
    bar.append(count, csv);
    const frame = table.closest(".scroll") ?? table;
    frame.before(bar);
    frame.after(more);
    search.addEventListener("input", narrow);
  }
  csv.addEventListener("click", () => save(name, [columns, ...shown.map(([cells]) => cells)]));
  more.addEventListener("click", () => { limit += 5 * PAGE; draw(); });
  more.hidden = true;
  count.textContent = filled(say.count, rows.length, rows.length);
  return draw;
};
/* Words of the files in the language of the page, in the columns that hold such words. */
const WORDED = ["in_cache", "missing", "kind", "disobeyed", "notes"];
const PLACE = "{0}";
const worded = (lines) => {
  const words = lines.split("\n").map((line) => line.split("\t"));
  const said = (part) => {
    for (const [own, other] of words) {
      if (own === part) return other;
      const head = own.slice(0, -PLACE.length);
      if (own.endsWith(PLACE) && part.startsWith(head)) return filled(other, part.slice(head.length));
    }
    return part;
  };
  return (cell) => cell.split("; ").map(said).join("; ");
};
const tables = (root) => {
  const labels = root.querySelector("main").dataset;
  for (const table of all(root, "main table")) {
    const lines = [...table.tBodies[0].rows];
    if (lines.length < 2) continue;
    const columns = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
    const rows = lines.map((line) => [[...line.cells].map((cell) => cell.innerText?.trim() || cell.textContent.trim()), line]);
    grid(table, columns, rows, (table.closest("section")?.getAttribute("aria-labelledby") ?? "table") + ".csv", labels);
  }
  for (const view of all(root, ".table-view")) {
    const fill = async () => {
      if (view.firstChild || !view.closest("details").open) return;
      const [names, ...lines] = parseCsv(await unpack(document.getElementById(view.dataset.source)));
      const say = worded(view.dataset.words);
      const told = view.dataset.columns.split("\n").map((column, i) => [column, i]).filter(([, i]) => lines.some((cells) => cells[i]));
      const columns = told.map(([column]) => column);
      const rows = lines.map((cells) => [told.map(([, i]) => WORDED.includes(names[i]) ? say(cells[i] ?? "") : cells[i] ?? ""), null]);
      const table = make("table", { class: "dense" });
      const line = table.createTHead().insertRow();
      for (const column of columns) line.append(make("th", { scope: "col" }, column));
      table.createTBody();
      const frame = make("div", { class: "scroll tall", role: "group", "aria-label": view.dataset.name, tabindex: "0" });
      frame.append(table);
      view.append(frame);
      grid(table, columns, rows, view.dataset.name, labels)();
    };
    view.closest("details").addEventListener("toggle", fill);
  }
};

/* The whole log: only the lines in sight are in the page. */
const LINE = 20;
const AROUND = 60;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
const colours = /\u001b\[[0-9;]*m/g;
const logs = (root) => {
  const view = root.querySelector(".log-view");
  if (!view) return;
  const say = view.dataset;
  const cited = new Map();
  for (const figure of all(root, "figure.excerpt")) {
    if (figure.dataset.log !== say.file) continue;
    for (const number of all(figure, ".ln .no")) {
      const line = Number(number.textContent.match(/\d+\s*$/)?.[0]);
      if (!line) continue;
      const link = make("a", { href: "#log" });
      link.append(...number.childNodes);
      number.append(link);
      link.addEventListener("click", (event) => { event.preventDefault(); go(line); });
      const marked = number.parentElement;
      if (marked.classList.contains("hit") && !cited.has(line)) cited.set(line, marked);
    }
  }
  let lines;
  let found = [];
  let current = -1;
  let chosen = 0;
  let sought = "";
  const bar = make("div", { class: "table-bar" });
  const search = make("input", { type: "search", placeholder: say.search, "aria-label": say.search });
  const previous = make("button", { type: "button" }, say.previous);
  const next = make("button", { type: "button" }, say.next);
  const count = make("span", { class: "quiet", role: "status" });
  const frame = make("div", { class: "log-frame", role: "group", "aria-label": say.file, tabindex: "0" });
  const space = make("div", { class: "log-space" });
  bar.append(search, previous, next, count);
  frame.append(space);
  const title = (line) => line.closest("details.card")?.querySelector(".card-title")?.textContent ?? document.getElementById("verdict").textContent;
  const row = (index) => {
    const line = make("div", { class: "log-line" });
    line.style.top = index * LINE + "px";
    const hit = cited.get(index + 1);
    line.classList.toggle("hit", Boolean(hit));
    line.classList.toggle("chosen", index + 1 === chosen);
    line.append(make("span", { class: "no" }, (hit ? "▸ " : "") + (index + 1)));
    const text = make("code", {}, lines[index]);
    const at = sought ? lines[index].toLowerCase().indexOf(sought) : -1;
    if (at >= 0) text.replaceChildren(lines[index].slice(0, at), make("mark", {}, lines[index].slice(at, at + sought.length)), lines[index].slice(at + sought.length));
    line.append(text);
    if (hit) {
      const back = make("a", { href: "#verdict" }, filled(say.back, title(hit)));
      back.addEventListener("click", (event) => {
        event.preventDefault();
        for (let outer = hit.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
        hit.scrollIntoView({ block: "center" });
        hit.querySelector("a")?.focus();
      });
      line.append(back);
    }
    return line;
  };
  const draw = () => {
    const first = Math.max(0, Math.floor(frame.scrollTop / LINE) - AROUND);
    const last = Math.min(lines.length, Math.ceil((frame.scrollTop + frame.clientHeight) / LINE) + AROUND);
    space.replaceChildren(...Array.from({ length: last - first }, (_, i) => row(first + i)));
  };
  const load = async () => {
    if (lines) return;
    lines = [];
    const text = (await unpack(document.getElementById(say.source))).replace(colours, "");
    lines = text.split("\n").map((line) => line.replace(/\r$/, "").replace(CONTROLS, "\ufffd"));
    if (lines[lines.length - 1] === "") lines.pop();
    space.style.height = lines.length * LINE + "px";
    const most = lines.reduce((length, line) => Math.max(length, line.length), 0);
    space.style.minWidth = Math.min(most, 2000) * 0.62 + 8 + "em";
    view.append(bar, frame);
    draw();
  };
  const show = (number) => {
    chosen = number;
    frame.scrollTop = Math.max(0, (number - 1) * LINE - frame.clientHeight / 2);
    draw();
  };
  const go = async (number) => {
    view.closest("details").open = true;
    await load();
    view.scrollIntoView({ block: "nearest" });
    show(number);
    frame.focus({ preventScroll: true });
  };
  const find = () => {
    sought = search.value.toLowerCase();
    found = sought ? lines.flatMap((line, i) => line.toLowerCase().includes(sought) ? [i + 1] : []) : [];
    current = -1;
    count.textContent = sought && !found.length ? say.none : "";
    if (found.length) step(1); else draw();
  };
  const step = (by) => {
    if (!found.length) return;
    current = (current + by + found.length) % found.length;
    count.textContent = filled(say.count, current + 1, found.length);
    show(found[current]);
  };
  frame.addEventListener("scroll", draw);
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") step(event.shiftKey ? -1 : 1); });
  previous.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  view.closest("details").addEventListener("toggle", (event) => { if (event.target.open) load(); });
};

/* A picture that is larger than its frame is folded out with the fault in sight. */
const wide = (root) => {
  for (const details of all(root, "details.wide")) {
    details.addEventListener("toggle", () => {
      const frame = details.querySelector(".scroll");
      const fault = details.querySelector(".faulty rect")?.getBBox();
      if (details.open && fault) frame.scrollTo(fault.x + (fault.width - frame.clientWidth) / 2, fault.y - frame.clientHeight / 3);
    });
  }
};

const prepare = (root) => {
  copying(root);
  languages(root);
  tables(root);
  logs(root);
  wide(root);
};
prepare(page);
unfold();
