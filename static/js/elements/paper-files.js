// <paper-files><form><input type="hidden" name="files"><input type="file">…</form></paper-files>
// Chosen, photographed or dropped files are made ready and sent in pieces; then the form goes, which
// names them: all are kept, or none. Files may be dropped on the paper's row, others on the page.

class PaperFiles extends HTMLElement {
  connectedCallback() {
    this.place = this.closest(".paper") ?? this.closest("main")
    this.addEventListener("change", this)
    for (const type of ["dragover", "drop"]) this.place.addEventListener(type, this)
  }

  disconnectedCallback() {
    for (const type of ["dragover", "drop"]) this.place.removeEventListener(type, this)
  }

  handleEvent(event) {
    const { type, target, dataTransfer } = event
    if (type === "change" && target.type === "file") return this.#add([...target.files], target)
    if (!dataTransfer?.types.includes("Files") || event.defaultPrevented) return
    event.preventDefault()
    if (type === "drop") this.#add([...dataTransfer.files])
  }

  get #inputs() {
    return this.querySelectorAll("input[type=file]")
  }

  async #add(files, input = this.#inputs[0]) {
    if (!files.length || this.busy) return
    this.busy = true
    const note = this.#tell("adding")
    let name
    try {
      const { prepare } = await import("../papers/prepare.js")
      const ready = []
      for (const file of files) {
        name = note.querySelector("bdi").textContent = file.name
        ready.push(await this.#keep(await prepare(file, this.#limits(input)), note))
      }
      this.#submit(ready, input)
    } catch (error) {
      if (!error.reason) console.warn(error)
      this.#tell(`adding-${error.reason ?? "lost"}`).querySelector("bdi").textContent = name ?? ""
    } finally {
      note.remove()
      input.value = ""
      this.busy = false
    }
  }

  #limits(input) {
    return { largest: Number(this.#words("adding").dataset.largest), photos: input.accept.includes("image") }
  }

  async #keep({ name, bytes, pages, small }, note) {
    if (!crypto.subtle) return new File([bytes], name)
    await room(bytes.length)
    const { send } = await import("../papers/pieces.js")
    const pieces = this.#words("adding").dataset.pieces
    const progress = note.querySelector("progress")
    const sha256 = await send(pieces, bytes, (part) => { progress.value = part })
    return { title: name, sha256, pages, thumbnail: await send(pieces, small) }
  }

  #submit(ready, input) {
    const form = this.querySelector("form")
    if (crypto.subtle) {
      for (const each of this.#inputs) each.removeAttribute("name") // else they would be sent whole too
      form.elements.files.value = JSON.stringify(ready)
    } else {
      const files = new DataTransfer()
      for (const file of ready) files.items.add(file)
      input.files = files.files
    }
    form.addEventListener("htmx:finally:request", () => { form.elements.files.value = "" }, { once: true })
    form.requestSubmit()
  }

  #words(id) {
    return document.getElementById(id)
  }

  // Says something below the paper, in place of what was said there before.
  #tell(id) {
    this.note?.remove()
    this.note = this.#words(id).content.firstElementChild.cloneNode(true)
    const row = this.closest(".paper")
    if (row) row.append(this.note)
    else this.after(this.note)
    return this.note
  }
}

async function room(bytes) {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {}
  if (quota && quota - usage < 2 * bytes) throw Object.assign(new Error("no room"), { reason: "room" })
}

customElements.define("paper-files", PaperFiles)
