// The door of the editors' desk: what it weighs is asked for once somebody opens it, or comes back to it.
const door = document.querySelector("main[data-porte]");
const button = door.querySelector("button");
/** On a page of the desk, and where a forge sends back who signed in there (its window is called so by the host). */
const knocks = () => location.hash.startsWith("#/") || window.name === "auth" || new URLSearchParams(location.search).has("code");

const open = async () => {
  button.setAttribute("aria-busy", "true");
  door.querySelector("[role=alert]").hidden = true;
  try {
    const start = await (await import("./bureau.js")).prepared();
    for (const one of document.querySelectorAll("[data-porte]")) one.remove();
    await start();
  } catch (error) {
    button.removeAttribute("aria-busy");
    door.querySelector("[role=alert]").hidden = false;
    console.error(error);
  }
};

button.hidden = false;
button.addEventListener("click", open);
if (knocks()) open();
