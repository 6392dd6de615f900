// node build.mjs PYODIDE FOLDER: makes in FOLDER, from its packages.zip of sources, what the
// engine starts from: byte-compiled zips, and a snapshot of the memory after the app was imported.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { brotliCompress, constants } from "node:zlib"

const [pyodide, folder] = process.argv.slice(2).map((each) => resolve(each))
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")))
const { unpack } = await import(pathToFileURL(join(folder, "unzip.js")))
const indexURL = pyodide + "/"
const PAGE = 4096
const EAGER = "//# allFunctionsCalledOnLoad\n"
const ZEROS = Buffer.alloc(PAGE)

await compile()
makeEager("pyodide.asm.mjs")
try {
  writeFileSync(join(folder, "snapshot.bin"), await snapshot())
} catch (error) {
  console.error("no snapshot, the tablet will start from compiled files:", error)
  rmSync(join(folder, "snapshot.bin"), { force: true })
}
await Promise.all(readdirSync(folder).map(compress))
process.exit(0)

async function compile() {
  const python = await loadPyodide({ indexURL })
  python.runPython(readFileSync(new URL("compiling.py", import.meta.url), "utf-8"))
  const ours = ["packages", "pdf"].map((name) => [name, join(folder, `${name}.zip`)])
  const sources = { ...Object.fromEntries(ours), stdlib: join(pyodide, "python_stdlib.zip") }
  for (const [name, path] of Object.entries(sources)) {
    python.FS.writeFile(`/${name}.zip`, readFileSync(path))
    const made = python.globals.get("compiled")(`/${name}.zip`)
    writeFileSync(join(folder, `${name}.zip`), made.toJs())
  }
}

// Read by V8, which then compiles all functions of a file together and keeps that with it. Without
// this it compiles each when it is first called, and does so again at every start.
function makeEager(name) {
  const path = join(folder, name)
  writeFileSync(path, EAGER + readFileSync(path, "utf-8"))
}

// As well as a build can wait for: the last tenth takes four times as long, and of the snapshot
// a minute.
async function compress(name) {
  const quality = ["pyodide.asm.wasm", "stdlib.zip"].includes(name) ? 10 : 9
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 24 }
  const content = readFileSync(join(folder, name))
  writeFileSync(join(folder, `${name}.br`), await promisify(brotliCompress)(content, { params }))
}

async function snapshot() {
  const python = await loadPyodide({
    indexURL,
    _makeSnapshot: true,
    env: { PYTHONHASHSEED: "0" },
    stdLibURL: join(folder, "stdlib.zip"),
    fsInit: (FS) => unpack(FS, "/lib/app", readFileSync(join(folder, "packages.zip"))),
  })
  python.runPython("import sys; sys.dont_write_bytecode = True; sys.path.insert(0, '/lib/app')")
  python.runPython("from webapp.tablet import bridge; bridge.warm_up()")
  python.runPython("import gc; gc.collect(); gc.freeze()")
  return withoutZeros(python.makeMemorySnapshot())
}

// What python.js reads: three words (length of the head, length of the memory, number of pieces),
// for each piece where in the memory it goes and how long it is, the head, the pieces. A third of
// the memory is zeros, and a tablet has to read all that is there at every start.
function withoutZeros(snapshot) {
  const headLength = new Uint32Array(snapshot.buffer, snapshot.byteOffset)[1]
  const memory = Buffer.from(snapshot.buffer, snapshot.byteOffset + headLength)
  const pieces = []
  for (let at = 0; at < memory.length; at += PAGE) {
    if (memory.compare(ZEROS, 0, PAGE, at, at + PAGE) === 0) continue
    if (pieces.at(-1)?.end === at) pieces.at(-1).end += PAGE
    else pieces.push({ at, end: at + PAGE })
  }
  const words = [headLength, memory.length, pieces.length, ...pieces.flatMap(({ at, end }) => [at, end - at])]
  const parts = pieces.map(({ at, end }) => memory.subarray(at, end))
  return Buffer.concat([new Uint8Array(Uint32Array.from(words).buffer), snapshot.subarray(0, headLength), ...parts])
}
