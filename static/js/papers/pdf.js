// PDFs, by pdf.js: fetched only when one is opened, run in a worker that may do nothing but decode.
// Nothing in a PDF is ever carried out: no scripts, no links, no forms, only its drawing and text.

const HOME = new URL("../../vendor/pdfjs/", import.meta.url).href
const PART = 256 * 1024 // bytes asked for at once
const PATIENCE = 20_000 // ms; longer a page need not take, unless it means harm
const IMAGE = 40_000_000 // pixels of one picture inside a PDF
let library

export class Unreadable extends Error {
  constructor(reason) {
    super(reason)
    this.reason = reason // "locked" or "damaged"
  }
}

// A document from its bytes, or part by part from `read(begin, end)`.
export async function openPdf({ bytes, length, read }) {
  const { getDocument, PDFDataRangeTransport } = await pdfjs()
  const source = bytes ? { data: bytes } : { range: transport(PDFDataRangeTransport, length, read) }
  const task = getDocument({
    ...source,
    rangeChunkSize: PART,
    disableAutoFetch: true,
    disableStream: true,
    maxImageSize: IMAGE,
    standardFontDataUrl: HOME + "fonts/",
    wasmUrl: HOME + "wasm/",
    iccUrl: HOME + "iccs/",
    verbosity: 0,
  })
  try {
    const pdf = await inTime(task.promise)
    if (!pdf.numPages) throw new Unreadable("damaged")
    return pdf
  } catch (error) {
    task.destroy()
    throw new Unreadable(error.name === "PasswordException" ? "locked" : "damaged")
  }
}

export async function pageOf(pdf, number) {
  return inTime(pdf.getPage(number)).catch(() => {
    throw new Unreadable("damaged")
  })
}

// Draws a page `scale` times its size on a canvas of its own.
export async function drawPage(page, { scale, rotation, density = 1 }) {
  const viewport = page.getViewport({ scale, rotation: (page.rotate + rotation) % 360 })
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.floor(viewport.width * density))
  canvas.height = Math.max(1, Math.floor(viewport.height * density))
  const transform = density === 1 ? null : [density, 0, 0, density, 0, 0]
  const task = page.render({ canvas, viewport, transform })
  try {
    await inTime(task.promise)
  } catch (error) {
    task.cancel()
    throw error instanceof Unreadable ? error : new Unreadable("damaged")
  }
  return { canvas, viewport }
}

// The text of a page over its drawing, to be selected and searched.
export async function textOver(page, viewport, container) {
  const { TextLayer } = await pdfjs()
  const layer = new TextLayer({ textContentSource: page.streamTextContent(), container, viewport })
  await inTime(layer.render()).catch(() => {})
}

export async function textOf(page) {
  const { items } = await inTime(page.getTextContent()).catch(() => ({ items: [] }))
  return items.map(({ str, hasEOL }) => str + (hasEOL ? "\n" : "")).join("")
}

async function pdfjs() {
  library ??= import("../../vendor/pdfjs/pdf.min.mjs")
  const found = await library
  found.GlobalWorkerOptions.workerSrc ||= HOME + "pdf.worker.min.mjs"
  return found
}

function transport(Transport, length, read) {
  const parts = new Transport(length, null)
  parts.requestDataRange = (begin, end) => {
    read(begin, end).then((part) => parts.onDataRange(begin, part), () => {}) // then the page is late
  }
  return parts
}

function inTime(promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Unreadable("damaged")), PATIENCE)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
