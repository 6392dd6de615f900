// <signature-pad>: ink as vectors around signature_pad, in light DOM.
//
// Strokes are [[x,y,x,y,…],…] on a box of 2200 × 1000 integer units, kept as JSON in the hidden
// input inside; no pressure, no timing. Every finished stroke fires "ink" (it bubbles).
// Inside: <input type="hidden">, <canvas>, .hint. In the same form: buttons with data-pad="undo"
// and "clear", hidden until there is ink, and "sign", disabled until it is more than a dot.
import SignaturePad from "../../vendor/signature_pad.min.js"

const WIDTH = 2200
const HEIGHT = 1000
const NIB = 8 // the pen's radius in units: one width, so that redrawn ink is the same ink

class Pad extends HTMLElement {
  connectedCallback() {
    this.canvas = this.querySelector("canvas")
    this.input = this.querySelector("input[type=hidden]")
    this.pad = new SignaturePad(this.canvas, { minDistance: 2 })
    this.pad.addEventListener("beginStroke", () => this.#begin())
    this.pad.addEventListener("endStroke", () => this.#end())
    this.observer = new ResizeObserver(() => this.#fit())
    this.observer.observe(this.canvas)
    this.home.addEventListener("click", this)
    this.#show()
  }

  disconnectedCallback() {
    this.pad.off()
    this.observer.disconnect()
    this.home.removeEventListener("click", this)
  }

  get home() {
    return this.closest("form") ?? this
  }

  get strokes() {
    return JSON.parse(this.input.value || "[]")
  }

  set strokes(strokes) {
    this.input.value = JSON.stringify(strokes)
    this.#draw()
    this.#show()
    this.dispatchEvent(new CustomEvent("ink", { bubbles: true }))
  }

  handleEvent({ target }) {
    const action = target.closest("[data-pad]")?.dataset.pad
    if (action === "undo") this.strokes = this.strokes.slice(0, -1)
    if (action === "clear") this.strokes = []
  }

  // Length and points, never pixels; the server judges again by the same numbers.
  get enough() {
    const { minLength = 400, minPoints = 8 } = this.dataset
    const strokes = this.strokes
    const points = strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0)
    return points >= minPoints && strokes.reduce((sum, stroke) => sum + length(stroke), 0) >= minLength
  }

  #begin() {
    this.drawing = true
    this.#hint(false)
  }

  #end() {
    this.drawing = false
    const scale = WIDTH / this.canvas.offsetWidth
    const points = this.pad.toData().at(-1).points
    const stroke = points.flatMap(({ x, y }) => inside(x * scale, y * scale))
    if (stroke.length) this.strokes = [...this.strokes, stroke]
  }

  // Turning the tablet changes the box's size, never its shape: the same vectors, drawn larger.
  #fit() {
    if (!this.drawing) this.#draw()
  }

  #draw() {
    const { canvas, pad } = this
    const width = canvas.offsetWidth
    if (!width) return
    const density = Math.max(devicePixelRatio, 1)
    canvas.width = width * density
    canvas.height = canvas.offsetHeight * density
    canvas.getContext("2d").scale(density, density)
    pad.minWidth = pad.maxWidth = (NIB * width) / WIDTH
    pad.penColor = getComputedStyle(canvas).color
    pad.fromData(this.strokes.map((stroke) => ({ points: toPoints(stroke, width / WIDTH) })))
  }

  #show() {
    const inked = this.strokes.length > 0
    this.#hint(!inked)
    for (const button of this.home.querySelectorAll("[data-pad=undo], [data-pad=clear]")) {
      if (!inked && button === document.activeElement) this.#leave()
      button.hidden = !inked
    }
    for (const button of this.home.querySelectorAll("[data-pad=sign]")) button.disabled = !this.enough
  }

  // The button in focus is about to go: on to the other ways of signing.
  #leave() {
    (this.closest("section") ?? this.home).querySelector("summary")?.focus()
  }

  #hint(shown) {
    const hint = this.querySelector(".hint")
    if (hint) hint.hidden = !shown
  }
}

function length(stroke) {
  let sum = 0
  for (let i = 2; i < stroke.length; i += 2) {
    sum += Math.hypot(stroke[i] - stroke[i - 2], stroke[i + 1] - stroke[i - 1])
  }
  return sum
}

function toPoints(stroke, scale) {
  const points = []
  for (let i = 0; i < stroke.length; i += 2) {
    points.push({ x: stroke[i] * scale, y: stroke[i + 1] * scale, time: 1 })
  }
  return points
}

// A finger that leaves the box draws nothing there.
function inside(x, y) {
  const point = [Math.round(x), Math.round(y)]
  return x >= 0 && y >= 0 && point[0] <= WIDTH && point[1] <= HEIGHT ? point : []
}

customElements.define("signature-pad", Pad)
