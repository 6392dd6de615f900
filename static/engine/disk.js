// Files in the origin private file system, for webapp/tablet/opfs.py: the directory's own files by
// name, all others by number from 0 on. A file is read and written through a handle, which opens
// asynchronously; of the others only the length is known.

const FIXED = ["directory.journal", "directory.0", "directory.1"]
const PATIENCE = 25 // ms; a worker that just ended still holds its handles for a moment
const TRIES = 200
const EARLY = 24 // the files made first: what every start reads is among them

export class Disk {
  #folder
  #handles = new Map()
  #lengths = new Map()
  #count = 0
  #before = [] // what was overwritten or cut off since the last commit

  // Finds everything that is there; rejects where the browser gives out no handles.
  async open() {
    if (!("createSyncAccessHandle" in (self.FileSystemFileHandle?.prototype ?? {}))) {
      throw new DOMException("no sync handles", "NotSupportedError")
    }
    const root = await navigator.storage.getDirectory()
    this.#folder = await root.getDirectoryHandle("onthaal", { create: true })
    const early = Array.from({ length: EARLY }, (_, key) => this.#open(String(key), false).catch(() => {}))
    await this.provide(FIXED)
    const numbered = []
    for await (const [name, file] of this.#folder) if (Number.isInteger(Number(name))) numbered.push(file)
    await Promise.all(numbered.map(async (file) => this.#lengths.set(file.name, (await file.getFile()).size)))
    this.#count = Math.max(-1, ...numbered.map(({ name }) => Number(name))) + 1
    await Promise.all(early)
  }

  // Opens files that are there already.
  async provide(keys) {
    await Promise.all(keys.map((key) => this.#handles.has(key) || this.#open(key)))
  }

  // Makes that many more files, and opens them; rejects where there is room for none.
  async grow(more) {
    const keys = Array.from({ length: more }, (_, each) => String(this.#count + each))
    this.#count += more
    const made = await Promise.allSettled(keys.map((key) => this.#open(key)))
    if (made.every(({ status }) => status === "rejected")) throw made[0].reason
  }

  // What was written is durable as soon as it is flushed; from here on it is not taken back.
  async commit() {
    this.#before = []
    return true
  }

  // Takes back everything since the last commit; resolves to whether there was anything.
  async rollback() {
    const before = this.#before.reverse()
    this.#before = []
    for (const { handle, size, at, bytes } of before) {
      handle.write(bytes, { at })
      handle.truncate(size)
    }
    for (const handle of new Set(before.map(({ handle }) => handle))) handle.flush()
    return before.length > 0
  }

  close() {
    for (const handle of this.#handles.values()) handle.close()
    this.#handles.clear()
  }

  count() {
    return this.#count
  }

  is_open(key) {
    return this.#handles.has(key)
  }

  size(key) {
    return this.#handles.get(key)?.getSize() ?? this.#lengths.get(key) ?? 0
  }

  read(key, at, count) {
    const bytes = new Uint8Array(count)
    return bytes.subarray(0, this.#handles.get(key).read(bytes, { at }))
  }

  write(key, at, data) {
    const buffer = data.getBuffer("u8")
    try {
      this.#remember(key, at, buffer.data.length)
      return this.#handles.get(key).write(buffer.data, { at })
    } finally {
      buffer.release()
    }
  }

  truncate(key, size) {
    this.#remember(key, size, Infinity)
    this.#handles.get(key).truncate(size)
  }

  flush(key) {
    this.#handles.get(key).flush()
  }

  #remember(key, at, count) {
    const size = this.size(key)
    const bytes = this.read(key, at, Math.max(0, Math.min(count, size - at)))
    this.#before.push({ handle: this.#handles.get(key), size, at: Math.min(at, size), bytes })
  }

  async #open(name, create = true) {
    const file = await this.#folder.getFileHandle(name, { create })
    for (let left = TRIES; ; left--) {
      try {
        this.#handles.set(name, await file.createSyncAccessHandle())
        return
      } catch (error) {
        if (error.name !== "NoModificationAllowedError" || !left) throw error
        await new Promise((resolve) => setTimeout(resolve, PATIENCE))
      }
    }
  }
}
