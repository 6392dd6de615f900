// <device-key data-message="…"><input type="hidden" name="key"><input type="hidden" name="signature"></device-key>
// Signs the message with this device's key, fills in the inputs and fires "signed" (it bubbles).
//
// The key (ECDSA P-256, never extractable) is made on first use and stays in this browser's
// IndexedDB. Without WebCrypto, as on plain http, nothing is signed and nothing is claimed.

const ES256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }

customElements.define("device-key", class extends HTMLElement {
  async connectedCallback() {
    if (!globalThis.crypto?.subtle || !globalThis.indexedDB || this.asked) return
    this.asked = true
    const { privateKey, publicKey } = await deviceKey()
    const message = new TextEncoder().encode(this.dataset.message)
    const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", publicKey)
    const signature = await crypto.subtle.sign(ES256, privateKey, message)
    this.#put("key", JSON.stringify({ kty, crv, x, y }))
    this.#put("signature", base64url(signature))
    this.dispatchEvent(new CustomEvent("signed", { bubbles: true }))
  }

  #put(name, value) {
    this.querySelector(`[name=${name}]`).value = value
  }
})

// Two pages may make one at the same time: the first that is kept is the device's.
async function deviceKey() {
  const database = await done(open())
  const keys = (mode) => database.transaction("keys", mode).objectStore("keys")
  const kept = await done(keys("readonly").get("device"))
  if (kept) return kept
  const made = await crypto.subtle.generateKey(ES256, false, ["sign", "verify"])
  await done(keys("readwrite").add(made, "device")).catch(() => {})
  return done(keys("readonly").get("device"))
}

function open() {
  const opening = indexedDB.open("onthaal-device", 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore("keys")
  return opening
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = (event) => {
      event.preventDefault()
      reject(request.error)
    }
  })
}

function base64url(buffer) {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)))
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}
