// The service worker. The server writes BUNDLE = {version, files} above this when it is fetched.
//
// Files come from the cache. Once the tablet is pinned, everything else is asked of the engine,
// wherever it runs, network or not. Nothing is remembered here that cannot be asked again: the
// browser stops and starts this script as it likes.

const CACHE = `onthaal-${BUNDLE.version}`
const KEPT = /^\/(static|bundle)\/|^\/(shell|manifest\.webmanifest)$/
const SERVER = /^\/(health|sync|blobs|luggage|office|sign-in|sw\.js)(\/|$)/
const LOOK_AGAIN = 100 // ms between two looks at whether an engine is there
const DEADLINE = { navigate: 8_000, other: 20_000 } // ms

const channel = new BroadcastChannel("onthaal-engine")
const waiting = new Map() // request id → { request, resolve }
let pinned = false

addEventListener("install", (event) => event.waitUntil(install()))
addEventListener("activate", (event) => event.waitUntil(activate()))

addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url)
  if (origin !== location.origin || SERVER.test(pathname)) return
  event.respondWith(KEPT.test(pathname) ? kept(event.request) : page(event.request))
})

channel.onmessage = ({ data }) => {
  if (data.answer) waiting.get(data.answer.id)?.resolve(data.answer)
  if (data.ready) for (const { request } of waiting.values()) channel.postMessage({ ask: request })
}

async function install() {
  const cache = await caches.open(CACHE)
  await Promise.all(BUNDLE.files.map(async (name) => {
    const response = await fetch(name)
    if (!response.ok || response.redirected) throw new Error(`${name}: ${response.status}`)
    await cache.put(name, response)
  }))
}

async function activate() {
  const others = (await caches.keys()).filter((name) => name.startsWith("onthaal-") && name !== CACHE)
  await Promise.all(others.map((name) => caches.delete(name)))
  await clients.claim()
}

async function kept(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function page(request) {
  if (!(await isPinned())) return fetch(request)
  const moving = request.mode === "navigate"
  // A form of another site sends no sign of where it comes from; our own pages write by fetch.
  if (moving && request.method !== "GET") return new Response(null, { status: 403 })
  if (moving && !(await engine()).held) return shell()
  return ask(await described(request), moving)
}

async function isPinned() {
  return (pinned ||= Boolean(await (await caches.open("onthaal")).match("/pinned")))
}

async function shell() {
  return (await caches.open(CACHE)).match("/shell")
}

async function engine() {
  const { held, pending } = await navigator.locks.query()
  const ours = (locks) => locks.some(({ name }) => name === "onthaal-engine")
  return { held: ours(held), coming: ours(pending) }
}

// The request as the engine wants it, with what the browser hides from a service worker.
async function described(request) {
  const { host, pathname, protocol, search } = new URL(request.url)
  const headers = new Headers(request.headers)
  headers.set("Host", host)
  headers.set("X-Forwarded-Proto", protocol.slice(0, -1))
  headers.set("Accept-Language", navigator.languages.join(", "))
  if (request.referrer) headers.set("Referer", request.referrer)
  if (!headers.has("X-Request-ID")) headers.set("X-Request-ID", crypto.randomUUID())
  const bare = ["GET", "HEAD"].includes(request.method)
  return {
    id: crypto.randomUUID(),
    method: request.method,
    address: pathname + search,
    headers: [...headers],
    body: bare ? null : await request.arrayBuffer(),
  }
}

async function ask(request, moving) {
  const begun = Date.now()
  const answer = new Promise((resolve) => waiting.set(request.id, { request, resolve }))
  channel.postMessage({ ask: request })
  try {
    for (;;) {
      const made = await Promise.race([answer, later(LOOK_AGAIN)])
      if (made) return response(made, request.method)
      const { held, coming } = await engine()
      if (!held && moving) return shell()
      if (!held && !coming) channel.postMessage({ wanted: true })
      if (Date.now() - begun > DEADLINE[moving ? "navigate" : "other"]) return new Response(null, { status: 503 })
    }
  } finally {
    waiting.delete(request.id)
  }
}

function response({ status, headers, body }, method) {
  const bare = method === "HEAD" || [204, 304].includes(status)
  return new Response(bare ? null : body, { status, headers })
}

function later(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
