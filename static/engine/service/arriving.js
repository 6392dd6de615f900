// A new version arrives: all of it, each file as long as it has to be, or it is as good as not
// there. What an earlier try brought is kept, so that a weak network gets there in the end.

const STALL = 20_000 // ms in which not one byte comes
const TELL = 100 // ms between two words about how far it is

addEventListener("install", (event) => {
  // Files need not wait for this script, where the browser can look them up by itself.
  event.addRoutes?.(["/static/*", "/bundle/*"].map((pathname) => (
    { condition: { urlPattern: new URLPattern({ pathname }) }, source: "cache" }
  )))
  event.waitUntil(navigator.locks.request("onthaal-arriving", () => arrive(BUNDLE)))
})

async function arrive({ version, files }) {
  const cache = await caches.open(cacheOf(version))
  const bytes = new Bytes(files)
  try {
    await Promise.all(files.map((file) => bring(file, cache, bytes)))
  } finally {
    bytes.stop()
  }
  await arrived(version)
  await skipWaiting()
}

// How many have come, told to the pages, and whether they still come.
class Bytes {
  #done = 0
  #told = 0
  #total
  #abort = new AbortController()
  #timer

  constructor(files) {
    this.signal = this.#abort.signal
    this.#total = files.reduce((sum, { sent }) => sum + sent, 0)
    this.came(0)
  }

  came(count) {
    this.#done += count
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#abort.abort(), STALL)
    if (Date.now() - this.#told < TELL) return
    this.#told = Date.now()
    channel.postMessage({ arriving: { done: this.#done, total: this.#total } })
  }

  stop() {
    clearTimeout(this.#timer)
    this.#abort.abort()
  }
}

async function bring(file, cache, bytes) {
  const kept = await cache.match(file.path)
  if (file.bytes && kept && (await kept.blob()).size === file.bytes) return bytes.came(file.sent)
  // What somebody else answered in the server's name may have been kept by the browser, too.
  for (const from of ["default", "reload"]) {
    const response = await fetch(file.path, { cache: from, signal: bytes.signal })
    if (await taken_in(response, file, cache, bytes)) return
  }
  throw new Error(`${file.path} is not what it should be`)
}

// The response itself is kept, not a copy made here: the browser keeps what it compiled with it.
async function taken_in(response, { path, bytes: length, sent, holds }, cache, bytes) {
  if (!response.ok || response.redirected) return false
  const read = response.clone()
  let count = 0
  const counted = new WritableStream({
    write(chunk) {
      count += chunk.length
      bytes.came(length ? (sent * chunk.length) / length : 0)
    },
  })
  const words = holds && response.clone().text()
  await Promise.all([cache.put(path, response), read.body.pipeTo(counted)])
  if (length ? count === length : (await words).includes(holds)) return true
  await cache.delete(path)
  return false
}
