// The reviewer's marks: kept in the browser as they are written, exported, imported. The page reads without it.
"use strict";
(() => {
  const panel = document.querySelector(".marks");
  const status = panel.querySelector("[role=status]");
  const place = `vetoproof marks: ${panel.dataset.title}`;
  const entries = new Map([...document.querySelectorAll(".assess")].map((each) => [each.dataset.key, each]));
  const columns = ["key", "said", "about", "decision", "comment", "owner", "marked"];
  let kept = true;
  let marks = stored();

  function stored() {
    try {
      return usable(JSON.parse(localStorage.getItem(place) ?? "[]"));
    } catch {
      kept = false;
      return new Map();
    }
  }

  function usable(list) {
    const found = Array.isArray(list) ? list.filter((each) => each && typeof each.key === "string" && each.key) : [];
    const text = (value) => (typeof value === "string" ? value : "");
    return new Map(found.map((each) => [each.key, Object.fromEntries(columns.map((name) => [name, text(each[name])]))]));
  }

  function keep() {
    try {
      localStorage.setItem(place, JSON.stringify([...marks.values()]));
    } catch {
      kept = false;
    }
  }

  const part = (entry, name) => entry.querySelector(`[data-mark=${name}]`);

  function show() {
    let here = 0;
    for (const [key, entry] of entries) {
      const mark = marks.get(key);
      part(entry, "accept").checked = mark?.decision === "accept";
      part(entry, "reject").checked = mark?.decision === "reject";
      const comment = part(entry, "comment");
      comment.value = mark?.comment ?? "";
      comment.style.height = "";
      if (comment.value) comment.style.height = `${comment.scrollHeight + 2}px`;
      part(entry, "owner").value = mark?.owner ?? "";
      note(entry, mark);
      here += mark ? 1 : 0;
    }
    const said = [["count", here, entries.size]];
    if (marks.size > here) said.push(["elsewhere", marks.size - here]);
    if (!kept) said.push(["unkept"]);
    tell(...said);
  }

  function note(entry, mark) {
    entry.querySelector(".changed")?.remove();
    if (!mark || mark.said === entry.dataset.said) return;
    const made = document.createElement("p");
    made.className = "changed";
    made.textContent = panel.dataset.changed;
    entry.append(made);
  }

  function tell(...said) {
    const filled = ([name, ...counts]) => panel.dataset[name].replace(/\{(\d)\}/g, (_, at) => counts[at]);
    status.textContent = said.map(filled).join(" ");
  }

  function written(event) {
    const entry = event.target.closest(".assess");
    if (!entry) return;
    const other = { accept: "reject", reject: "accept" }[event.target.dataset.mark];
    if (other && event.target.checked) part(entry, other).checked = false;
    const { key, said, about } = entry.dataset;
    const decision = ["accept", "reject"].find((name) => part(entry, name).checked) ?? "";
    const comment = part(entry, "comment").value;
    const owner = part(entry, "owner").value;
    marks.delete(key);
    if (decision || comment || owner) {
      marks.set(key, { key, said, about, decision, comment, owner, marked: new Date().toISOString().slice(0, 10) });
    }
    keep();
    show();
  }

  // --- files ------------------------------------------------------------------------------------

  // A sheet takes some first letters for a formula; quotation marks and an apostrophe keep it from that.
  const FORMULA = /^'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
  const field = (text) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const shown = (text) => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

  // As on the page; then those of what it no longer has.
  const ordered = () => [...new Set([...entries.keys(), ...marks.keys()])].flatMap((key) => marks.get(key) ?? []);

  const csv = () => [columns, ...ordered().map((mark) => columns.map((name) => mark[name]))]
    .map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";

  const json = () => JSON.stringify({ vetoproof_marks: 1, review: panel.dataset.review, marks: ordered() }, null, 2);

  function read(text) {
    if (text.trimStart().startsWith("{")) {
      const whole = JSON.parse(text);
      return whole.vetoproof_marks === 1 ? usable(whole.marks) : new Map();
    }
    const rows = [[]];
    for (const [, quoted, plain, end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",;\r\n]*))([,;]|\r?\n|$)/g)) {
      rows.at(-1).push(quoted === undefined ? plain : shown(quoted.replaceAll('""', '"')));
      if (end !== "," && end !== ";") rows.push([]);
    }
    const [head, ...rest] = rows;
    return usable(rest.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]]))));
  }

  function save(text, ending, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = `marks.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function imported(event) {
    let found = new Map();
    try {
      found = read(await event.target.files[0].text());
    } catch {
      // Said below: it holds no marks.
    }
    event.target.value = "";
    for (const [key, mark] of found) marks.set(key, mark);
    keep();
    show();
    tell(found.size ? ["imported", found.size] : ["refused"]);
  }

  const done = {
    json: () => save(json(), "json", "application/json"),
    csv: () => save(`\ufeff${csv()}`, "csv", "text/csv"),
    clear() {
      if (!confirm(panel.dataset.clear)) return;
      marks = new Map();
      keep();
      show();
    },
  };

  panel.addEventListener("click", (event) => done[event.target.dataset.do]?.());
  panel.querySelector("[type=file]").addEventListener("change", imported);
  document.addEventListener("input", written);
  addEventListener("storage", (event) => {
    if (event.key !== place) return;
    marks = stored();
    show();
  });
  for (const each of [panel, document.querySelector(".to-marks")]) each?.removeAttribute("hidden");
  show();
})();
