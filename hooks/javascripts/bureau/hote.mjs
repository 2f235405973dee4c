// Joins the host of the editors' desk, Sveltia CMS, cut to what records and pages ask for (`make bureau`).
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import fontverter from "fontverter";
import * as harfbuzz from "harfbuzzjs";
import subsetFont from "subset-font";

const HERE = dirname(fileURLToPath(import.meta.url));
const CMS = join(HERE, "node_modules/@sveltia/cms");
const PUBLISHED = join(HERE, "publie");
/** What no record and no page of ours asks for: colours of code, maps, previews by React, conversions of pictures, SVG. */
const LEFT_OUT = /shiki|^leaflet|^terra-draw|^svgo|heic|webp_enc|react-dom|^exifr|^immutable/;
const NOTHING = { path: "nothing", namespace: "left-out" };
/** French words that the host lacks, and those that our guides say otherwise. */
const WORDS = "mots.json";
const merged = (given, ours) =>
  typeof ours === "string" ? ours : { ...given, ...Object.fromEntries(Object.entries(ours).map(([key, one]) => [key, merged(given?.[key], one)])) };
/** Keys of ours that the host does not have, by path: words that nobody would see. */
const unknown = (known, ours, path) =>
  typeof ours === "string" ? (typeof known === "string" ? [] : [path]) : Object.entries(ours).flatMap(([key, one]) => unknown(known?.[key], one, `${path}/${key}`));
const json = (path) => JSON.parse(readFileSync(path, "utf-8"));
/** Fonts that its style sheet asks of another site; the same come from here besides (assets/). */
const FOREIGN_FONT = /@font-face \{[^}]*https:[^}]*\}/g;
/** Pages that tell whether a forge works, which are other sites: the host then says that it does not know. */
const STATUS = /https:\/\/(?:www\.githubstatus\.com\/api|status-api\.hostedstatus\.com)\/[\w./-]+/g;
const STATUSES = 2;
/** Icons of our collections (ICONS in hooks/prst/outputs/pages/bureau.py). */
const OURS = ["apartment", "article", "bar_chart", "campaign", "description", "diversity_3", "event", "forum", "groups", "send"];
const FONTS = ["source-sans-3", "noto-mono", "material-symbols-outlined"];

const host = {
  name: "host",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LEFT_OUT }, () => NOTHING);
    onResolve({ filter: /^\.\.\/locales\// }, ({ path }) => (path.endsWith("/fr.json") ? null : NOTHING));
    onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "export default {};" }));
    onLoad({ filter: /locales\/fr\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(merged(json(path), json(join(HERE, WORDS)))),
      loader: "json",
    }));
    onLoad({ filter: /cms\/npm\/index\.js$/ }, ({ path }) => {
      const given = readFileSync(path, "utf-8");
      const counts = [FOREIGN_FONT, STATUS].map((pattern) => given.match(pattern)?.length);
      if (`${counts}` !== `${[FONTS.length, STATUSES]}`) throw new Error(`other addresses than those known: ${counts}`);
      return { contents: given.replace(FOREIGN_FONT, "").replace(STATUS, "data:,") };
    });
  },
};

const lost = unknown(json(join(CMS, "locales/en-US.json")), json(join(HERE, WORDS)), WORDS);
if (lost.length) throw new Error(`words of no key: ${lost}`);
rmSync(PUBLISHED, { recursive: true, force: true });
mkdirSync(join(PUBLISHED, "assets"), { recursive: true });
await build({
  stdin: { contents: 'export { default } from "@sveltia/cms";', resolveDir: HERE },
  entryNames: "sveltia-cms",
  bundle: true,
  outdir: PUBLISHED,
  format: "esm",
  target: "esnext", // what the host is written in
  minify: true,
  legalComments: "none",
  plugins: [host],
  banner: { js: "// Sveltia CMS (MIT), joined by « make bureau ». Not to be edited." },
});
/** The icon font cut to the words that the host may draw: each is a ligature, which also has a private code point. */
const onlyIconsOf = async (font, script) => {
  const whole = new harfbuzz.Font(new harfbuzz.Face(new harfbuzz.Blob(await fontverter.convert(font, "sfnt"))));
  const glyphs = (text) => {
    const buffer = new harfbuzz.Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    harfbuzz.shape(whole, buffer);
    return buffer.getGlyphInfos().map(({ codepoint }) => codepoint);
  };
  const privateUse = Array.from({ length: 0x1900 }, (_, index) => String.fromCharCode(0xe000 + index));
  const byGlyph = new Map(privateUse.map((character) => [glyphs(character)[0], character]).filter(([glyph]) => glyph));
  const words = new Set([...OURS, ...Array.from(script.matchAll(/["'`]([a-z0-9_]{2,})["'`]/g), ([, word]) => word)]);
  const icons = [...words].map(glyphs).filter((found) => found.length === 1 && byGlyph.has(found[0]));
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789_ ";
  const kept = letters + icons.map(([glyph]) => byGlyph.get(glyph)).sort().join("");
  return subsetFont(font, kept, { targetFormat: "woff2", noLayoutClosure: true, variationAxes: { wght: 400 } });
};
const assets = readdirSync(join(CMS, "npm/assets"));
for (const font of FONTS) {
  const file = assets.find((name) => name.startsWith(font) && name.endsWith(".woff2"));
  const content = readFileSync(join(CMS, "npm/assets", file));
  const script = readFileSync(join(PUBLISHED, "sveltia-cms.js"), "utf-8");
  writeFileSync(join(PUBLISHED, "assets", file), font.startsWith("material") ? await onlyIconsOf(content, script) : content);
  copyFileSync(join(CMS, `npm/assets/${font}.LICENSE.txt`), join(PUBLISHED, `LICENCE-${font}.txt`));
}
copyFileSync(join(CMS, "LICENSE.txt"), join(PUBLISHED, "LICENCE-sveltia-cms.txt"));
copyFileSync(join(HERE, "../vendor/LICENCE-yaml.txt"), join(PUBLISHED, "LICENCE-yaml.txt"));
copyFileSync(join(CMS, "schema/sveltia-cms.json"), join(HERE, "sveltia-cms.schema.json"));
