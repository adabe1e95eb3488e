// Marks as a reviewer makes them, in a browser without a window.
//
// Standard input: {"browser": path, "profile": folder, "page": path, "later": path, "folder": folder, "about": [name]}: a
// review, a later one of the same rules, where what is exported goes, and three things to mark.
// Standard output: a list of {step, ...}: what is there after each step.

import { existsSync, readFileSync, renameSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const asked = JSON.parse(readFileSync(0, "utf-8"));
const told = [];

// What is filled in, by key, and what the page says of marks.
const there = () => {
  const of = (entry, name) => entry.querySelector(`[data-mark=${name}]`);
  const filled = [...document.querySelectorAll(".assess")].map((entry) => ({
    key: entry.dataset.key,
    about: entry.dataset.about,
    accept: of(entry, "accept").checked,
    reject: of(entry, "reject").checked,
    comment: of(entry, "comment").value,
    owner: of(entry, "owner").value,
    changed: entry.querySelector(".changed")?.textContent ?? "",
  }));
  const marked = filled.filter((each) => each.accept || each.reject || each.comment || each.owner);
  return { marks: marked, said: document.querySelector("[role=status]").textContent };
};

const browser = await puppeteer.launch({
  executablePath: asked.browser,
  userDataDir: asked.profile,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  const tab = await browser.newPage();
  const session = await tab.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: asked.folder });
  tab.on("dialog", (dialog) => dialog.accept());
  const open = (page) => tab.goto(pathToFileURL(page).href);
  const tell = async (step) => told.push({ step, ...(await tab.evaluate(there)) });
  const exported = async (ending) => {
    const written = `${asked.folder}/marks.${ending}`;
    await tab.click(`[data-do=${ending}]`);
    for (let tries = 0; tries < 100 && !existsSync(written); tries++) await setTimeout(50);
    renameSync(written, `${asked.folder}/exported.${ending}`);
  };
  const imported = async (ending) => {
    const input = await tab.$(".marks [type=file]");
    await input.uploadFile(`${asked.folder}/exported.${ending}`);
    await setTimeout(300);
  };

  await open(asked.page);
  for (const [at, about] of asked.about.entries()) {
    const entry = await tab.$(`.assess[data-about="${about}"]`);
    const fill = async (name, text) => (await entry.$(`[data-mark=${name}]`)).type(text);
    const tick = async (name) => (await entry.$(`[data-mark=${name}]`)).click();
    if (at === 0) {
      await tick("reject");
      await tick("accept");
    }
    if (at === 1) {
      await fill("comment", '=1+1, "so"; and\non a second line');
      await fill("owner", "Ms Öz");
    }
    if (at === 2) await tick("reject");
  }
  await tell("marked");
  await open(asked.page);
  await tell("opened again");
  await exported("json");
  await exported("csv");
  await open(asked.later);
  // What one page keeps comes to the next, which may be of another process, after a moment.
  for (let tries = 0; tries < 50 && (await tab.evaluate(there)).marks.length === 0; tries++) {
    await setTimeout(100);
    await open(asked.later);
  }
  await tell("later review");
  for (const ending of ["json", "csv"]) {
    await open(asked.page);
    await tab.click("[data-do=clear]");
    await tell("cleared");
    await imported(ending);
    await tell(`imported ${ending}`);
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(told));
