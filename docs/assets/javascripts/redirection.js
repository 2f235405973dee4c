// Loaded by a page whose address changed: leads on with what followed the address, « ?q=… » and « #… ». Without it the page
// leads to the new address alone.
location.replace(document.currentScript.dataset.vers + location.search + location.hash);
