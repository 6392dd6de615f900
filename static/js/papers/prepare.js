// A chosen file as it will be kept: a photo upright, at a size that can be read and shared, drawn
// anew so that nothing but the picture remains; a PDF as it is, if it can be opened.
import { drawPage, openPdf, pageOf } from "./pdf.js"

const LONGEST = 2400 // pixels: an A4 sheet at 200 dots per inch
const SMALL = 240
const PIXELS = 60_000_000
const QUALITY = 0.85

class Refused extends Error {
  constructor(reason) {
    super(reason)
    this.reason = reason
  }
}

// { name, bytes, pages, small }; rejects with a `reason`: large, vast, strange, photo, locked, damaged.
export async function prepare(file, { largest, photos }) {
  const head = await file.slice(0, 1024).text()
  if (/^\s*%PDF-/.test(head)) return paper(file, largest)
  if (!photos) throw new Refused("photo")
  return photo(file, largest)
}

async function paper(file, largest) {
  if (file.size > largest) throw new Refused("large")
  const bytes = new Uint8Array(await file.arrayBuffer())
  const pdf = await openPdf({ bytes: bytes.slice() })
  try {
    const first = await pageOf(pdf, 1)
    const { width, height } = first.getViewport({ scale: 1 })
    const { canvas } = await drawPage(first, { scale: SMALL / Math.max(width, height), rotation: 0 })
    return { name: file.name, bytes, pages: pdf.numPages, small: await jpeg(canvas) }
  } finally {
    pdf.loadingTask.destroy()
  }
}

async function photo(file, largest) {
  const picture = await opened(file)
  const { naturalWidth: width, naturalHeight: height } = picture
  if (width * height > PIXELS) throw new Refused("vast")
  try {
    const bytes = await jpeg(drawn(picture, LONGEST))
    if (bytes.length > largest) throw new Refused("large")
    return { name: file.name, bytes, pages: 1, small: await jpeg(drawn(picture, SMALL)) }
  } finally {
    URL.revokeObjectURL(picture.src)
  }
}

// The browser decodes what it can (HEIC in some), and only when it is drawn.
async function opened(file) {
  const picture = new Image()
  const done = new Promise((resolve, reject) => {
    picture.onload = resolve
    picture.onerror = () => reject(new Refused("strange"))
  })
  picture.src = URL.createObjectURL(file)
  await done
  if (!picture.naturalWidth) throw new Refused("strange")
  return picture
}

function drawn(picture, longest) {
  const { naturalWidth: width, naturalHeight: height } = picture
  const scale = Math.min(1, longest / Math.max(width, height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext("2d")
  context.fillStyle = "white" // a picture may be clear in places
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = "high"
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

async function jpeg(canvas) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY))
  if (!blob) throw new Refused("damaged")
  return new Uint8Array(await blob.arrayBuffer())
}
