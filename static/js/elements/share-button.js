// <share-button data-title data-text data-url hidden><button type="button">…</button></share-button>
// Opens the device's own share sheet; stays hidden where there is none.

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
    try {
      await navigator.share({ title, text, url: url && new URL(url, location.href).href })
    } catch (error) {
      if (error.name !== "AbortError") throw error // closed without sharing: nothing to say
    }
  }
})
