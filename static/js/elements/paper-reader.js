// <paper-reader>: one page of a paper at a time, as large as one likes. What reads files is fetched
// when it is first needed. Inside: .tools and other buttons with data-do, .stage, .thumbs (a <li> for
// each file, see sheets.js), a form to mark the page or the words selected on it.
// Fires "shown" when a page is drawn. Its state is in data-at (page), data-zoom (1 = the whole width), data-turn (degrees).

import { pinch } from "../papers/pinch.js"

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4]
const KEYS = {
  PageDown: "on", ArrowRight: "on", PageUp: "back", ArrowLeft: "back", Home: "first", End: "last",
  "+": "larger", "-": "smaller", 0: "fit", r: "turn", "/": "search",
}

class PaperReader extends HTMLElement {
  async connectedCallback() {
    this.stage = this.querySelector("main") // its class comes later: htmx lets old ones fade
    this.marking = this.querySelector(".marking")
    this.drawing = 0
    for (const type of ["click", "keydown", "mousedown", "htmx:after:swap"]) this.addEventListener(type, this)
    this.stage.addEventListener("zoom", this)
    document.addEventListener("selectionchange", this)
    pinch(this.stage)
    this.observer = new ResizeObserver(() => this.#resized())
    await this.#begin()
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this)
    this.observer?.disconnect()
    this.thumbs?.close()
    this.sheets?.close()
  }

  handleEvent(event) {
    if (!this.sheets?.length) return
    const act = {
      click: () => this.#do(event.target.closest("[data-do]")),
      keydown: () => this.#key(event),
      mousedown: () => event.target.closest(".marking button") && event.preventDefault(), // keeps the selection
      zoom: () => this.#zoomTo(Math.min(Math.max(this.zoom * event.detail, ZOOMS[0]), ZOOMS.at(-1))),
      selectionchange: () => this.#quote(),
      "htmx:after:swap": () => this.#mark(),
    }
    act[event.type]?.()
  }

  get at() {
    return Number(this.dataset.at)
  }

  get zoom() {
    return Number(this.dataset.zoom ?? 1)
  }

  get turn() {
    return Number(this.dataset.turn ?? 0)
  }

  async #begin() {
    const [{ Sheets }, { Thumbs }] = await Promise.all([import("../papers/sheets.js"), import("../papers/thumbs.js")])
    const items = [...this.querySelectorAll(".thumbs > li")]
    this.sheets = new Sheets(items, this.dataset.pieces)
    try {
      await this.sheets.count()
    } catch (error) {
      return this.#say(error.missing ? "missing" : error.reason)
    }
    if (!this.isConnected) return
    this.thumbs = new Thumbs(this.querySelector(".thumbs"), this.sheets)
    for (const hidden of this.querySelectorAll(".tools, .dock > [hidden]")) hidden.hidden = false
    this.querySelector("[data-of]").textContent = this.sheets.length
    const { file, page, place } = this.dataset
    await this.show(file ? this.sheets.number(file, Number(page)) : Math.min(Number(place), this.sheets.length))
    this.observer.observe(this.stage)
  }

  // -- showing a page --------------------------------------------------------------------------

  async show(number) {
    this.dataset.at = number
    this.querySelector("[data-at]:not(paper-reader)").textContent = number
    this.querySelector("[data-do=back]").disabled = number === 1
    this.querySelector("[data-do=on]").disabled = number === this.sheets.length
    this.thumbs.show(number)
    this.#mark()
    this.#remember(number)
    await this.#draw()
    this.stage.scrollTop = 0
  }

  async #draw() {
    const mine = ++this.drawing
    const slow = setTimeout(() => mine === this.drawing && this.#say("loading"), 400)
    const width = this.stage.clientWidth - 2 * parseFloat(getComputedStyle(this.stage).paddingInlineStart)
    try {
      const drawn = await this.sheets.draw(this.at, { width, zoom: this.zoom, turn: this.turn })
      if (mine === this.drawing) this.#put(drawn)
    } catch (error) {
      if (mine === this.drawing) this.#say(error.missing ? "missing" : error.reason)
    } finally {
      clearTimeout(slow)
    }
  }

  #put({ drawing, text, scale }) {
    const sheet = document.createElement("div")
    sheet.className = "sheet-shown"
    sheet.append(drawing, ...(text ? [text] : []))
    text?.style.setProperty("--total-scale-factor", scale)
    this.stage.replaceChildren(sheet)
    this.dispatchEvent(new CustomEvent("shown", { bubbles: true }))
  }

  #say(reason = "damaged") {
    const words = this.querySelector(`template[data-says=${reason}]`) ?? this.querySelector("template[data-says=damaged]")
    this.stage.replaceChildren(words.content.cloneNode(true))
  }

  #resized() {
    const width = this.stage.clientWidth
    if (this.width && this.width !== width) this.#draw()
    this.width = width
  }

  #remember(number) {
    const body = new URLSearchParams({ page: number })
    fetch(this.dataset.places, { method: "POST", body, keepalive: true }).catch(() => {})
  }

  // -- what fingers and keys do ------------------------------------------------------------------

  #do(button) {
    if (!button) return
    const { number, do: what } = button.dataset
    if (what !== "go") return this.#act(what)
    const place = button.closest("li[data-file]")?.dataset
    this.show(place ? this.sheets.number(place.file, Number(place.page)) : Number(number))
  }

  #act(what) {
    const last = this.sheets.length
    const to = { on: this.at + 1, back: this.at - 1, first: 1, last }[what]
    if (to) return to >= 1 && to <= last && this.show(to)
    if (what === "larger") this.#zoomTo(ZOOMS.find((zoom) => zoom > this.zoom + 0.01))
    if (what === "smaller") this.#zoomTo(ZOOMS.findLast((zoom) => zoom < this.zoom - 0.01))
    if (what === "fit") this.#zoomTo(1)
    if (what === "turn") {
      this.dataset.turn = (this.turn + 90) % 360
      this.#draw()
    }
    if (what === "pages" || what === "search") this.#toggle(what)
  }

  #key(event) {
    if (event.key === "Escape" && event.target.id === "find") this.#toggle("search")
    const what = KEYS[event.key]
    if (!what || event.ctrlKey || event.metaKey || event.altKey || event.target !== this.stage) return
    if (event.key === "PageDown" && this.#below > 1) return // first to the end of this page
    if (event.key === "PageUp" && this.stage.scrollTop > 1) return
    event.preventDefault()
    this.#act(what)
  }

  get #below() {
    return this.stage.scrollHeight - this.stage.clientHeight - this.stage.scrollTop
  }

  #toggle(name) {
    const place = this.querySelector(`#reader-${name}`)
    place.hidden = !place.hidden
    this.querySelector(`.tools [data-do=${name}]`).setAttribute("aria-expanded", !place.hidden)
    if (place.hidden) this.stage.focus()
    else place.querySelector("input, button")?.focus()
  }

  #zoomTo(zoom) {
    if (!zoom) return
    this.dataset.zoom = zoom
    this.#draw()
  }

  // -- speaking of a page ------------------------------------------------------------------------

  #mark() {
    const { file, page } = this.sheets.find(this.at)
    const { elements } = this.marking
    elements.file.value = file.file
    elements.page.value = page
    const marks = [...this.querySelectorAll(".marks [data-discussed]")]
    const discussed = marks.some(({ dataset }) => dataset.file === file.file && Number(dataset.page) === page)
    this.marking.querySelector("[value=discussed]").setAttribute("aria-pressed", discussed)
    this.#quote()
  }

  // The words selected on the page, if any, are what the buttons speak of.
  #quote() {
    const selection = getSelection()
    const inside = !selection.isCollapsed && this.stage.contains(selection.anchorNode)
    const words = inside ? selection.toString().replace(/\s+/g, " ").trim().slice(0, 300) : ""
    const shown = this.marking.querySelector(".quoted")
    this.marking.elements.quote.value = shown.querySelector("span").textContent = words
    shown.hidden = !words
  }
}

customElements.define("paper-reader", PaperReader)
