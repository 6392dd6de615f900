// The engine: one worker per tab, of which one holds the lock, runs the app and answers for all.
//
// To its page: {step, of} while it starts, {state: "ready" | "failed" | "unsupported" | "pinned"}.
// On the channel: {elected} when it begins to start, {ready: version} when it is there, and when
// it is pinged. {ask: request} is answered by {took: id, by: this worker's name} when its turn
// comes, and {answer: {id, status, headers, body}, version}. The same id is answered from memory,
// so the service worker may ask twice.
import { Disk } from "./disk.js"
import { startPython } from "./python.js"
import { Sync } from "./sync.js"

const VERSION = new URL(import.meta.url).pathname.split("/")[2]
const SPARE = 24 // files open beforehand, for talks made in one request
const MORE = 256 // and for a file with many talks
const REMEMBERED = 64
const REST = 300 // ms after the first page: its picture comes before what it did not need
const STEPS = 3

const channel = new BroadcastChannel("onthaal-engine")
const disk = new Disk()
const answers = new Map() // request id → the answer, or a promise of it
let leading = false
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
  const opening = disk.open().then(step, (error) => {
    postMessage({ state: "unsupported" })
    throw error
  })
  const python = await startPython()
  performance.mark("python")
  step()
  await opening
  performance.mark("disk")
  let spare
  while ((spare = python.bridge.attach(disk, VERSION)) < 0) await disk.grow(SPARE)
  ;({ bridge, files } = python)
  step()
  performance.mark("ready")
  start()
  postMessage({ state: "ready" })
  channel.postMessage({ ready: VERSION })
  setTimeout(settle, REST, spare)
  await new Promise(() => {}) // the lock is held as long as this worker lives
}

async function settle(spare) {
  await files()
  complete = true
  await queue(() => keepSpare(spare))
  if (await (await caches.open("onthaal")).match("/pinned")) sync.start(bridge.courier)
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
  const made = await tried(request)
  performance.mark("answered")
  if (request.method !== "GET") sync.occasion("changed")
  if (made.status < 500 || complete) return made
  await files() // one may have been missing
  complete = true
  return tried(request)
}

async function tried(request) {
  try {
    return await asked(request)
  } catch (error) {
    if (complete) console.error(error)
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
  await files()
  pinning = await sync.pin(bridge.courier, async (luggage) => {
    bridge.unpack(luggage)
    await (await caches.open("onthaal")).put("/pinned", new Response(VERSION))
    channel.postMessage({ pinned: true })
  })
  if (!pinning) return
  postMessage({ state: "pinned" })
  sync.start(bridge.courier)
}
