// "Saving…" in #status after 400 ms, and plain words when a save failed. The server's own answer
// replaces both. What a person typed or ticked stays as it is.

const PATIENCE = 400 // ms
const inFlight = new Map() // request context → timer
let waiting = null // what #status showed before "Saving…"

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.request.method !== "GET") inFlight.set(ctx, setTimeout(showSaving, PATIENCE))
})

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  clearTimeout(inFlight.get(ctx))
  inFlight.delete(ctx)
  if (!inFlight.size) restore()
})

// No answer at all. (Errors after an answer are swaps gone wrong; the save itself was done.)
document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (ctx && !ctx.response) showFailed()
})

// An error's fragment never replaces the field that could not be saved; words for #status may
// travel in it as <hx-partial>. A page asked for shows the error's page.
document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  if (!(ctx.response?.status >= 500) || ctx.request.method === "GET") return
  const main = tasks.findIndex((task) => task.type === "main")
  if (main >= 0) tasks.splice(main, 1)
  if (!tasks.length) showFailed()
})

function showSaving() {
  if (!place() || waiting) return
  waiting = [...place().childNodes]
  show("saving")
}

function restore() {
  if (waiting && place()?.querySelector("[data-saving]")) place().replaceChildren(...waiting)
  waiting = null
}

function showFailed() {
  show("failed")
}

function show(state) {
  const words = document.getElementById(`status-${state}`)?.content.cloneNode(true)
  if (!words) return
  for (const element of words.children) element.setAttribute(`data-${state}`, "")
  place()?.replaceChildren(words)
}

// The words live in the status's live region; its buttons stay.
function place() {
  return document.querySelector("#status [role=status]") ?? document.getElementById("status")
}
