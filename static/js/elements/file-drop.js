// <file-drop><form>… <input type="file"> …</form></file-drop>
// A file dropped on it is as good as one that was chosen.

customElements.define("file-drop", class extends HTMLElement {
  connectedCallback() {
    for (const type of ["dragover", "dragleave", "drop"]) this.addEventListener(type, this)
  }

  disconnectedCallback() {
    for (const type of ["dragover", "dragleave", "drop"]) this.removeEventListener(type, this)
  }

  handleEvent(event) {
    event.preventDefault()
    this.classList.toggle("over", event.type === "dragover")
    if (event.type === "drop") this.#take(event.dataTransfer.files)
  }

  #take(files) {
    if (!files.length) return
    const input = this.querySelector("input[type=file]")
    input.files = files
    input.dispatchEvent(new Event("change", { bubbles: true }))
  }
})
