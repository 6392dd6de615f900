// The one place that talks to the server: before a tablet is pinned it brings what is there, and
// it hears of every occasion to exchange changes.

const EVERY = 60_000 // ms

export class Sync {
  // `call(name, …)` runs a function of webapp.tablet.bridge between two requests.
  constructor(call) {
    this.call = call
  }

  start() {
    setInterval(() => this.occasion(), EVERY)
    addEventListener("online", () => this.occasion())
    this.occasion()
  }

  changed() {
    this.occasion()
  }

  // Exchanging changes hangs here.
  occasion() {}

  // What the server has, taken in; whether all of it is here now.
  async pull() {
    const response = await fetch("/export.json", { cache: "no-store" }).catch(() => null)
    if (!response?.ok || !response.headers.get("content-type")?.includes("json")) return false
    await this.call("take_in", new Uint8Array(await response.arrayBuffer()))
    return true
  }
}
