// <share-button data-title data-text data-url data-file hidden><button type="button">…</button></share-button>
// Opens the device's own share sheet; stays hidden where there is none. `data-file` is the id of a
// link: what it leads to is shared as a file of text, the kind that every share sheet takes.

customElements.define("share-button", class extends HTMLElement {
  connectedCallback() {
    const { file } = this.dataset
    this.hidden = !navigator.share || (file && !navigator.canShare?.({ files: [textFile("")] }))
    this.addEventListener("click", this.share)
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.share)
  }

  async share() {
    const { title, text, url, file } = this.dataset
    const files = file && [textFile(await fetched(file))]
    try {
      await navigator.share({ title, text, url: url && new URL(url, location.href).href, files })
    } catch (error) {
      if (error.name !== "AbortError") throw error // closed without sharing: nothing to say
    }
  }
})

async function fetched(link) {
  return (await fetch(document.getElementById(link).href)).text()
}

function textFile(text) {
  return new File([text], "onthaal.txt", { type: "text/plain" })
}
