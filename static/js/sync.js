// A tablet's page hears that changes were exchanged: it asks how far it is, Home shows the talks
// that came, and a talk changed elsewhere offers to be shown anew.

const channel = new BroadcastChannel("onthaal-engine")
const news = new Set()
let told = true
let underway = 0

channel.onmessage = ({ data: { synced } }) => {
  if (!synced) return
  for (const talk of synced) news.add(talk)
  told = false
  tell()
}

document.addEventListener("htmx:before:request", () => { underway += 1 })
document.addEventListener("htmx:finally:request", () => {
  underway -= 1
  setTimeout(tell) // once the next in line has begun
})

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) channel.postMessage({ occasion: "visible" })
})

// Only while nothing is asked: what was answered before may still be about to be shown.
function tell() {
  if (told || underway) return
  told = true
  const shown = location.pathname.split("/")[2]
  if (news.has(shown)) document.getElementById("news")?.removeAttribute("hidden")
  if (location.pathname === "/" && news.size) htmx.trigger(document.body, "news")
  news.clear()
  htmx.trigger(document.body, "synced")
}
