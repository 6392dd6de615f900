// Which disk a tablet has: the one that it began with. A browser may learn to give out handles, or
// no longer do so, and what was kept has to be where it is looked for.
import { Disk } from "./disk.js"
import { IndexedDisk } from "./indexed-disk.js"

export async function openDisk() {
  if (await IndexedDisk.isThere()) return opened(new IndexedDisk())
  try {
    return await opened(new Disk())
  } catch (error) {
    if (await isPinned()) throw error
    console.warn(error)
    return opened(new IndexedDisk())
  }
}

async function opened(disk) {
  await disk.open()
  return disk
}

async function isPinned() {
  return Boolean(await (await caches.open("onthaal")).match("/pinned"))
}
