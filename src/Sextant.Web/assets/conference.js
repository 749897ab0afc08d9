// Turns the pages by keys and shows them on the whole screen. Without this script the pages stand one below the other, and links lead from each to the next.
const sheets = [...document.querySelectorAll(".sheet")];

function at() {
  const middle = innerHeight / 2;
  const found = sheets.findIndex(sheet => sheet.getBoundingClientRect().bottom > middle);
  return found < 0 ? sheets.length - 1 : found;
}

function show(number) {
  const sheet = sheets[Math.min(Math.max(number, 0), sheets.length - 1)];
  history.replaceState(null, "", "#" + sheet.id);
  sheet.scrollIntoView();
  sheet.focus({ preventScroll: true });
}

const turns = {
  ArrowRight: () => show(at() + 1), ArrowDown: () => show(at() + 1), PageDown: () => show(at() + 1), " ": () => show(at() + 1), Enter: () => show(at() + 1),
  ArrowLeft: () => show(at() - 1), ArrowUp: () => show(at() - 1), PageUp: () => show(at() - 1), Backspace: () => show(at() - 1),
  Home: () => show(0), End: () => show(sheets.length - 1),
  f: () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
};

addEventListener("keydown", event => {
  // A link that has the focus is followed by its own key.
  const own = event.key === "Enter" && event.target.closest?.("a");
  const turn = turns[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (turn && !own && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    turn();
  }
});
