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

const prepare = (root) => {
  copying(root);
  languages(root);
};
prepare(page);
unfold();
