// Shows how far measuring has come without loading the page again; the page itself refreshes where there is no script.
const often = 1000; // ms: checks take seconds, and a step that takes less is not missed by a reader
let failures = 0;

async function look() {
  const desk = document.getElementById("desk");
  if (!desk || desk.dataset.running !== "true") return;
  try {
    const answer = await fetch(desk.dataset.progress, { headers: { accept: "text/html" }, cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("desk");
    if (!next || next.dataset.running !== "true") {
      location.reload(); // the verdicts are on the page itself
      return;
    }
    update(desk, next);
    failures = 0;
  } catch {
    failures += 1; // the server may be away for a moment; give up after a minute
  }
  if (failures < 12) setTimeout(look, failures ? 5000 : often);
}

// Only what differs is replaced, so that the focus stays and a screen reader hears the status line alone.
function update(old, next) {
  const status = old.querySelector("[role=status]"), said = next.querySelector("[role=status]");
  if (status && said && status.textContent !== said.textContent) status.replaceChildren(...said.childNodes);
  const steps = old.querySelector(".steps"), seen = next.querySelector(".steps");
  if (steps && seen) steps.replaceChildren(...seen.children);
}

setTimeout(look, often);
