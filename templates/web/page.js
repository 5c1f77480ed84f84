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
      if (answer.ok) show((await answer.json()).findings);
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
