"use strict";
// Comfort only: every page works without this. It keeps drafts, says what is found in a field when
// it is left, changes rows in place, offers names as they are typed, leads the focus, and lets
// Ctrl+Enter save.

const form = document.querySelector("form.record[data-kind]");

// Where the keeper looks next: what was refused, a new part, or the button that adds one.
function lead(within) {
  const refused = document.getElementById("refused");
  const name = within && within.dataset.focus;
  const part = name && (document.getElementById(`${name}-add`) || document.getElementById(name));
  const inside = part && part.matches("fieldset") && part.querySelector("input:not([type=hidden]), select, textarea");
  const target = inside || part || refused;
  if (target) target.focus();
}

// The pages behind «Plus» fold up again when the focus, or the pointer, goes elsewhere.
const more = document.querySelector(".more");
if (more) {
  for (const name of ["focusin", "pointerdown"]) {
    document.addEventListener(name, (event) => { if (!more.contains(event.target)) more.open = false; });
  }
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    more.querySelector("summary").focus();
  });
}

// A day may be typed, or chosen in the browser's calendar.
function calendar(field) {
  const button = document.createElement("button");
  const calendar = document.createElement("input");
  button.type = "button";
  button.textContent = field.dataset.calendar;
  button.className = "calendar";
  calendar.type = "date";
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  calendar.className = "behind";
  button.addEventListener("click", () => calendar.showPicker());
  calendar.addEventListener("change", () => {
    if (!calendar.value) return;
    field.value = calendar.value.split("-").reverse().join("/");
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
    button.focus();
  });
  field.after(button, calendar);
}

// A name is typed in part, and chosen among those that have it (ARIA 1.2, combobox with a list).
function combobox(field) {
  const names = [...field.list.options].map((it) => it.value);
  const list = document.createElement("ul");
  const told = document.createElement("span");
  let at = -1;
  field.removeAttribute("list");
  list.id = `${field.id}-options`;
  list.className = "combobox";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent);
  told.className = "hidden";
  told.setAttribute("role", "status");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.after(list, told);

  function close() {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function move(to) {
    const items = [...list.children];
    at = (to + items.length) % items.length;
    items.forEach((it, number) => it.setAttribute("aria-selected", String(number === at)));
    items[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", items[at].id);
  }

  function choose(name) {
    field.value = name;
    close();
    for (const what of ["input", "change"]) field.dispatchEvent(new Event(what, { bubbles: true }));
    close();
  }

  function open() {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    const found = names.filter((it) => words.every((word) => folded(it).includes(word)));
    const fits = found.slice(0, 8);
    list.replaceChildren(...fits.map((name, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.textContent = name;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(name); });
      return item;
    }));
    const { link, one } = field.dataset;
    told.textContent = `${found.length} ${found.length === 1 ? one : link}`;
    list.hidden = !fits.length;
    at = -1;
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", String(!list.hidden));
    list.style.top = `${field.offsetTop + field.offsetHeight}px`;
  }

  close();
  field.addEventListener("input", open);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const shown = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!shown) open();
      if (!list.hidden) move(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1);
    } else if (event.key === "Enter" && shown && at >= 0 && !event.ctrlKey) {
      event.preventDefault();
      choose(list.children[at].textContent);
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      close();
    }
  });
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[-’']/g, " ");
}

function enliven(within) {
  for (const field of within.querySelectorAll("[data-calendar]")) calendar(field);
  for (const field of within.querySelectorAll("[data-link]")) combobox(field);
  for (const button of within.querySelectorAll("[type=file] ~ button")) button.hidden = true;
}

enliven(document);
lead(form);

if (form) {
  let typed = false;
  let busy = false;

  async function send() {
    if (busy || !form.isConnected) return;
    busy = true;
    typed = false;
    try {
      const sent = new FormData(form);
      sent.set("_action", "fields");
      sent.delete("_picture");
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent) });
      if (answer.ok) {
        const { findings, understood, kept } = await answer.json();
        document.getElementById("kept").textContent = kept;
        show(findings);
        for (const [name, text] of Object.entries(understood)) {
          const line = document.getElementById(`${name.replaceAll(".", "-")}-understood`);
          if (line) line.textContent = text;
        }
      }
    } catch {
      // The page is closed, or mes is: what stands in the form stays there.
    }
    busy = false;
  }

  // Rows are added, moved and removed, and names searched, without leaving the page.
  async function inPlace(button) {
    const sent = new FormData(form, button);
    const open = new Set([...form.querySelectorAll("details[open] > summary")].map((it) => it.textContent));
    busy = true;
    form.inert = true;  // nothing is typed that the answer would take away
    try {
      const answer = await fetch(form.action, { method: "POST", body: form.enctype === "multipart/form-data" ? sent : new URLSearchParams(sent) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const drawn = page.querySelector("form.record");
      if (!answer.ok || !drawn) throw new Error();
      for (const it of drawn.querySelectorAll("details > summary")) {
        if (open.has(it.textContent)) it.parentElement.open = true;
      }
      for (const old of document.querySelectorAll("main > .notice")) old.remove();
      form.before(...page.querySelectorAll("main > .notice[role=status]"));
      form.replaceChildren(...drawn.childNodes);
      form.dataset.focus = drawn.dataset.focus || "";
      enliven(form);
      form.inert = false;
      lead(form);
      busy = false;
    } catch {
      form.inert = false;
      form.dataset.plain = "yes";
      form.requestSubmit(button);
    }
  }

  // A picture is taken, and shown, as soon as it is chosen.
  function take(field) {
    const told = field.parentElement.previousElementSibling;
    const large = [...field.files].some((it) => it.size > Number(field.dataset.most));
    told.textContent = large ? field.dataset.large : "";
    if (large) field.value = "";
    else if (field.value) inPlace(field.parentElement.querySelector("button"));
  }

  // A field that nobody has touched is not told to be missing.
  const touched = new Set();

  function show(findings) {
    for (const name of touched) {
      const all = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
      const choice = all.find((it) => it.type === "radio" || it.type === "checkbox");
      const field = choice ? choice.closest("fieldset") : all[0];
      if (!field || !all.some((it) => choice && it.type === choice.type ? it.checked : it.value)) continue;
      const id = `${name.replaceAll(".", "-")}-found`;
      document.getElementById(id)?.remove();
      field.removeAttribute("aria-invalid");
      field.closest(".field")?.classList.remove("wrong");
      const texts = findings[name];
      if (!texts) continue;
      const list = document.createElement("ul");
      list.className = "found";
      list.id = id;
      for (const text of texts) {
        const item = document.createElement("li");
        item.textContent = text;
        list.append(item);
      }
      if (choice) field.querySelector("legend").after(list);
      else field.before(list);
      if (!choice) field.setAttribute("aria-invalid", "true");
      const others = (field.getAttribute("aria-describedby") || "").split(" ").filter((it) => it && it !== id);
      field.setAttribute("aria-describedby", [...others, id].join(" "));
      field.closest(".field")?.classList.add("wrong");
    }
  }

  form.addEventListener("submit", (event) => {
    const action = (event.submitter && event.submitter.value) || "";
    if (/^(add|remove|up|down|find|restore):/.test(action) && !form.dataset.plain) {
      event.preventDefault();
      inPlace(event.submitter);
    }
    busy = true;  // no draft of what is being saved
  });
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") {
      take(event.target);
      return;
    }
    for (const fold of form.querySelectorAll("details[data-opened]")) {
      if (event.target.matches(fold.dataset.opened)) fold.open = true;
    }
    if (event.target.name && !event.target.name.startsWith("_")) touched.add(event.target.name);
    send();
  });
  setInterval(() => { if (typed) send(); }, 2000);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      form.querySelector('[name="_action"][value="save"]').click();
    }
  });
}
