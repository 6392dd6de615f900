// The pages of a paper, one file after the other: photos are a page each, PDFs have several.
import { drawPage, openPdf, pageOf, textOf, textOver } from "./pdf.js"
import { fetchFile } from "./pieces.js"

const PIXELS = 12_000_000 // of one canvas; some tablets draw no more

// A file of the list: <li data-type data-src data-sha data-bytes data-pages>.
export class Sheets {
  constructor(items, pieces) {
    this.files = items.map(({ dataset }) => ({ ...dataset, pieces, pages: Number(dataset.pages) }))
  }

  // Asks each PDF whose pages nobody counted.
  async count() {
    for (const file of this.files) if (!file.pages) file.pages = (await this.#opened(file)).numPages
    this.length = this.files.reduce((sum, { pages }) => sum + pages, 0)
  }

  // The file that has a page of the paper (from 1 on), and which of its pages that is.
  find(number) {
    let page = number
    for (const file of this.files) {
      if (page <= file.pages) return { file, page }
      page -= file.pages
    }
    return null
  }

  number(key, page) {
    let before = 0
    for (const file of this.files) {
      if (file.file === key) return before + Math.min(Math.max(page, 1), file.pages)
      before += file.pages
    }
    return 1
  }

  // Draws a page as wide as `width` × `zoom`, in CSS pixels: { drawing, text }; `bare`: no text.
  async draw(number, { width, zoom, turn, bare }) {
    const { file, page } = this.find(number)
    return file.type === "application/pdf"
      ? this.#drawPdf(file, page, width * zoom, turn, bare)
      : this.#drawPhoto(file, width * zoom, turn)
  }

  async text(number) {
    const { file, page } = this.find(number)
    return file.type === "application/pdf" ? textOf(await pageOf(await this.#opened(file), page)) : ""
  }

  close() {
    for (const { opened } of this.files) opened?.then((pdf) => pdf.loadingTask.destroy(), () => {})
  }

  #opened(file) {
    const read = (begin, end) => fetchFile(file, begin, end).catch((error) => this.#lost(file, error))
    file.opened ??= fetchFile(file, 0, 1)
      .then(() => openPdf({ length: Number(file.bytes), read }))
      .catch((error) => this.#lost(file, error))
    return file.opened
  }

  // Asked again the next time: it may have come back meanwhile.
  #lost(file, error) {
    file.opened = null
    throw error
  }

  async #drawPdf(file, page, wide, turn, bare) {
    const sheet = await pageOf(await this.#opened(file), page)
    const plain = sheet.getViewport({ scale: 1, rotation: (sheet.rotate + turn) % 360 })
    const scale = wide / plain.width
    const density = sharp(wide, plain.height * scale)
    const { canvas, viewport } = await drawPage(sheet, { scale, rotation: turn, density })
    const drawing = sized(canvas, viewport.width, viewport.height)
    if (bare) return { drawing }
    const text = document.createElement("div")
    text.className = "text"
    await textOver(sheet, viewport, text)
    sheet.cleanup()
    return { drawing, text, scale }
  }

  async #drawPhoto(file, wide, turn) {
    const bytes = await fetchFile(file)
    const photo = await createImageBitmap(new Blob([bytes], { type: file.type })).catch(() => {
      throw Object.assign(new Error("no picture"), { reason: "damaged" })
    })
    const lying = turn % 180 !== 0
    const [width, height] = lying ? [photo.height, photo.width] : [photo.width, photo.height]
    const high = (wide * height) / width
    const density = Math.min(sharp(wide, high), Math.max(1, width / wide))
    const canvas = document.createElement("canvas")
    canvas.width = Math.max(1, Math.round(wide * density))
    canvas.height = Math.max(1, Math.round(high * density))
    const context = canvas.getContext("2d")
    context.translate(canvas.width / 2, canvas.height / 2)
    context.rotate((turn * Math.PI) / 180)
    const [w, h] = lying ? [canvas.height, canvas.width] : [canvas.width, canvas.height]
    context.drawImage(photo, -w / 2, -h / 2, w, h)
    photo.close()
    return { drawing: sized(canvas, wide, high) }
  }
}

function sharp(width, height) {
  return Math.min(Math.max(devicePixelRatio, 1), Math.sqrt(PIXELS / (width * height)))
}

function sized(canvas, width, height) {
  canvas.style.inlineSize = `${width}px`
  canvas.style.blockSize = `${height}px`
  return canvas
}
