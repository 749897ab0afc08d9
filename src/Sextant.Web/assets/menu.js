// The menu opens and closes by itself without this script. With it: Escape closes what is open and goes back to its heading,
// and so does a press elsewhere or leaving it with the keyboard.
const folds = [...document.querySelectorAll(".top nav details")];

addEventListener("keydown", event => {
  const open = event.key === "Escape" && folds.find(fold => fold.open);
  if (open) {
    const inside = open.contains(document.activeElement);
    open.open = false;
    if (inside) open.querySelector("summary").focus();
  }
});
addEventListener("pointerdown", event => folds.forEach(fold => { if (!fold.contains(event.target)) fold.open = false; }));
folds.forEach(fold => fold.addEventListener("focusout", event => { if (event.relatedTarget && !fold.contains(event.relatedTarget)) fold.open = false; }));
