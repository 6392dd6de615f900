// How much room the browser has for this app, in bytes and in words of the page's language.
// https://storage.spec.whatwg.org/

const UNITS = [["gigabyte", 1e9], ["megabyte", 1e6], ["kilobyte", 1e3]]

// { usage, quota, free }, or null where the browser does not say.
export async function room() {
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {}
  return quota ? { usage, quota, free: Math.max(0, quota - usage) } : null
}

export function inWords(bytes) {
  const [unit, size] = UNITS.find(([, size]) => bytes >= size) ?? UNITS.at(-1)
  const amount = bytes / size
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit,
    maximumFractionDigits: amount < 10 && unit !== "kilobyte" ? 1 : 0,
  }).format(amount)
}
