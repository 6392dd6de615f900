// The one place that talks to the server. What to say, and when, Python decides (`courier`, see
// webapp/tablet/courier.py); here it is carried, between two requests of the pages.

const SETTLE = 1_000 // ms from a change to the sync that sends it, so that ticks in a row go together
const DEADLINE = 30_000 // ms
const WHILE_PAGES_WAIT = 5_000 // ms

export class Sync {
  #between
  #provide
  #committed
  #tell
  #courier
  #timer
  #due = Infinity
  #under_way = null

  // `between(work)` runs work between two requests, `provide()` opens the files that it lacked,
  // `committed()` says whether what it wrote is kept, and `tell(news)` hears after each sync
  // which talks others changed.
  constructor({ between, provide, committed, tell }) {
    this.#between = between
    this.#provide = provide
    this.#committed = committed
    this.#tell = tell
  }

  // Another one goes on where there was one.
  set courier(courier) {
    this.#courier &&= courier
  }

  start(courier) {
    this.#courier = courier
    addEventListener("online", () => this.occasion("online"))
    this.occasion("start")
  }

  // "start", "visible", "online", "changed", "timer": plans a sync, unless one comes sooner.
  occasion(reason) {
    if (!this.#courier) return
    const wait = 1000 * this.#courier.wait(reason, Math.random())
    const due = Date.now() + Math.max(wait, reason === "changed" ? SETTLE : 0)
    if (due >= this.#due) return
    clearTimeout(this.#timer)
    this.#due = due
    this.#timer = setTimeout(() => this.#run(reason), due - Date.now())
  }

  // What the server has taken in before the tablet answers for itself: first while the server
  // still answers, then what was written meanwhile, while `pin` holds every request back.
  async pin(courier, pin) {
    this.#courier ??= courier
    if (!(await this.exchange("start"))) return false
    const luggage = await carried(["GET", "/luggage", '{"X-Sync":"1"}'], WHILE_PAGES_WAIT)
    if (luggage?.status !== 200 || !luggage.json) return false
    await this.#between(async () => {
      await pin(luggage.body)
      await this.#carry("start", (work) => work(), WHILE_PAGES_WAIT)
    })
    return true
  }

  // Whether everything was exchanged.
  async exchange(reason) {
    await this.#under_way
    this.#under_way = this.#carry(reason, this.#between, DEADLINE)
    return this.#under_way
  }

  async #run(reason) {
    this.#due = Infinity
    await this.exchange(reason)
    this.occasion("timer")
  }

  // Whatever fails here is tried again like a sync that nobody answered.
  async #carry(reason, between, deadline) {
    try {
      let parcel = await between(() => this.#begun(reason))
      while (parcel) {
        const reply = await carried(opened(parcel), deadline)
        parcel = await between(() => this.#handed_over(reply, reason))
      }
      this.#tell(JSON.parse(this.#courier.news()))
      return this.#courier.well()
    } catch (error) {
      console.error(error)
      this.#courier.lost()
      return false
    }
  }

  async #begun(reason) {
    for (;;) {
      try {
        return this.#courier.begin(reason)
      } catch (error) {
        if (error.type !== "NoSpare") throw error
        await this.#provide()
      }
    }
  }

  async #handed_over(reply, reason) {
    if (!reply) return this.#courier.lost()
    try {
      const next = this.#courier.take(reply.status, reply.body)
      return (await this.#committed()) ? next : undefined
    } catch (error) {
      if (error.type !== "NoSpare") throw error
      await this.#provide()
      return this.#begun(reason)
    }
  }
}

function opened(parcel) {
  const parts = parcel.toJs()
  parcel.destroy()
  return parts
}

// What the server answered; null where nobody did, in time, or somebody who sends us elsewhere.
async function carried([method, path, headers, body], deadline) {
  try {
    const response = await fetch(path, {
      method,
      headers: JSON.parse(headers),
      body: method === "GET" ? undefined : body,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(deadline),
    })
    if (response.type === "opaqueredirect") return null
    const json = response.headers.get("content-type")?.startsWith("application/json")
    return { status: response.status, json, body: new Uint8Array(await response.arrayBuffer()) }
  } catch {
    return null
  }
}
