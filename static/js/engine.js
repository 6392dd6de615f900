// The engine's life in a page: starts its worker, starts it again where it died or hangs, and says
// how far it is by <html data-engine>. Where the tablet's own start page came, shows the page asked
// for in its place. There, this file comes before all others, so it imports nothing at first.

const root = document.documentElement
const bundle = document.querySelector("meta[name=bundle]")?.content
const isShell = Boolean(document.querySelector("meta[name=shell]"))
const channel = new BroadcastChannel("onthaal-engine")
const PATIENCE = 10_000 // ms
const YOUNG = 5_000 // ms in which a worker may not be there yet for those who look
let worker
let leave // ends the lock of an open talk

if (bundle) {
  if (navigator.serviceWorker && navigator.locks && self.indexedDB) begin()
  else say("unsupported")
}

async function begin() {
  channel.onmessage = ({ data }) => {
    if (data.ready && root.dataset.home === "tablet") say("ready")
    if (data.pinned) say("ready")
    if (data.wanted && !(Date.now() - worker?.begun < YOUNG)) run()
    if (data.stuck && data.stuck === worker?.name) run()
    if (data.anew) location.reload()
  }
  say("starting")
  stayWithTheTalk()
  document.addEventListener("htmx:after:swap", stayWithTheTalk)
  if (isShell) show()
  else await navigator.serviceWorker.ready
  addEventListener("pagehide", letGo)
  await run()
  channel.postMessage({ ping: true })
}

async function run() {
  worker?.engine.terminate()
  const name = String(Math.random())
  worker = { name, begun: Date.now() }
  worker.engine = new Worker(`/bundle/${await version()}/worker.js`, { type: "module", name })
  worker.engine.onerror = failed
  worker.engine.onmessage = ({ data }) => {
    if (data.step) document.getElementById("engine-progress")?.setAttribute("value", data.step / data.of)
    if (data.state === "unsupported") say("unsupported")
    if (data.state === "failed") failed()
    if (data.state === "pinned") say("ready")
    if (data.state === "ready") ready()
  }
}

// A tablet's page goes on with the version that it came from; the server's may be ahead of ours.
async function version() {
  if (root.dataset.home === "tablet" || isShell) return bundle
  const kept = await caches.match("/versions", { cacheName: "onthaal" })
  return (await kept?.json())?.current ?? bundle
}

function ready() {
  if (isShell || root.dataset.home === "tablet") return say("ready")
  pin()
  document.addEventListener("htmx:after:swap", pin)
}

// A page that is kept for going back stands still, and its engine would keep the lock from others.
function letGo({ persisted }) {
  if (persisted) worker?.engine.terminate()
}

// A tablet leaves the server between two talks, never in the middle of one.
function pin() {
  if (root.dataset.engine !== "starting" || location.pathname !== "/") return
  navigator.storage?.persist?.()
  worker.engine.postMessage({ pin: true })
}

function failed() {
  navigator.serviceWorker.controller?.postMessage({ failed: bundle })
  if (document.getElementById("engine-late")) tellLate()
  else if (root.dataset.home === "server") say("unsupported")
}

// Held as long as a talk is before somebody's eyes: no other version takes its place meanwhile.
function stayWithTheTalk() {
  const talking = location.pathname.startsWith("/interviews/")
  if (talking && !leave) {
    const left = new Promise((resolve) => { leave = resolve })
    navigator.locks.request("onthaal-talk", { mode: "shared" }, () => left)
  }
  if (!talking) leave = leave?.()
}

// -- the start page --------------------------------------------------------------------------

// Asked at once: it is answered as soon as the engine can.
async function show() {
  performance.mark("shell")
  setTimeout(tellLate, PATIENCE)
  const response = await fetch(location.href).catch(() => null)
  if (!response || response.status === 503) return tellLate()
  // A file is for the browser to show or to keep, now that there is an engine.
  if (!response.headers.get("content-type")?.startsWith("text/html")) return location.reload()
  if (response.redirected) history.replaceState(null, "", response.url)
  const page = await response.text()
  performance.mark("page")
  const { becomePage } = await import("./page.js")
  becomePage(page)
  performance.mark("shown")
  say("ready")
}

function tellLate() {
  const words = document.getElementById("engine-late")
  if (words) words.hidden = false
}

function say(state) {
  root.dataset.engine = state
}
