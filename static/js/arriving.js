// What a tablet needs to work without a network comes from the server: the service worker brings
// it, here it is told how far it is. Where the network gave up it is tried again, by itself and by
// a finger; a new version is offered on Home.

const root = document.documentElement
const bundle = document.querySelector("meta[name=bundle]")
const channel = new BroadcastChannel("onthaal-engine")
const MEGABYTE = 1_000_000
const FIRST_WAIT = 15_000 // ms, doubled each time
const LONGEST_WAIT = 300_000 // ms
let wait = FIRST_WAIT
let timer

if (bundle && root.dataset.engine !== "unsupported") begin()

function begin() {
  channel.onmessage = ({ data }) => {
    if (data.arriving) tell("loading", data.arriving)
    if (data.next) offer()
  }
  // The page itself comes first.
  if (document.readyState === "complete") bring()
  else addEventListener("load", bring)
  offer()
  if (root.dataset.home === "server") navigator.serviceWorker.ready.then(() => tell("starting"))
  addEventListener("online", bring)
  document.addEventListener("visibilitychange", () => document.hidden || bring())
  document.addEventListener("htmx:after:swap", offer)
  document.addEventListener("click", ({ target }) => {
    if (target.closest("#arriving-again")) bring()
    if (target.closest("#arriving-update")) takeOver()
  })
}

// The newest version, where there is another than the one that is here.
async function bring() {
  clearTimeout(timer)
  try {
    const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" })
    const newest = registration.installing ?? (registration.active && (await registration.update()).installing)
    newest?.addEventListener("statechange", () => newest.state === "redundant" && gaveUp())
  } catch {
    gaveUp()
  }
}

async function gaveUp() {
  const registration = await navigator.serviceWorker.getRegistration()
  if (registration?.active) return // the next time that somebody looks, or there is a network
  tell("failed")
  timer = setTimeout(bring, wait)
  wait = Math.min(2 * wait, LONGEST_WAIT)
}

async function offer() {
  const kept = await caches.match("/versions", { cacheName: "onthaal" })
  if ((await kept?.json())?.next) tell("update")
}

async function takeOver() {
  const { held } = await navigator.locks.query()
  if (held.some(({ name }) => name === "onthaal-talk")) return tell("busy")
  navigator.serviceWorker.controller?.postMessage({ update: true })
}

// One of the states that #arriving has words for; numbers in bytes.
function tell(state, { done, total } = {}) {
  const place = document.getElementById("arriving")
  if (!place) return
  place.hidden = false
  for (const each of place.children) each.hidden = each.dataset.arriving !== state
  if (!total) return
  place.querySelector("progress").value = done / total
  const numbers = { done: Math.floor(done / MEGABYTE), total: Math.ceil(total / MEGABYTE) }
  for (const words of place.querySelectorAll("[data-arriving=loading] [lang]")) {
    words.dataset.words ??= words.textContent
    words.textContent = words.dataset.words.replace(/\{(\w+)\}/g, (_all, key) => numbers[key])
  }
}
