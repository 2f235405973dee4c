// A press and its release make a click only where both find the same thing under them: what would move meanwhile waits.

/** Milliseconds after which a press is waited for no more: a list of the system, or a drag, may keep its release to itself. */
const LONGUE = 1000;
let relache = Promise.resolve();
let release = () => {};

/** Resolves once no pointer is pressed, after the click that its release makes. @returns {Promise<void>} */
export function released() {
  return relache;
}

function press() {
  relache = new Promise((resolve) => {
    release = resolve;
    setTimeout(resolve, LONGUE);
  });
}

if (typeof document !== "undefined") {
  addEventListener("pointerdown", press, { capture: true });
  for (const genre of ["pointerup", "pointercancel"]) addEventListener(genre, () => setTimeout(release), { capture: true });
}
