// The service worker. The server writes BUNDLE = {version, files} above this when it is fetched,
// and the build puts the files of this folder together.
//
// Files come from the cache. Once the tablet is pinned, everything else is asked of the engine,
// wherever it runs, network or not. Nothing is remembered here that cannot be asked again: the
// browser stops and starts this script as it likes.

const FILE = /^\/(static|bundle)\//
const OF_VERSION = /^\/(shell|manifest\.webmanifest)$/
const SERVER = /^\/(health|luggage|office|sync|blobs|shares|shared|sign-in|sw\.js)(\/|$)/
const channel = new BroadcastChannel("onthaal-engine")
let pinned = false

addEventListener("activate", (event) => event.waitUntil(clients.claim()))

addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url)
  if (origin !== location.origin || SERVER.test(pathname)) return
  if (FILE.test(pathname)) event.respondWith(kept(event.request))
  else if (OF_VERSION.test(pathname)) event.respondWith(ofVersion(pathname))
  else event.respondWith(page(event, pathname))
})

channel.onmessage = ({ data }) => {
  if (data.answer) answered(data)
  if (data.took) taken(data)
  if (data.elected) askAgain()
}

addEventListener("message", (event) => {
  const { failed, update } = event.data
  if (failed) event.waitUntil(gaveUp(failed))
  if (update) event.waitUntil(takeOver())
})

// A page that came from another version still gets its own files: their addresses tell them apart.
async function kept(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function ofVersion(pathname) {
  const { current } = await versions()
  return (await fileOf(current, pathname)) ?? fetch(pathname)
}

async function page(event, pathname) {
  const { request } = event
  const [isOurs] = await Promise.all([isPinned(), versions()])
  if (!isOurs) return fetch(request)
  const moving = request.mode === "navigate"
  // A form of another site sends no sign of where it comes from; our own pages write by fetch.
  if (moving && request.method !== "GET") return new Response(null, { status: 403 })
  if (moving && (onTrial() || !(await engine()).held)) return shell(event, pathname)
  return (await ask(await described(request), moving)) ?? shell(event, pathname)
}

async function isPinned() {
  return (pinned ||= Boolean(await (await caches.open("onthaal")).match("/pinned")))
}

// What starts the engine, of the version that is to be shown.
async function shell(event, pathname) {
  const { version, trial } = await toShow(pathname)
  if (trial) event.waitUntil(watch(trial))
  return (await fileOf(version, "/shell")) ?? fetch(event.request)
}

async function engine() {
  const { held, pending } = await navigator.locks.query()
  const ours = (locks) => locks.some(({ name }) => name === "onthaal-engine")
  return { held: ours(held), coming: ours(pending) }
}

function later(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
