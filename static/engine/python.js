// Starts Python with the app in it: from the snapshot of its memory, or, where that is missing or
// not accepted, from the compiled files. Everything comes from the cache that the service worker
// filled, or from the network before it has.
import { unpack } from "./unzip.js"

const BASE = new URL(".", import.meta.url).href
const VERSION = BASE.split("/").at(-2)
const EMPTY_ZIP = new Uint8Array(22)
EMPTY_ZIP.set([0x50, 0x4b, 5, 6])
// Pyodide reads its own lock file for packages that it would load; there are none.
const LOCK = {
  info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten", python: "3.14.0", version: "314.0.7" },
  packages: {},
}

const added = new Set()
let loaded

// Resolves to `bridge`, the Python module webapp.tablet.bridge, and `files()`, which brings what a
// snapshot has not: some files are read or imported only when they are needed.
export async function startPython() {
  const compiled = compile()
  try {
    return await fromSnapshot(compiled)
  } catch (error) {
    console.warn("no start from the snapshot", error)
    return fromFiles(compiled)
  }
}

async function fromSnapshot(compiled) {
  const snapshot = bytes("snapshot.bin").then(opened)
  snapshot.catch(() => {}) // told when it is needed
  const python = await load(compiled, {
    stdLibURL: BASE + "empty.zip",
    _loadSnapshot: snapshot.then(({ head }) => head),
    createPyodideModule: async (settings) => remember((await create())(settings), await snapshot),
  })
  let brought
  return { bridge: python.pyimport("webapp.tablet.bridge"), files: () => (brought ??= bring(python)) }
}

// Adds an archive of what is not needed every day.
export async function addArchive(name) {
  if (added.has(name)) throw new Error(`${name} does not hold what is needed`)
  added.add(name)
  await unpack(loaded.FS, "/lib/app", await bytes(name))
  loaded.runPython("import importlib; importlib.invalidate_caches()")
}

async function fromFiles(compiled) {
  const packages = bytes("packages.zip")
  const python = await load(compiled, {
    stdLibURL: BASE + "stdlib.zip",
    fsInit: async (FS) => unpack(FS, "/lib/app", await packages),
    createPyodideModule: async (settings) => (await create())(settings),
  })
  python.runPython("import sys; sys.dont_write_bytecode = True; sys.path.insert(0, '/lib/app')")
  return { bridge: python.pyimport("webapp.tablet.bridge"), files: async () => {} }
}

async function bring(python) {
  const [stdlib, packages] = await Promise.all(["stdlib.zip", "packages.zip"].map(bytes))
  python.FS.writeFile("/lib/python314.zip", stdlib, { canOwn: true })
  await unpack(python.FS, "/lib/app", packages)
  python.runPython("import importlib; importlib.invalidate_caches()")
}

// -- Pyodide -----------------------------------------------------------------------------------

// Through the service worker, not from the cache: so the browser may keep what it compiled.
function compile() {
  return WebAssembly.compileStreaming(fetch(BASE + "pyodide.asm.wasm"))
}

async function create() {
  return (await import("./pyodide.asm.mjs")).default
}

async function load(compiled, options) {
  create()
  const { loadPyodide } = await import("./pyodide.mjs")
  const undo = redirected(compiled)
  try {
    performance.mark("loader")
    loaded = await loadPyodide({
      indexURL: BASE,
      packageBaseUrl: BASE,
      lockFileContents: LOCK,
      env: { PYTHONHASHSEED: "0" },
      ...options,
    })
    return loaded
  } finally {
    undo()
  }
}

// While Pyodide loads, what it fetches comes from our cache, and its WebAssembly is compiled once.
function redirected(compiled) {
  const { fetch } = self
  const { instantiateStreaming } = WebAssembly
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const module = await compiled
    performance.mark("compiled")
    return { module, instance: await WebAssembly.instantiate(module, imports) }
  }
  self.fetch = async (address, init) => {
    const name = String(address.url ?? address).replace(BASE, "")
    if (name === "empty.zip") return new Response(EMPTY_ZIP)
    if (name === "pyodide.asm.wasm") return new Response()
    return name.includes("/") ? fetch(address, init) : kept(name)
  }
  return () => {
    self.fetch = fetch
    WebAssembly.instantiateStreaming = instantiateStreaming
  }
}

// -- the snapshot ------------------------------------------------------------------------------

// As build.mjs wrote it. The head is all that Pyodide is given: the memory is written here.
function opened(snapshot) {
  const [headLength, length, count] = new Uint32Array(snapshot.buffer, 0, 3)
  const table = new Uint32Array(snapshot.buffer, 12, 2 * count)
  const begin = 12 + 8 * count
  return { head: snapshot.slice(begin, begin + headLength), length, table, pieces: snapshot.subarray(begin + headLength) }
}

// The module with the memory of the snapshot; what the module wrote before and is not in it goes.
// Its bytes are let go of: Pyodide holds for good what it was given, and that leads here.
async function remember(made, snapshot) {
  const module = await made
  const { length, table, pieces } = snapshot
  snapshot.table = snapshot.pieces = null
  performance.mark("module")
  const written = module._sbrk(0)
  if (module.HEAP8.length < length) module.growMemory(length)
  const memory = module.HEAP8
  let end = 0
  let from = 0
  for (let each = 0; each < table.length; each += 2) {
    const [at, size] = table.subarray(each, each + 2)
    if (end < written) memory.fill(0, end, Math.min(at, written))
    memory.set(pieces.subarray(from, (from += size)), at)
    end = at + size
  }
  performance.mark("memory")
  return module
}

// -- the files ---------------------------------------------------------------------------------

async function bytes(name) {
  const blob = await (await kept(name)).blob() // half the time of arrayBuffer(), from a cache
  return new Uint8Array(await blob.arrayBuffer())
}

async function kept(name) {
  const cache = await caches.open(`onthaal-${VERSION}`)
  const response = (await cache.match(BASE + name)) ?? (await fetch(BASE + name))
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  return response
}
