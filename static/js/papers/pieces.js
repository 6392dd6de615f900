// Files to and from the app, piece by piece: what is there already is not sent again.

const PIECE = 1024 * 1024
const TRIES = 3

export class Lost extends Error {
  reason = "lost"
}

// Sends bytes to `address`/<their SHA-256>, which is what it resolves to.
export async function send(address, bytes, onProgress = () => {}) {
  const place = `${address}/${await sha256(bytes)}`
  let { have } = await asked(place)
  for (let last = false; !last; ) {
    const end = Math.min(have + PIECE, bytes.length)
    last = end === bytes.length
    const body = bytes.slice(have, end)
    const answer = await asked(`${place}?from=${have}${last ? "&last=1" : ""}`, { method: "PUT", body })
    if (answer.have < end) throw new Lost("it is not what was sent")
    have = answer.have
    onProgress(have / bytes.length)
  }
  return place.slice(-64)
}

// The part of a file from `begin` to `end`, or all of it. Where a tablet gave the file away to have
// room, it comes back from the server first.
export async function fetchFile({ src, sha, pieces }, begin, end) {
  const headers = end ? { Range: `bytes=${begin}-${end - 1}` } : {}
  let response = await fetch(src, { headers })
  if (response.status === 404) {
    await bringBack(sha, pieces)
    response = await fetch(src, { headers })
  }
  if (!response.ok) throw Object.assign(new Lost(response.status), { missing: true })
  return new Uint8Array(await response.arrayBuffer())
}

async function bringBack(sha, pieces) {
  const response = await fetch(`/blobs/${sha}`, { headers: { "X-Sync": "1" } }).catch(() => null)
  if (!response?.ok) throw Object.assign(new Lost("not here"), { missing: true })
  await send(pieces, new Uint8Array(await response.arrayBuffer()))
}

async function asked(address, options) {
  for (let left = TRIES; ; left--) {
    const response = await fetch(address, options).catch(() => null)
    if (response?.ok) return response.json()
    if (response?.status === 507) throw Object.assign(new Lost("full"), { reason: "room" })
    if (!left || (response && response.status < 500)) throw new Lost(response?.status)
  }
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
