// The same files where a browser has no sync handles (WebKitGTK): pieces in IndexedDB. What is
// open is in memory. What changed is written when the answer is ready, in one strict transaction,
// and the answer waits for it. https://w3c.github.io/IndexedDB/

const NAME = "onthaal-disk"
const PIECE = 64 * 1024 // bytes
const LENGTHS = "lengths" // file → bytes
const PIECES = "pieces" // [file, number] → bytes

export class IndexedDisk {
  #database
  #files = new Map() // key → { bytes, length, first: the first changed byte, or Infinity }
  #lengths = new Map()
  #count = 0
  #refusing = false

  static async isThere() {
    return (await indexedDB.databases()).some(({ name }) => name === NAME)
  }

  async open() {
    const reading = (await this.#transaction()).objectStore(LENGTHS)
    const [keys, lengths] = await Promise.all([done(reading.getAllKeys()), done(reading.getAll())])
    keys.forEach((key, at) => this.#lengths.set(key, lengths[at]))
    this.#count = Math.max(-1, ...keys.map(Number).filter(Number.isInteger)) + 1
    await this.provide(["directory.journal", "directory.0", "directory.1"])
  }

  async provide(keys) {
    await Promise.all(keys.filter((key) => !this.#files.has(key)).map((key) => this.#load(key)))
  }

  async grow(more) {
    const first = this.#count
    this.#count += more
    await this.provide(Array.from({ length: more }, (_, each) => String(first + each)))
  }

  // Resolves to whether everything changed is durable now. Where it is not, all of it is as it
  // was kept before, and until the next commit nothing more can be written.
  async commit() {
    this.#refusing = false
    try {
      await this.#keep(this.#changed())
      return true
    } catch (error) {
      console.error(error)
      await this.rollback()
      this.#refusing = true
      return false
    }
  }

  // Takes back everything since the last commit; resolves to whether there was anything.
  async rollback() {
    const changed = this.#changed()
    await Promise.all(changed.map(([key]) => this.#load(key)))
    return changed.length > 0
  }

  close() {
    this.#database?.close()
  }

  count() {
    return this.#count
  }

  is_open(key) {
    return this.#files.has(key)
  }

  size(key) {
    return this.#files.get(key)?.length ?? this.#lengths.get(key) ?? 0
  }

  read(key, at, count) {
    const { bytes, length } = this.#files.get(key)
    return bytes.slice(at, Math.min(length, at + count))
  }

  write(key, at, data) {
    if (this.#refusing) throw new DOMException("no room", "QuotaExceededError")
    const file = this.#files.get(key)
    const buffer = data.getBuffer("u8")
    const end = at + buffer.data.length
    if (end > file.bytes.length) file.bytes = grown(file.bytes, end)
    file.bytes.set(buffer.data, at)
    buffer.release()
    file.first = Math.min(file.first, at, file.length)
    file.length = Math.max(file.length, end)
    return end - at
  }

  truncate(key, size) {
    const file = this.#files.get(key)
    file.bytes.fill(0, size)
    file.first = Math.min(file.first, size, file.length)
    file.length = size
  }

  flush() {}

  #changed() {
    return [...this.#files].filter(([, { first }]) => first < Infinity)
  }

  async #keep(changed) {
    if (!changed.length) return
    const writing = await this.#transaction("readwrite", { durability: "strict" })
    try {
      for (const [key, file] of changed) put(writing, key, file)
    } catch (error) {
      writing.abort()
      throw error
    }
    await new Promise((resolve, reject) => {
      writing.oncomplete = resolve
      writing.onabort = () => reject(writing.error)
    })
    for (const [, file] of changed) file.first = Infinity
  }

  async #load(key) {
    const pieces = (await this.#transaction()).objectStore(PIECES)
    const found = await done(pieces.getAll(IDBKeyRange.bound([key, 0], [key, Infinity])))
    const bytes = new Uint8Array(await new Blob(found).arrayBuffer())
    this.#files.set(key, { bytes, length: bytes.length, first: Infinity })
  }

  // A browser may close a database of its own accord; then it is opened again.
  async #transaction(mode, options) {
    this.#database ??= await opened()
    this.#database.onclose = () => (this.#database = undefined)
    return this.#database.transaction([LENGTHS, PIECES], mode, options)
  }
}

// The pieces of a file from the first changed one on.
function put(writing, key, { bytes, length, first }) {
  const pieces = writing.objectStore(PIECES)
  const begin = Math.floor(first / PIECE)
  pieces.delete(IDBKeyRange.bound([key, begin], [key, Infinity]))
  for (let number = begin; number * PIECE < length; number++) {
    pieces.put(bytes.slice(number * PIECE, Math.min(length, (number + 1) * PIECE)), [key, number])
  }
  writing.objectStore(LENGTHS).put(length, key)
}

// Twice as much as before, so that a growing journal is seldom copied.
function grown(bytes, least) {
  const larger = new Uint8Array(Math.max(least, 2 * bytes.length))
  larger.set(bytes)
  return larger
}

function opened() {
  const asking = indexedDB.open(NAME, 1)
  asking.onupgradeneeded = () => {
    asking.result.createObjectStore(LENGTHS)
    asking.result.createObjectStore(PIECES)
  }
  return done(asking)
}

function done(asking) {
  return new Promise((resolve, reject) => {
    asking.onsuccess = () => resolve(asking.result)
    asking.onerror = () => reject(asking.error)
  })
}
