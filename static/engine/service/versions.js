// Which version this browser shows. That is data, not this script: the browser runs the newest
// script that it has, whatever is shown. What scripts, workers and pages of different versions say
// to each other therefore only grows.
//
//   current   answers
//   next      is here as a whole, and waits until no talk is open in front of anybody
//   trial     {version, since, times}: was begun, and counts once its engine answered a page
//   bad       did not start, and is not begun again
//
// The files of `current` stay until a trial counted. Its engine and the other's read the same store.

const TRIAL = 30_000 // ms
const TIMES = 3 // a tablet switched off during a trial is no sign that the version is bad

let known // as last read or written here

const cacheOf = (version) => `onthaal-${version}`
const onTrial = () => known?.trial

async function versions() {
  return (known ??= await readVersions())
}

async function readVersions() {
  return (await (await caches.open("onthaal")).match("/versions"))?.json() ?? {}
}

function change(edit) {
  return navigator.locks.request("onthaal-versions", async () => {
    const before = await readVersions()
    known = { ...before, ...edit(before) }
    await (await caches.open("onthaal")).put("/versions", Response.json(known))
    return known
  })
}

async function fileOf(version, pathname) {
  return version && (await caches.open(cacheOf(version))).match(pathname, { ignoreVary: true })
}

// All of a version is here.
async function arrived(version) {
  const isOurs = await isPinned()
  const { next } = await change(({ current, bad }) => {
    if (!current || !isOurs) return { current: version }
    return { next: [current, bad].includes(version) ? null : version }
  })
  if (next) channel.postMessage({ next })
}

// What a hard load shows: a new version is begun on Home, with no talk open in any tab.
async function toShow(pathname) {
  const { current, next, trial } = await readVersions()
  if (!trial && next && pathname === "/" && !(await talking())) return begun(next)
  if (!trial) return { version: current }
  if (Date.now() - trial.since < TRIAL) return { version: trial.version, trial }
  if (trial.times < TIMES) return begun(trial.version, trial.times)
  return { version: (await giveUp(trial.version)).current }
}

async function begun(version, times = 0) {
  const { trial } = await change(() => ({ trial: { version, since: Date.now(), times: times + 1 } }))
  return { version, trial }
}

// A version that does not start by itself, nor says that it cannot, is given up.
async function watch({ version, since }) {
  await later(TRIAL)
  if ((await readVersions()).trial?.since === since) await gaveUp(version)
}

// Its engine answered.
async function booted(version) {
  await change(({ next }) => ({ current: version, trial: null, next: next === version ? null : next }))
  await tidy()
}

async function gaveUp(version) {
  if ((await readVersions()).trial?.version !== version) return
  await giveUp(version)
  // Its pages may not even listen.
  const pages = await clients.matchAll({ type: "window" })
  await Promise.all(pages.map((page) => page.navigate(page.url).catch(() => {})))
}

async function giveUp(version) {
  const made = await change(({ next }) => ({ bad: version, trial: null, next: next === version ? null : next }))
  await tidy()
  return made
}

// Somebody asked for the new version.
async function takeOver() {
  const { next, trial } = await readVersions()
  if (!next || trial || (await talking())) return
  await begun(next)
  channel.postMessage({ anew: true })
}

// The pages of talks hold this lock.
async function talking() {
  return (await navigator.locks.query()).held.some(({ name }) => name === "onthaal-talk")
}

// Removes what no version needs any more, unless one is just arriving.
async function tidy() {
  await navigator.locks.request("onthaal-arriving", { ifAvailable: true }, async (free) => {
    const { current, next, trial } = await readVersions()
    const needed = ["onthaal", ...[current, next, trial?.version].map(cacheOf)]
    const all = (await caches.keys()).filter((name) => name.startsWith("onthaal"))
    if (free) await Promise.all(all.filter((name) => !needed.includes(name)).map((name) => caches.delete(name)))
  })
}
