// The screen stays on while two people talk: on an interview's pages, as long as they are seen.
// https://www.w3.org/TR/screen-wake-lock/
let lock

for (const type of ["visibilitychange", "htmx:after:swap"]) document.addEventListener(type, stayAwake)
stayAwake()

async function stayAwake() {
  const talking = location.pathname.startsWith("/interviews/") && !document.hidden
  if (!talking) lock?.release()
  else if (!lock || lock.released) lock = await navigator.wakeLock?.request("screen").catch(() => null)
}
