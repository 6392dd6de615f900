// <copy-button for="id"><button type="button">…</button><span role="status" hidden>…</span></copy-button>
// Copies the named element's text and says so; without a clipboard it selects the text instead.

customElements.define("copy-button", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.copy)
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.copy)
  }

  async copy() {
    const source = document.getElementById(this.getAttribute("for"))
    if (!navigator.clipboard) return getSelection().selectAllChildren(source)
    await navigator.clipboard.writeText(source.value ?? source.innerText)
    this.querySelector("[role=status]").hidden = false
  }
})
