// Passkeys: asks the browser, and sends what it says. Without a script there are password and code.
const able = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON && PublicKeyCredential.parseCreationOptionsFromJSON;

async function send(address, form, credential) {
  const body = new FormData(form);
  if (credential) body.append("credential", JSON.stringify(credential));
  const answer = await fetch(address, { method: "POST", body, headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function ask(form) {
  const options = await send(form.dataset.options, form);
  const credential = form.dataset.passkey === "get"
    ? await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  const { to } = await send(form.dataset.send, form, credential.toJSON());
  location.assign(to);
}

for (const form of able ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const failed = form.querySelector("[data-failed]"), button = form.querySelector("button");
    failed.hidden = true;
    button.disabled = true;
    try {
      await ask(form);
    } catch {
      failed.hidden = false; // refused by the person, the passkey or the server: which, is not said
    }
    button.disabled = false;
  });
}
