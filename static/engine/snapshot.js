// The snapshot of Python's memory, as build.mjs wrote it: three words (length of the head, length
// of the memory, number of pieces), for each piece where in the memory it goes and how long it is,
// the head, which is Pyodide's, and the pieces.
//
// The cache hands it over only as a whole: tens of megabytes that are copied twice, and that lie
// about until somebody tidies up. So it is copied into a file of its own, of which later starts
// read each piece to where it belongs.

const NAME = "snapshot-"
const WORDS = 12 // bytes
const PIECE = 4 * 1024 * 1024 // bytes
const ROOM = 10 // times its size that has to be free

// From the file; where that is missing, not whole or taken, from the bytes that `fetched` brings.
export async function openSnapshot(version, fetched) {
  return (await openFile(version).catch(() => null)) ?? new Snapshot(new InMemory(await fetched()))
}

// Makes the file from the cache's response, unless it is there or room is scarce; those of other
// versions go.
export async function keepSnapshot(version, response) {
  if (!("createSyncAccessHandle" in (self.FileSystemFileHandle?.prototype ?? {}))) return
  const root = await navigator.storage.getDirectory()
  const file = await root.getFileHandle(NAME + version, { create: true })
  const handle = await file.createSyncAccessHandle()
  try {
    if (!isWhole(handle)) await copy(await response.blob(), handle)
  } finally {
    const kept = isWhole(handle)
    handle.close()
    await forgetSnapshots(kept && version)
  }
}

export async function forgetSnapshots(except) {
  const root = await navigator.storage.getDirectory()
  const names = await Array.fromAsync(root.keys())
  const old = names.filter((name) => name.startsWith(NAME) && name !== NAME + except)
  await Promise.all(old.map((name) => root.removeEntry(name)))
}

async function openFile(version) {
  const root = await navigator.storage.getDirectory()
  const handle = await (await root.getFileHandle(NAME + version)).createSyncAccessHandle()
  if (isWhole(handle)) return new Snapshot(handle)
  handle.close()
  return null
}

function isWhole(handle) {
  try {
    return Boolean(new Snapshot(handle))
  } catch {
    return false
  }
}

// In pieces, because somebody may be waiting for an answer; its first words last.
async function copy(blob, handle) {
  const { quota, usage } = await navigator.storage.estimate()
  if (quota - usage < ROOM * blob.size) return
  for (let at = WORDS; at < blob.size; at += PIECE) {
    handle.write(await blob.slice(at, at + PIECE).arrayBuffer(), { at })
    handle.flush()
  }
  handle.write(await blob.slice(0, WORDS).arrayBuffer(), { at: 0 })
  handle.flush()
}

// Read from its beginning to its end; its pieces after its head.
class Snapshot {
  #file
  #table
  #headLength
  #at

  constructor(file) {
    this.#file = file
    const [headLength, length, count] = words(file, 3, 0)
    this.#headLength = headLength
    this.length = length
    this.#table = words(file, 2 * count, WORDS)
    this.#at = WORDS + this.#table.byteLength
    const size = this.#table.reduce((sum, word, each) => sum + (each % 2) * word, this.#at + headLength)
    if (file.getSize() !== size) throw new Error("the snapshot is not whole")
  }

  head() {
    return this.#next(new Uint8Array(this.#headLength))
  }

  // Fills each piece in, and yields where it begins and ends.
  *into(memory) {
    for (let each = 0; each < this.#table.length; each += 2) {
      const [at, size] = this.#table.subarray(each, each + 2)
      this.#next(memory.subarray(at, at + size))
      yield [at, at + size]
    }
    this.close()
  }

  close() {
    this.#file.close()
  }

  #next(bytes) {
    this.#at += this.#file.read(bytes, { at: this.#at })
    return bytes
  }
}

class InMemory {
  #bytes

  constructor(bytes) {
    this.#bytes = bytes
  }

  getSize() {
    return this.#bytes.length
  }

  read(target, { at }) {
    const bytes = this.#bytes.subarray(at, at + target.byteLength)
    new Uint8Array(target.buffer, target.byteOffset).set(bytes)
    return bytes.length
  }

  close() {
    this.#bytes = null
  }
}

function words(file, count, at) {
  const read = new Uint32Array(count)
  file.read(read, { at })
  return read
}
