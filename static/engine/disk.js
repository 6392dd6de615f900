// Open sync handles in the origin private file system, for webapp/tablet/opfs.py: the directory's
// own files by name, all others by number from 0 on.

const FIXED = ["directory.journal", "directory.0", "directory.1"]
const PATIENCE = 25 // ms; a worker that just ended still holds its handles for a moment
const TRIES = 200

export class Disk {
  #folder
  #handles = new Map()
  #count = 0

  // Opens everything that is there; rejects where the browser has no sync handles.
  async open() {
    const root = await navigator.storage.getDirectory()
    this.#folder = await root.getDirectoryHandle("onthaal", { create: true })
    const names = []
    for await (const name of this.#folder.keys()) names.push(name)
    const numbers = names.map(Number).filter(Number.isInteger)
    await Promise.all(FIXED.map((name) => this.#open(name)))
    await this.grow(Math.max(-1, ...numbers) + 1)
  }

  // Opens that many more files.
  async grow(more) {
    const numbers = Array.from({ length: more }, (_, each) => this.#count + each)
    await Promise.all(numbers.map((number) => this.#open(String(number))))
    this.#count += more
  }

  close() {
    for (const handle of this.#handles.values()) handle.close()
    this.#handles.clear()
  }

  count() {
    return this.#count
  }

  size(key) {
    return this.#handles.get(key).getSize()
  }

  read(key, at, count) {
    const bytes = new Uint8Array(count)
    return bytes.subarray(0, this.#handles.get(key).read(bytes, { at }))
  }

  write(key, at, data) {
    const buffer = data.getBuffer("u8")
    try {
      return this.#handles.get(key).write(buffer.data, { at })
    } finally {
      buffer.release()
    }
  }

  truncate(key, size) {
    this.#handles.get(key).truncate(size)
  }

  flush(key) {
    this.#handles.get(key).flush()
  }

  async #open(name) {
    const file = await this.#folder.getFileHandle(name, { create: true })
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
