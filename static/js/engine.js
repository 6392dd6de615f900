// The engine's life in a page: installs the service worker, starts the worker, says how far it is
// by <html data-engine>, and shows the page asked for where the tablet's own start page came.
import { becomePage } from "./page.js"

const root = document.documentElement
const version = document.querySelector("meta[name=bundle]")?.content
const progress = document.getElementById("engine-progress")
const PATIENCE = 10_000 // ms
let worker

if (version) {
  if (navigator.serviceWorker && navigator.locks && self.indexedDB) begin()
  else say("unsupported")
}

function begin() {
  const channel = new BroadcastChannel("onthaal-engine")
  channel.onmessage = ({ data }) => {
    if (data.ready && (progress || root.dataset.home === "tablet")) ready()
    if (data.pinned) say("ready")
    if (data.wanted) run()
  }
  say("starting")
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {})
  if (progress) late()
  // The first visit: nothing to run before everything is there, and the page is not held up.
  navigator.serviceWorker.ready.then(run).then(() => channel.postMessage({ ping: true }))
}

function run() {
  worker?.terminate()
  worker = new Worker(`/bundle/${version}/worker.js`, { type: "module" })
  worker.onmessage = ({ data }) => {
    if (data.step && progress) progress.value = data.step / data.of
    if (data.state === "unsupported") say("unsupported")
    if (data.state === "pinned") say("ready")
    if (data.state === "ready") ready()
  }
}

function ready() {
  if (progress?.isConnected) return show()
  if (root.dataset.home === "tablet") return say("ready")
  pin()
  document.addEventListener("htmx:after:swap", pin)
}

// A tablet leaves the server between two talks, never in the middle of one.
function pin() {
  if (root.dataset.engine !== "starting" || location.pathname !== "/") return
  navigator.storage.persist()
  worker.postMessage({ pin: true })
}

async function show() {
  progress.remove()
  const response = await fetch(location.href)
  if (response.redirected) history.replaceState(null, "", response.url)
  becomePage(await response.text())
  say("ready")
}

function say(state) {
  root.dataset.engine = state
}

function late() {
  setTimeout(() => {
    const words = document.getElementById("engine-late")
    if (words) words.hidden = false
  }, PATIENCE)
}
