// <paper-search> in a <paper-reader>: finds words in the text of its pages, marks them on the page
// that is shown, and leads from one to the next.

class PaperSearch extends HTMLElement {
  connectedCallback() {
    this.reader = this.closest("paper-reader")
    this.texts = new Map() // page → its text
    for (const type of ["input", "keydown", "click"]) this.addEventListener(type, this)
    this.reader.addEventListener("shown", this)
  }

  disconnectedCallback() {
    CSS.highlights?.delete("found")
  }

  handleEvent({ type, key, shiftKey, target }) {
    if (type === "input") this.#search(target.value)
    if (type === "keydown" && key === "Enter") this.#go(shiftKey ? -1 : 1)
    if (type === "click" && target.closest("[data-step]")) this.#go(Number(target.closest("[data-step]").dataset.step))
    if (type === "shown") this.#highlight()
  }

  async #search(words) {
    this.wanted = words
    const { pagesWith } = await import("../papers/find.js")
    const found = await pagesWith(this.reader.sheets, words, this.texts)
    if (this.wanted !== words) return
    this.found = found
    this.hit = Math.max(0, found.findIndex(({ number }) => number >= this.reader.at))
    this.querySelector("[data-none]").hidden = !words || found.length > 0
    await this.#go(0)
  }

  // From the hit that is shown to another, `step` further.
  async #go(step) {
    const count = this.found?.length
    if (count) this.hit = (this.hit + step + count) % count
    this.querySelector("[data-found]").textContent = count ? `${this.hit + 1} / ${count}` : ""
    const to = this.found?.[this.hit]?.number
    if (to && to !== this.reader.at) await this.reader.show(to)
    else await this.#highlight()
  }

  async #highlight() {
    CSS.highlights?.delete("found")
    const layer = this.reader.querySelector(".stage .text")
    if (!this.wanted || !layer || !CSS.highlights) return
    const { rangesOf } = await import("../papers/find.js")
    const ranges = rangesOf(this.wanted, layer)
    CSS.highlights.set("found", new Highlight(...ranges))
    const hit = this.found?.[this.hit]
    const range = ranges[hit?.number === this.reader.at ? hit.nth : 0]
    range?.startContainer.parentElement.scrollIntoView({ block: "center" })
  }
}

customElements.define("paper-search", PaperSearch)
