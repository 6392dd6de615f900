// <device-room>: <meter>, [data-used] and [data-free] in [data-known]; [data-kept="yes|no|refused"],
// of which one is shown, the second with a button that asks the browser. Also adds what only the
// browser knows to the address of the link #diagnostics.
import { inWords, room } from "../room.js"

customElements.define("device-room", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.ask)
    document.addEventListener("pointerdown", tell)
    this.look()
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.ask)
    document.removeEventListener("pointerdown", tell)
  }

  async look() {
    const known = await room()
    if (known) this.measure(known)
    this.say((await isPromised()) ? "yes" : "no")
    tell()
  }

  async ask({ target }) {
    if (target.closest("button")) this.say((await navigator.storage?.persist?.()) ? "yes" : "refused")
  }

  measure({ usage, quota, free }) {
    const meter = this.querySelector("meter")
    meter.max = quota
    meter.high = quota * 0.9
    meter.value = usage
    this.querySelector("[data-used]").textContent = inWords(usage)
    this.querySelector("[data-free]").textContent = inWords(free)
    this.querySelector("[data-known]").hidden = false
  }

  say(kept) {
    for (const part of this.querySelectorAll("[data-kept]")) part.hidden = part.dataset.kept !== kept
  }
})

async function isPromised() {
  return Boolean(await navigator.storage?.persisted?.())
}

// Told anew whenever a finger comes down, so that it is as it is when the file is asked for.
async function tell() {
  const [visit] = performance.getEntriesByType("navigation")
  const { usage, quota } = (await room()) ?? {}
  const facts = new URLSearchParams({
    ...(quota && { usage, quota }),
    persisted: Number(await isPromised()),
    standalone: Number(matchMedia("(display-mode: standalone)").matches),
    loaded: Math.round(visit?.domContentLoadedEventEnd ?? 0),
    engine: document.documentElement.dataset.engine,
    agent: navigator.userAgent,
  })
  const link = document.getElementById("diagnostics")
  if (link) link.search = facts
}
