"use strict";
// Comfort only: every page works without this. It keeps drafts, says what is found in a field when
// it is left, leads the focus, and lets Ctrl+Enter save.

const form = document.querySelector("form.record");
const refused = document.getElementById("refused");

if (refused) refused.focus();
if (form && form.dataset.focus) {
  const part = document.getElementById(form.dataset.focus);
  if (part) part.focus();
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
for (const field of document.querySelectorAll("[data-calendar]")) {
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
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent) });
      if (answer.ok) {
        const { findings, understood } = await answer.json();
        show(findings);
        for (const line of form.querySelectorAll(".understood")) line.textContent = "";
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

  // A field that nobody has touched is not told to be missing.
  const touched = new Set();

  function show(findings) {
    for (const name of touched) {
      const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
      if (!field || !field.value) continue;
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
      field.before(list);
      field.setAttribute("aria-invalid", "true");
      const others = (field.getAttribute("aria-describedby") || "").split(" ").filter((it) => it && it !== id);
      field.setAttribute("aria-describedby", [...others, id].join(" "));
      field.closest(".field")?.classList.add("wrong");
    }
  }

  form.addEventListener("submit", () => { busy = true; });  // no draft of what is being saved
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("change", (event) => {
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
