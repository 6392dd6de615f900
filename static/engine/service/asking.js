// A request goes to the engine and its answer comes back. Whoever answers may die on the way, so
// the same request is asked again of the next; its X-Request-ID makes that safe for what it changes.

const LOOK_AGAIN = 100 // ms between two looks at whether an engine is there
const HANGS = 15_000 // ms that an engine may take for one request
const DEADLINE = { navigate: 8_000, other: 45_000 } // ms

const waiting = new Map() // request id → { request, resolve, taken: {by, at} }

function answered({ answer, version }) {
  if (onTrial() && onTrial().version !== version) return
  waiting.get(answer.id)?.resolve({ ...answer, version })
}

function taken({ took, by }) {
  const asked = waiting.get(took)
  if (asked) asked.taken = { by, at: Date.now() }
}

function askAgain() {
  for (const asked of waiting.values()) {
    asked.taken = null
    channel.postMessage({ ask: asked.request })
  }
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

// The engine's response; null for a page that is better shown by a shell.
async function ask(request, moving) {
  const asked = { request }
  const answer = new Promise((resolve) => {
    asked.resolve = resolve
    waiting.set(request.id, asked)
  })
  channel.postMessage({ ask: request })
  try {
    return await answerOrNothing(asked, answer, moving)
  } finally {
    waiting.delete(request.id)
  }
}

async function answerOrNothing(asked, answer, moving) {
  const end = Date.now() + DEADLINE[moving ? "navigate" : "other"]
  let hung = 0
  while (Date.now() < end && hung < 2) {
    const made = await Promise.race([answer, later(LOOK_AGAIN)])
    if (made) return response(made, asked.request.method)
    const { held, coming } = await engine()
    if (!held && moving) return null
    if (!held && !coming) channel.postMessage({ wanted: true })
    if (asked.taken && Date.now() - asked.taken.at > HANGS) {
      channel.postMessage({ stuck: asked.taken.by })
      asked.taken = null
      hung += 1
    }
  }
  return moving ? null : tooLate(asked.request)
}

async function response({ status, headers, body, version }, method) {
  if (status < 500 && onTrial()?.version === version) await booted(version)
  const bare = method === "HEAD" || [204, 304].includes(status)
  return new Response(bare ? null : body, { status, headers })
}

// The page's words for a change that was not kept are there already; a page is loaded again.
function tooLate({ method, address, headers }) {
  const boosted = method === "GET" && headers.some(([name]) => name === "hx-boosted")
  return new Response(null, { status: 503, headers: boosted ? { "HX-Redirect": address } : {} })
}
