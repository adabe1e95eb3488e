// Looks at pages in a browser without a window, and says as JSON what is wrong with each.
//
// Standard input: {"browser": path, "profile": folder, "pages": [path], "widths": [number], "schemes": [name],
// "print": whether each page is printed, too, to a file with .pdf behind its name}.
// Standard output: a list of {page, width, scheme, violations, pictures, overflow}.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const asked = JSON.parse(readFileSync(0, "utf-8"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");

// --- in the page ------------------------------------------------------------------------------------

// What axe finds against the rules of WCAG 2.2 and good practice; or only what has to do with colours.
async function violations(colours) {
  const found = await window.axe.run(document, {
    ...(colours ? { runOnly: ["color-contrast", "link-in-text-block"] } : {}),
    resultTypes: ["violations"],
    elementRef: false,
    iframes: false,
  });
  return found.violations.map((each) => ({
    rule: each.id,
    places: each.nodes.slice(0, 5).map((node) => node.html.slice(0, 160)),
    number: each.nodes.length,
  }));
}

// Text in pictures, where axe does not look: too small, too pale, or out of the picture or of its box.
function pictures() {
  const said = [];
  const channel = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => channel(Number(part) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (picture) => {
    for (let at = picture; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/^(transparent|rgba\(.*, 0\))$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  for (const picture of document.querySelectorAll("svg")) {
    const frame = picture.getBoundingClientRect();
    if (frame.width === 0) continue;
    const shapes = [...picture.querySelectorAll("rect")].map((shape) => ({
      box: shape.getBoundingClientRect(),
      fill: getComputedStyle(shape).fill,
    }));
    const written = [];
    for (const text of picture.querySelectorAll("text")) {
      if (!text.textContent.trim()) continue;
      const box = text.getBoundingClientRect();
      const style = getComputedStyle(text);
      const size = parseFloat(style.fontSize) * text.getScreenCTM().a;
      const what = JSON.stringify(text.textContent.slice(0, 40));
      if (size < 11.99) said.push(`${what}: ${size.toFixed(1)} px high`);
      if (box.left < frame.left - 1 || box.right > frame.right + 1) said.push(`${what}: out of the picture`);
      const x = (box.left + box.right) / 2;
      const y = (box.top + box.bottom) / 2;
      const around = shapes
        .filter((each) => each.fill !== "none" && each.box.left <= x && x <= each.box.right)
        .filter((each) => each.box.top <= y && y <= each.box.bottom)
        .at(-1);
      if (around && (box.left < around.box.left || box.right > around.box.right)) said.push(`${what}: out of its box`);
      const [one, two] = [light(style.fill), light(around ? around.fill : behind(picture))].sort((a, b) => b - a);
      const contrast = (one + 0.05) / (two + 0.05);
      if (contrast < 4.5) said.push(`${what}: contrast ${contrast.toFixed(2)}`);
      for (const other of written) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 1 && down > size * 0.4) said.push(`${what}: written over ${other.what}`);
      }
      written.push({ box, what });
    }
  }
  return said;
}

// What is folded is looked at, too.
const unfold = () => document.querySelectorAll("details").forEach((each) => (each.open = true));

// How far the page is wider than the window: then it has to be moved to and fro.
const overflow = () => document.documentElement.scrollWidth - window.innerWidth;

// --- outside ----------------------------------------------------------------------------------------

const browser = await puppeteer.launch({
  executablePath: asked.browser,
  userDataDir: asked.profile,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const told = [];
try {
  const tab = await browser.newPage();
  await tab.setBypassCSP(true);
  for (const page of asked.pages) {
    if (asked.print) {
      await tab.goto(pathToFileURL(page).href);
      await tab.emulateMediaFeatures([]);
      await tab.pdf({ path: `${page}.pdf`, preferCSSPageSize: true, printBackground: true });
    }
    for (const width of asked.widths) {
      await tab.setViewport({ width, height: 900, isMobile: width < 500 });
      await tab.goto(pathToFileURL(page).href);
      await tab.evaluate(axe);
      await tab.evaluate(unfold);
      for (const scheme of asked.schemes) {
        await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        told.push({
          page,
          width,
          scheme,
          violations: await tab.evaluate(violations, scheme !== asked.schemes[0]),
          pictures: await tab.evaluate(pictures),
          overflow: await tab.evaluate(overflow),
        });
      }
    }
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(told));
