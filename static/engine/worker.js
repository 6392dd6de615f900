// The engine: one worker per tab, of which one holds the lock, runs the app and answers for all.
//
// To its page: {step, of} while it starts, {state: "ready" | "failed" | "unsupported"}.
// On the channel: {ask: request} is answered by {answer: {id, status, headers, body}}; {ping} by
// {ready}. The same id is answered from memory, so the service worker may ask twice.
import { Disk } from "./disk.js"
import { addArchive, startPython } from "./python.js"
import { Sync } from "./sync.js"

const VERSION = new URL(import.meta.url).pathname.split("/")[2]
const SPARE = 24 // files open beforehand, for talks made in one request
const MORE = 256 // and for a file with many talks
const REMEMBERED = 64
const STEPS = 4

const channel = new BroadcastChannel("onthaal-engine")
const disk = new Disk()
const answers = new Map()
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
  await disk.open().catch((error) => {
    postMessage({ state: "unsupported" })
    throw error
  })
  step()
  const started = await startPython(step)
  let spare
  while ((spare = started.attach(disk, VERSION)) < 0) await disk.grow(SPARE)
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
  while (!(made = bridge.answer(method, address, JSON.stringify(headers), new Uint8Array(body ?? 0)))) {
    await more()
  }
  const [status, pairs, content] = made.toJs()
  made.destroy()
  if (method !== "GET") setTimeout(() => keepSpare(bridge.take_spares()))
  return { id, status, headers: JSON.parse(pairs), body: content }
}

async function more() {
  await disk.grow(MORE)
  bridge.take_spares()
}

async function keepSpare(spare) {
  if (spare >= SPARE) return
  await disk.grow(SPARE - spare)
  bridge.take_spares()
}

// -- the server ------------------------------------------------------------------------------

const sync = new Sync({
  between: queue,
  grow: more,
  tell: (synced) => channel.postMessage({ synced }),
})

// From now on this browser's pages come from here, once what the server has is here too.
async function pin() {
  if (!bridge || pinning) return
  pinning = true
  pinning = await sync.pin(bridge.courier, async (luggage) => {
    bridge.unpack(luggage)
    await (await caches.open("onthaal")).put("/pinned", new Response(VERSION))
    channel.postMessage({ pinned: true })
  })
  if (!pinning) return
  postMessage({ state: "pinned" })
  sync.start(bridge.courier)
}
