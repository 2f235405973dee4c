// Joins the modules of the editors' desk, and notes which bytes were made of which (`make vendor`, and `make bureau` after the host).
// Developers alone run it: publie/ is committed, and tests/test_bureau_assemble.py tells when it is out of date.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const PUBLISHED = join(HERE, "publie");
/** What is joined, and what the host was made of. */
const SOURCES = [
  ...["differences", "ecriture", "modification"].map((name) => `../formulaire/${name}.js`),
  "../vendor/yaml.js",
  ...readdirSync(HERE).filter((name) => /\.m?js(on)?$/.test(name) && name !== "bundle.json"),
];

/** The host stands apart: its two megabytes change with its version alone. */
await build({
  entryPoints: ["bureau.js", "porte.js"].map((name) => join(HERE, name)),
  outdir: PUBLISHED,
  bundle: true,
  external: ["./bureau.js", "./sveltia-cms.js"],
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  banner: { js: "// Made by « make vendor » from hooks/javascripts/bureau/ (MIT; yaml, ISC). Not to be edited." },
});

const made = readdirSync(PUBLISHED, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
const files = [...SOURCES.map((name) => join(HERE, name)), ...made.map((one) => join(one.parentPath, one.name))];
const prints = files.map((file) => [relative(HERE, file).replaceAll("\\", "/"), createHash("sha256").update(readFileSync(file)).digest("hex")]);
writeFileSync(join(HERE, "bundle.json"), `${JSON.stringify(Object.fromEntries(prints.sort()), null, 2)}\n`);
