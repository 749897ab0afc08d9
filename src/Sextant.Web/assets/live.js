// Shows the same page again every few seconds without loading it anew; where there is no script, the page refreshes itself.
const often = 5000; // ms: what is shown is counted every three seconds
let failures = 0;

async function look() {
  if (document.visibilityState === "visible") {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
      const old = document.getElementById("live");
      // Whoever is at a link or in a table with the keyboard keeps the place: then only the next look replaces it.
      if (next && old && !(old.contains(document.activeElement) && document.activeElement !== document.body)) old.replaceChildren(...next.childNodes);
      failures = 0;
    } catch {
      failures += 1; // the server may be away for a moment; give up after some minutes
    }
  }
  if (failures < 60) setTimeout(look, often);
}

setTimeout(look, often);
