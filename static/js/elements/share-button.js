// <share-button data-title data-text data-url data-file hidden><button type="button">…</button>
// Opens the device's own share sheet; stays hidden where there is none. `data-file`: the address
// of a file to share, or #id of the link that has it; where files cannot be shared, or it took too long to make, it is saved.

customElements.define("share-button", class extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.share
    this.addEventListener("click", this.share)
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.share)
  }

  async share() {
    const { title, text, url } = this.dataset
    const file = addressOf(this.dataset.file)
    const shared = { title, text, url: url && new URL(url, location.href).href }
    if (file) shared.files = await files(file)
    if (file && !navigator.canShare?.(shared)) return location.assign(file)
    try {
      await navigator.share(shared)
    } catch (error) {
      if (error.name === "AbortError") return // closed without sharing: nothing to say
      if (error.name !== "NotAllowedError" || !file) throw error
      location.assign(file)
    }
  }
})

function addressOf(file) {
  return file?.startsWith("#") ? document.querySelector(file).href : file
}

// The file under an address; nothing where it cannot be made: its page says why. JSON goes as
// text, the kind that every share sheet takes.
async function files(address) {
  const response = await fetch(address)
  if (!response.ok) return []
  const name = new URL(address, location.href).pathname.split("/").pop()
  const type = response.headers.get("content-type")
  const json = type.startsWith("application/json")
  const [called, kind] = json ? [`${name}.txt`, "text/plain"] : [name, type]
  return [new File([await response.blob()], called, { type: kind })]
}
