// What every htmx request tells besides its form: an id that makes a repetition harmless,
// the reader's time zone, and the device's time for people to read. None is lost on the way.

const PAUSE = 500 // ms before a request that got no answer is sent once more

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  const { request, sourceElement } = ctx
  ctx.fetch = twice
  stayInLine(sourceElement)
  request.headers["X-Request-ID"] = requestId()
  request.headers["X-Time-Zone"] = Intl.DateTimeFormat().resolvedOptions().timeZone
  request.headers["X-Device-Time"] = deviceTime(new Date())
  if (document.hidden && request.method !== "GET") request.keepalive = true // outlives a page put away
})

// Requests wait in the line of <body>. An element that was replaced meanwhile would not find the line
// any more when its turn comes, and whoever waits behind it would wait for ever.
function stayInLine(element) {
  const line = document.body.getAttribute("hx-sync:inherited")
  if (!element.hasAttribute("hx-sync")) element.setAttribute("hx-sync", line)
}

// Nor would its answer find a place; the parts of it that name theirs still do.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.target?.isConnected === false) Object.assign(ctx, { target: document.body, swap: "none" })
})

// The browser may have ended the service worker in the middle, or the network come back.
async function twice(address, request) {
  try {
    return await fetch(address, request)
  } catch (error) {
    if (request.signal?.aborted) throw error
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
    return fetch(address, request)
  }
}

// crypto.randomUUID exists only in secure contexts; a tablet on http://192.168.… is none.
function requestId() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40 // RFC 9562: version 4 …
  bytes[8] = (bytes[8] & 0x3f) | 0x80 // … and variant
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5")
}

// ISO 8601 with the offset from UTC: 2026-11-22T11:38:05+01:00
function deviceTime(now) {
  const east = -now.getTimezoneOffset()
  const two = (number) => String(Math.trunc(number)).padStart(2, "0")
  const wall = new Date(now.getTime() + east * 60_000).toISOString().slice(0, 19)
  return `${wall}${east < 0 ? "-" : "+"}${two(Math.abs(east) / 60)}:${two(Math.abs(east) % 60)}`
}
