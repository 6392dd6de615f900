// What a full-page swap leaves undone, and what must not linger: attributes of <html> and <body>,
// focus, the field being edited when the page is put away, a page kept by the Back button.

const OWN = new Set(["data-engine"]) // set by the engine's script, not by the response
const arrivals = new WeakSet() // the requests whose answer takes the whole page's place

document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  const isPage = /^\s*<(!doctype|html)/i.test(ctx.text ?? "")
  if (!isPage || !tasks.some((task) => task.target === document.body)) return
  arrivals.add(ctx)
  const page = new DOMParser().parseFromString(ctx.text, "text/html")
  copyAttributes(page.documentElement, document.documentElement)
  copyAttributes(page.body, document.body)
})

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (!arrivals.has(ctx) || document.activeElement?.matches("[autofocus]")) return
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (named) return arriveAt(named)
  document.querySelector("main")?.focus({ preventScroll: true })
  if (!ctx.request.headers["HX-History-Restore-Request"]) scrollTo(0, 0)
})

// A field's change is sent when it loses focus; switching to another app must not lose it.
document.addEventListener("visibilitychange", () => {
  if (document.hidden && document.activeElement?.matches("input, textarea")) document.activeElement.blur()
})

// The tablet may be in other hands by now: never show a kept page, ask again.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return
  document.body.replaceChildren()
  location.reload()
})

// The whole document becomes another page, as if it had been loaded.
export function becomePage(text) {
  const page = new DOMParser().parseFromString(text, "text/html")
  copyAttributes(page.documentElement, document.documentElement)
  document.title = page.title
  document.body.replaceWith(document.adoptNode(page.body))
  htmx.process(document.body)
  document.querySelector("main")?.focus({ preventScroll: true })
}

function copyAttributes(from, to) {
  for (const { name } of [...to.attributes]) {
    if (!from.hasAttribute(name) && !OWN.has(name)) to.removeAttribute(name)
  }
  for (const { name, value } of from.attributes) {
    if (!OWN.has(name)) to.setAttribute(name, value)
  }
}

function arriveAt(element) {
  for (let group = element; (group = group.parentElement?.closest("details")); ) group.open = true
  element.scrollIntoView({ block: "start" })
  if (element.tabIndex < 0) element.tabIndex = -1
  element.focus({ preventScroll: true })
}
