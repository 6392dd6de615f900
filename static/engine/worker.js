// The engine: one worker per tab, of which one holds the lock, runs the app and answers for all.
//
// To its page: {step, of} while it starts, {state: "ready" | "failed" | "unsupported"}.
// On the channel: {ask: request} is answered by {answer: {id, status, headers, body}}; {ping} by
// {ready}. The same id is answered from memory, so the service worker may ask twice.
import { openDisk } from "./disks.js"
import { addArchive, startPython } from "./python.js"
import { Sync } from "./sync.js"

const VERSION = new URL(import.meta.url).pathname.split("/")[2]
const SPARE = 24 // files open beforehand, for talks made in one request
const MORE = 256 // and for a file with many talks
const REMEMBERED = 64
const STEPS = 4

const channel = new BroadcastChannel("onthaal-engine")
const answers = new Map()
let disk
let bridge
let turn = Promise.resolve()
let steps = 0
let pinning = false

channel.onmessage = ({ data }) => {
  if (!bridge) return
  if (data.ping) channel.postMessage({ ready: VERSION })
  if (data.occasion) sync.occasion(data.occasion)
  if (data.ask) queue(() => answered(data.ask)).then((answer) => channel.postMessage({ answer }))
}
onmessage = ({ data }) => {
  if (data.pin) pin()
}
navigator.locks.request("onthaal-engine", lead).catch((error) => {
  console.error(error)
  postMessage({ state: "failed" })
})

async function lead() {
  const opening = openDisk().finally(step)
  opening.catch(() => postMessage({ state: "unsupported" }))
  const [started, opened] = await Promise.all([startPython(step), opening])
  disk = opened
  const spare = await attached(started)
  bridge = started
  step()
  await keepSpare(spare)
  postMessage({ state: "ready" })
  channel.postMessage({ ready: VERSION })
  if (await (await caches.open("onthaal")).match("/pinned")) sync.start(bridge.courier)
  await new Promise(() => {}) // the lock is held as long as this worker lives
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

async function answered(request) {
  if (!answers.has(request.id)) {
    answers.set(request.id, await run(request))
    if (answers.size > REMEMBERED) answers.delete(answers.keys().next().value)
    if (request.method !== "GET") sync.occasion("changed")
  }
  return answers.get(request.id)
}

async function run(request) {
  try {
    return await asked(request)
  } catch (error) {
    console.error(error)
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
  const keys = JSON.parse(app.wanted())
  try {
    await (keys.length ? disk.provide(keys) : disk.grow(MORE))
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
