// The box and the engine, which a reader needs together: published as one file (hooks/prst/outputs/scripts.py).
export { installer } from "./boite.js";
export { ouvrir, plier } from "./moteur.js";
