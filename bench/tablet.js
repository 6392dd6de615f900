// What bench/tablet.py asks of a page.

globalThis.bench = {
  // How long each of `times` requests took, through service worker and engine (ms).
  async pages(path, times) {
    const taken = []
    for (let left = times; left; left--) {
      const begun = performance.now()
      const response = await fetch(path, { headers: { "HX-Request": "true" } })
      await response.text()
      taken.push(performance.now() - begun)
      if (!response.ok) throw new Error(`${path}: ${response.status}`)
    }
    return taken
  },

  // As many talks, with a mark in each; the path of the last.
  async talks(times) {
    const form = { mentor_name: "Joris", trainee_name: "Ola", mentor_language: "nl", trainee_language: "pl" }
    let path
    for (let left = times; left; left--) {
      const response = await fetch("/interviews", { method: "POST", body: new URLSearchParams(form) })
      path = new URL(response.url).pathname.replace(/[^/]*$/, "")
      const body = new URLSearchParams({ value: "1" })
      await fetch(`${path}fields/expectation:hands-on/wanted`, { method: "POST", body })
    }
    return path
  },

  // Ticks as of a finger, without the driver's own way to the browser: [until acknowledged, until
  // seen] (ms), and when each began, in the time of all workers.
  async ticks(times) {
    const taken = [[], [], []]
    for (let left = times; left; left--) {
      const box = document.querySelector("#expectation-hands-on input[type=checkbox]")
      const [acknowledged, settled] = ["htmx:after:request", "htmx:finally:request"].map(heard)
      const begun = performance.now()
      taken[2].push(performance.timeOrigin + begun)
      box.click()
      const seen = frame().then(() => performance.now() - begun)
      await acknowledged
      taken[0].push(performance.now() - begun)
      taken[1].push(await seen)
      await settled
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    return taken
  },
}

function heard(type) {
  return new Promise((resolve) => document.addEventListener(type, resolve, { once: true }))
}

// The task after the next frame's.
function frame() {
  return new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = resolve
    port2.postMessage(null)
  }))
}
