// The engine: one worker per tab, of which one holds the lock, runs the app and answers for all.
//
// To its page: {step, of} while it starts, {state: "ready" | "failed" | "unsupported" | "pinned"}.
// On the channel: {elected} when it begins to start, {ready: version} when it is there, and when
// it is pinged. {ask: request} is answered by {took: id, by: this worker's name} when its turn
// comes, and {answer: {id, status, headers, body}, version}. The same id is answered from memory,
// so the service worker may ask twice.
import { openDisk } from "./disks.js"
import { addArchive, startPython } from "./python.js"
import { Sync } from "./sync.js"

const VERSION = new URL(import.meta.url).pathname.split("/")[2]
const SPARE = 24 // files open beforehand, for talks made in one request
const REMEMBERED = 64
const REST = 300 // ms after the first page: its picture comes before what it did not need
const STEPS = 3

const channel = new BroadcastChannel("onthaal-engine")
const answers = new Map() // request id → a promise of its answer
let leading = false
let disk
let bridge
let files
let complete = false
let steps = 0
let pinning = false
let start
let turn = new Promise((resolve) => { start = resolve })

channel.onmessage = ({ data }) => {
  if (!leading) return
  if (data.ping && bridge) channel.postMessage({ ready: VERSION })
  if (data.occasion) sync.occasion(data.occasion)
  if (data.ask) answer(data.ask)
}
onmessage = ({ data }) => {
  if (data.pin) pin()
}
navigator.locks.request("onthaal-engine", lead).catch((error) => {
  console.error(error)
  postMessage({ state: "failed" })
})

async function lead() {
  performance.mark("elected")
  leading = true
  channel.postMessage({ elected: VERSION })
  const opening = openDisk().finally(step)
  opening.catch(() => postMessage({ state: "unsupported" }))
  const [python, opened] = await Promise.all([startPython(), opening])
  performance.mark("python")
  step()
  disk = opened
  const spare = await attached(python.bridge)
  ;({ bridge, files } = python)
  await committed()
  performance.mark("ready")
  step()
  start()
  postMessage({ state: "ready" })
  channel.postMessage({ ready: VERSION })
  setTimeout(settle, REST, spare)
  await new Promise(() => {}) // the lock is held as long as this worker lives
}

async function settle(spare) {
  await bringFiles()
  await queue(() => keepSpare(spare)).catch((error) => console.error(error))
  if (await (await caches.open("onthaal")).match("/pinned")) sync.start(bridge.courier)
}

async function bringFiles() {
  await files().catch((error) => console.error(error))
  complete = true
}

function step() {
  steps += 1
  postMessage({ step: steps, of: STEPS })
}

// -- answering -------------------------------------------------------------------------------

function queue(work) {
  const done = turn.then(work)
  turn = done.catch(() => {})
  return done
}

async function answer(request) {
  if (!answers.has(request.id)) {
    answers.set(request.id, queue(() => run(request)))
    if (answers.size > REMEMBERED) answers.delete(answers.keys().next().value)
  }
  channel.postMessage({ answer: await answers.get(request.id), version: VERSION })
}

async function run(request) {
  channel.postMessage({ took: request.id, by: name })
  const all = complete
  const made = await tried(request)
  if (request.method !== "GET") sync.occasion("changed")
  performance.mark("answered")
  if (made.status < 500 || all) return made
  await bringFiles() // one may have been missing
  return tried(request)
}

async function tried(request) {
  try {
    return await asked(request)
  } catch (error) {
    if (complete) console.error(error)
    await takenBack()
    return { id: request.id, status: 500, headers: [], body: null }
  }
}

async function asked({ id, method, address, headers, body }) {
  let made
  do {
    const content = new Uint8Array(body ?? 0)
    for (;;) {
      made = bridge.answer(method, address, JSON.stringify(headers), content)
      if (made && typeof made !== "string") break
      if (made) await addArchive(made)
      else await provide(bridge)
      await takenBack()
    }
  } while (!(await committed()))
  const [status, pairs, content] = made.toJs()
  made.destroy()
  if (method !== "GET") setTimeout(() => queue(() => keepSpare(bridge.take_spares())))
  return { id, status, headers: JSON.parse(pairs), body: content }
}

// -- the disk --------------------------------------------------------------------------------

// Lets the app begin with what is kept; resolves to how many files can be made.
async function attached(app) {
  for (;;) {
    const spare = app.attach(disk, VERSION)
    if (spare >= 0) return spare
    await provide(app)
    if (await disk.rollback()) app.detach()
  }
}

// Takes back what the app has done since the last answer, on the disk and in its memory, so that
// the same can be asked again.
async function takenBack() {
  if (await disk.rollback()) await anew()
}

async function anew() {
  bridge.detach()
  await attached(bridge)
  sync.courier = bridge.courier
}

// Opens what the app lacked.
async function provide(app) {
  const wanted = JSON.parse(app.wanted())
  const keys = wanted.length ? wanted : JSON.parse(app.unused(SPARE))
  try {
    await (keys.length ? disk.provide(keys) : disk.grow(Math.max(SPARE, disk.count())))
  } catch (error) {
    console.warn(error)
    app.refuse()
  }
  app.take_spares()
}

// As many as there is room for.
async function keepSpare(spare) {
  if (spare >= SPARE) return committed()
  try {
    await disk.provide(JSON.parse(bridge.unused(SPARE - spare)))
    const left = SPARE - bridge.take_spares()
    if (left > 0) await disk.grow(left)
  } catch (error) {
    console.warn(error)
  }
  bridge.take_spares()
  await committed()
}

// Whether what was written is kept; where it could not be, the app begins anew from what is.
async function committed() {
  if (await disk.commit()) return true
  await anew()
  return false
}

// -- the server ------------------------------------------------------------------------------

const sync = new Sync({
  between: queue,
  provide: () => provide(bridge).then(takenBack),
  committed,
  tell: (synced) => channel.postMessage({ synced }),
})

// From now on this browser's pages come from here, once what the server has is here too.
async function pin() {
  if (!bridge || pinning) return
  pinning = true
  await bringFiles()
  pinning = await sync.pin(bridge.courier, async (luggage) => {
    bridge.unpack(luggage)
    if (!(await committed())) throw new Error("no room")
    await (await caches.open("onthaal")).put("/pinned", new Response(VERSION))
    channel.postMessage({ pinned: true })
  }).catch(console.error)
  if (!pinning) return
  postMessage({ state: "pinned" })
  sync.start(bridge.courier)
}
