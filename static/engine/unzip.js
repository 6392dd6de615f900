// A zip whose files are stored, not compressed, written into a file system of Emscripten's.
const END = 0x06054b50
const AT_ONCE = 100 // files, about a millisecond: somebody may be waiting for an answer

export async function unpack(FS, root, bytes) {
  const made = new Set()
  let left = AT_ONCE
  for (const [name, content] of stored(bytes)) {
    const folder = `${root}/${name.slice(0, name.lastIndexOf("/"))}`
    if (!made.has(folder)) FS.mkdirTree(folder)
    made.add(folder)
    FS.writeFile(`${root}/${name}`, content, { canOwn: true })
    if (left-- === 0) left = await new Promise((resolve) => setTimeout(resolve, 0, AT_ONCE))
  }
}

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 and 4.3.16
function* stored(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = new TextDecoder()
  let end = bytes.length - 22
  while (view.getUint32(end, true) !== END) end--
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const size = view.getUint32(at + 24, true)
    const [name, extra, comment] = [28, 30, 32].map((each) => view.getUint16(at + each, true))
    const local = view.getUint32(at + 42, true)
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    yield [text.decode(bytes.subarray(at + 46, at + 46 + name)), bytes.subarray(start, start + size)]
    at += 46 + name + extra + comment
  }
}
