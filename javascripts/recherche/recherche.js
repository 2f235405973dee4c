// The box and the engine, which a reader needs together: published as one file (hooks/prst/outputs/scripts.py).
export { install } from "./boite.js";
export { fold, openEngine } from "./moteur.js";
