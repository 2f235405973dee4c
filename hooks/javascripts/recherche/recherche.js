// The box and the engine, which a reader needs together: published as one file (hooks/javascripts/bundle.mjs).
export { install } from "./boite.js";
export { ask, ready } from "./chargement.js";
export { fold } from "./pliage.js";
