// A tablet's page hears that changes were exchanged: it asks how far it is, Home shows the talks
// that came, and a talk changed elsewhere offers to be shown anew.

const channel = new BroadcastChannel("onthaal-engine")

channel.onmessage = ({ data: { synced } }) => {
  if (!synced) return
  htmx.trigger(document.body, "synced")
  const shown = location.pathname.split("/")[2]
  if (location.pathname === "/" && synced.length) htmx.trigger(document.body, "news")
  if (synced.includes(shown)) document.getElementById("news")?.removeAttribute("hidden")
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) channel.postMessage({ occasion: "visible" })
})
