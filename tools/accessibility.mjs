// Runs axe-core on rendered reports, light and dark, on a desk and on a phone. CONTRIBUTING has
// the command.
//
//     node accessibility.mjs FILE_OR_FOLDER...
//
// It wants `axe-core` and `puppeteer-core` in the folder where it is started, and Chromium on the
// PATH or named by CHROMIUM.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const VIEWS = [
  { name: "light, desk", scheme: "light", width: 1100 },
  { name: "dark, desk", scheme: "dark", width: 1100 },
  { name: "light, phone", scheme: "light", width: 390 },
  { name: "dark, phone", scheme: "dark", width: 390 },
];
const PAGES_AT_ONCE = 6;

const here = createRequire(join(process.cwd(), "package.json"));
const { default: puppeteer } = await import(pathToFileURL(here.resolve("puppeteer-core")));
const axe = readFileSync(here.resolve("axe-core/axe.min.js"), "utf8");

function browser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const [finder, names] = process.platform === "win32"
    ? ["where", ["chrome", "msedge"]]
    : ["which", ["chromium", "chromium-browser", "google-chrome", "chrome"]];
  for (const name of names) {
    try {
      return execFileSync(finder, [name], { encoding: "utf8" }).split(/\r?\n/)[0];
    } catch {
      // The next name.
    }
  }
  throw new Error("no Chromium on the PATH; name one with CHROMIUM=");
}

function* reports(path) {
  if (!statSync(path).isDirectory()) yield resolve(path);
  else for (const name of readdirSync(path).sort()) {
    const below = join(path, name);
    if (statSync(below).isDirectory() || name.endsWith(".html")) yield* reports(below);
  }
}

// What is wrong with a report in one view, a line each.
async function faults(page, file, view) {
  await page.setViewport({ width: view.width, height: 1000 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: view.scheme }]);
  await page.goto(pathToFileURL(file).href);
  // What is folded is read too. The page forbids scripts; the driver's own still run.
  await page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true");
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (values) => window.axe.run({ runOnly: { type: "tag", values } }), RULES);
  const found = violations.flatMap((rule) => rule.nodes.map((node) => {
    const why = node.failureSummary.replace(/\s+/g, " ");
    return `${rule.id}: ${node.target.join(" ")}: ${why}`;
  }));
  const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  return wide > 0 ? [...found, `wider than the window by ${wide} px`] : found;
}

const files = process.argv.slice(2).flatMap((path) => [...reports(path)]);
if (!files.length) throw new Error("name the files or folders to look at");
const chromium = await puppeteer.launch({
  executablePath: browser(),
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
const left = files.flatMap((file) => VIEWS.map((view) => ({ file, view })));
let wrong = 0;
await Promise.all(Array.from({ length: PAGES_AT_ONCE }, async () => {
  const page = await chromium.newPage();
  for (let next = left.shift(); next; next = left.shift()) {
    for (const fault of await faults(page, next.file, next.view)) {
      wrong += 1;
      console.log(`${next.file} (${next.view.name}): ${fault}`);
    }
  }
}));
await chromium.close();
console.log(`${files.length} pages, ${VIEWS.length} views of each: ${wrong} faults`);
process.exitCode = wrong ? 1 : 0;
