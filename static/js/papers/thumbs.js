// A small picture of each page of a paper, drawn when somebody looks at the list, one at a time.

const WIDE = 72 // CSS pixels

export class Thumbs {
  #turn = Promise.resolve()

  // Fills `list` with a button for each page of `sheets`.
  constructor(list, sheets) {
    this.sheets = sheets
    this.observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) this.#draw(target)
    })
    list.replaceChildren(...Array.from({ length: sheets.length }, (_, before) => this.#item(before + 1)))
  }

  #item(number) {
    const button = document.createElement("button")
    Object.assign(button, { type: "button", className: "thumb", textContent: number })
    Object.assign(button.dataset, { do: "go", number })
    this.observer.observe(button)
    const item = document.createElement("li")
    item.append(button)
    return item
  }

  #draw(button) {
    this.observer.unobserve(button)
    this.#turn = this.#turn.then(async () => {
      if (!button.isConnected) return
      const drawn = await this.sheets.draw(Number(button.dataset.number), { width: WIDE, zoom: 1, turn: 0, bare: true })
      button.prepend(drawn.drawing)
    }).catch(() => {})
  }

  show(number) {
    for (const button of document.querySelectorAll(".thumb")) {
      if (Number(button.dataset.number) === number) button.setAttribute("aria-current", "page")
      else button.removeAttribute("aria-current")
    }
  }

  close() {
    this.observer.disconnect()
  }
}
