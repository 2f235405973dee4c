// The editors' desk: the host's configuration is data (configuration.json), of which formats follow.
import CMS from "./sveltia-cms.js";
import { pageFormat, recordFormat } from "./fiches.js";

export { pageFormat, recordFormat };

const PAGE = "page-frontmatter";
const RECORD = "fiche-";

/** Today where the reader is, as records write it. */
const today = () => new Date().toLocaleDateString("sv-SE");

/** What opens the desk, once all that it needs has come. */
export const prepared = async () => {
  const answer = await fetch(new URL("configuration.json", import.meta.url));
  if (!answer.ok) throw new Error(`configuration.json: ${answer.status}`);
  const { config, formes } = await answer.json();
  for (const { format, extension, files, name } of config.collections) {
    if (files) CMS.registerCustomFormat(PAGE, "md", pageFormat(formes[name]));
    else CMS.registerCustomFormat(format, extension, recordFormat(format.slice(RECORD.length), formes[name], today));
  }
  return () => CMS.init({ config });
};
