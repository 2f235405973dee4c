// The ranking: lunr's own, over the terms that a question names alone.
import lunr from "../vendor/lunr.js";

/** How much more a word weighs that is exactly the one asked, where its beginning finds others too: « tms » before « tmspro ». */
const PLUS_FORT = 8;

/**
 * A lunr index of some terms, whose scores are those of the whole: lunr itself computes them from whole figures.
 * @param {object} entree of the search @param {import("./nombres.js").Nombres} nombres
 * @param {Map<string, string[]>} termes what the index writes of each term, sorted @param {Map<string, Set<string>>} groupes the terms of each word
 */
export function buildIndex({ champs, moyennes, documents, k1, b }, nombres, termes, groupes) {
  const noms = Object.keys(champs);
  const builder = new lunr.Builder();
  for (const nom of noms) builder.field(nom, { boost: champs[nom] });
  builder.k1(k1);
  builder.b(b);
  builder.documentCount = documents;
  builder.averageFieldLength = Object.fromEntries(noms.map((nom, rang) => [nom, moyennes[rang]]));
  for (const [rang, [terme, entree]] of [...termes].entries()) {
    const places = Object.create(null);
    places._index = rang;
    for (const [numero, nom] of noms.entries()) {
      places[nom] = Object.create(null);
      const [ou, combien, longueurs] = [0, 1, 2].map((part) => entree[2 + 3 * numero + part] ?? "");
      const [comptes, tailles] = [nombres.readCounts(combien), nombres.read(longueurs)];
      for (const [place, document] of nombres.readRising(ou).entries()) {
        const ref = `${nom}/${document}`;
        places[nom][document] = {};
        builder._documents[document] = {};
        builder.fieldLengths[ref] = tailles[place];
        (builder.fieldTermFrequencies[ref] ??= Object.create(null))[terme] = comptes.get(place) ?? 1;
      }
    }
    builder.invertedIndex[terme] = places;
  }
  builder.createFieldVectors();
  builder.createTokenSet();
  const pipeline = new lunr.Pipeline();
  pipeline._stack.push((jeton) => [...(groupes.get(jeton.toString()) ?? [])].sort().map((terme) => new lunr.Token(terme, {})));
  return new lunr.Index({ invertedIndex: builder.invertedIndex, fieldVectors: builder.fieldVectors, tokenSet: builder.tokenSet, fields: noms, pipeline });
}

/**
 * What lunr finds for words: what holds those that are asked of each document, or any of them where none is.
 * @param {object} index @param {string[]} mots @param {Set<string>} requis @param {Map<string, Set<string>>} exacts
 * @param {Map<string, Set<string>>} larges @returns {{ref: string, score: number}[]}
 */
export function rank(index, mots, requis, exacts, larges) {
  const { REQUIRED, OPTIONAL } = lunr.Query.presence;
  return index.query((requete) => {
    for (const mot of mots) {
      requete.term(mot, { presence: requis.has(mot) ? REQUIRED : OPTIONAL });
      if (exacts.get(mot).size && exacts.get(mot).size < larges.get(mot).size) {
        for (const terme of [...exacts.get(mot)].sort()) requete.term(terme, { boost: PLUS_FORT, usePipeline: false });
      }
    }
  });
}
