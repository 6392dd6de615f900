// Starts Python with the app in it: from the snapshot of its memory, or, where that is missing or
// not accepted, from the compiled files. Everything comes from the cache that the service worker
// filled, or from the network before it has.
import { unpack } from "./unzip.js"

const BASE = new URL(".", import.meta.url).href
const EMPTY_ZIP = new Uint8Array(22)
EMPTY_ZIP.set([0x50, 0x4b, 5, 6])
// Pyodide reads its own lock file for packages that it would load; there are none.
const LOCK = {
  info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten", python: "3.14.0", version: "314.0.7" },
  packages: {},
}

const added = new Set()
let loaded

// Resolves to the Python module webapp.tablet.bridge.
export async function startPython(step) {
  const files = Promise.all(["stdlib.zip", "packages.zip"].map(bytes))
  try {
    return await fromSnapshot(files, step)
  } catch (error) {
    console.warn("no start from the snapshot", error)
    return fromFiles(files, step)
  }
}

// Adds an archive of what is not needed every day.
export async function addArchive(name) {
  if (added.has(name)) throw new Error(`${name} does not hold what is needed`)
  added.add(name)
  unpack(loaded.FS, "/lib/app", await bytes(name))
  loaded.runPython("import importlib; importlib.invalidate_caches()")
}

// A snapshot holds no files, and some are read or imported only when they are needed.
async function fromSnapshot(files, step) {
  const snapshot = await bytes("snapshot.bin")
  const python = await load({ _loadSnapshot: snapshot, stdLibURL: BASE + "empty.zip" }, snapshot.length, step)
  const [stdlib, packages] = await files
  python.FS.writeFile("/lib/python314.zip", stdlib, { canOwn: true })
  unpack(python.FS, "/lib/app", packages)
  python.runPython("import importlib; importlib.invalidate_caches()")
  return python.pyimport("webapp.tablet.bridge")
}

async function fromFiles(files, step) {
  const [, packages] = await files
  const fsInit = async (FS) => unpack(FS, "/lib/app", packages)
  const python = await load({ fsInit, stdLibURL: BASE + "stdlib.zip" }, 0, step)
  python.runPython("import sys; sys.dont_write_bytecode = True; sys.path.insert(0, '/lib/app')")
  return python.pyimport("webapp.tablet.bridge")
}

async function load(options, room, step) {
  const compiled = fetched("pyodide.asm.wasm").then((response) => WebAssembly.compileStreaming(response))
  const [{ loadPyodide }, { default: create }] = await Promise.all([
    import("./pyodide.mjs"),
    import("./pyodide.asm.mjs"),
  ])
  step()
  const undo = redirected(compiled)
  try {
    loaded = await loadPyodide({
      indexURL: BASE,
      packageBaseUrl: BASE,
      lockFileContents: LOCK,
      env: { PYTHONHASHSEED: "0" },
      createPyodideModule: (settings) => create(settings).then((module) => roomy(module, room)),
      ...options,
    })
    step()
    return loaded
  } finally {
    undo()
  }
}

// A snapshot larger than the fresh memory is refused, so the memory grows before.
function roomy(module, room) {
  if (module.HEAP8.length < room) module.growMemory(room)
  return module
}

// While Pyodide loads, what it fetches comes from our cache, and its WebAssembly is compiled once.
function redirected(compiled) {
  const { fetch } = self
  const { instantiateStreaming } = WebAssembly
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const module = await compiled
    return { module, instance: await WebAssembly.instantiate(module, imports) }
  }
  self.fetch = async (address, init) => {
    const name = String(address.url ?? address).replace(BASE, "")
    if (name === "empty.zip") return new Response(EMPTY_ZIP)
    if (name === "pyodide.asm.wasm") return new Response()
    return name.includes("/") ? fetch(address, init) : fetched(name)
  }
  return () => {
    self.fetch = fetch
    WebAssembly.instantiateStreaming = instantiateStreaming
  }
}

async function bytes(name) {
  return new Uint8Array(await (await fetched(name)).arrayBuffer())
}

async function fetched(name) {
  const response = (await caches.match(BASE + name)) ?? (await fetch(BASE + name))
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  return response
}
