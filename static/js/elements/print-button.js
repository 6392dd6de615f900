// <print-button hidden><button type="button">…</button></print-button>: prints the page.

customElements.define("print-button", class extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.addEventListener("click", this.print)
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.print)
  }

  print() {
    print()
  }
})
