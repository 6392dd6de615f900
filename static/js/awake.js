// The screen stays on while two people talk: on an interview's pages, as long as they are seen.
// https://www.w3.org/TR/screen-wake-lock/
let lock
let turn = Promise.resolve()

// One after the other, so that no lock is asked for twice, or comes after the talk was left.
for (const type of ["visibilitychange", "htmx:after:swap"]) {
  document.addEventListener(type, () => (turn = turn.then(stayAwake)))
}
turn = turn.then(stayAwake)

async function stayAwake() {
  const talking = location.pathname.startsWith("/interviews/") && !document.hidden
  if (!talking) await lock?.release()
  else if (!lock || lock.released) lock = await navigator.wakeLock?.request("screen").catch(() => null)
}
