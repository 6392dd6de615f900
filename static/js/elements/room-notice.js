// <room-notice hidden>… <strong data-free></strong> …</room-notice>
// Shows itself when little room is left. It never keeps anybody from going on.
import { inWords, room } from "../room.js"

const LITTLE = 50e6 // bytes

customElements.define("room-notice", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("htmx:after:swap", this)
    this.handleEvent()
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this)
  }

  async handleEvent() {
    const known = await room()
    this.hidden = !known || known.free >= LITTLE
    if (!this.hidden) this.querySelector("[data-free]").textContent = inWords(known.free)
  }
})
