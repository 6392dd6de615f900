// Searching a paper's text: without case and accents, so that "umowe" finds "umowę".

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("Ł", "L").toLowerCase()

// The pages on which `words` stand, each as often as they do.
export async function pagesWith(sheets, words, texts) {
  const wanted = plain(words).replace(/\s/g, "")
  const found = []
  if (!wanted) return found
  for (let number = 1; number <= sheets.length; number++) {
    if (!texts.has(number)) texts.set(number, plain(await sheets.text(number)).replace(/\s/g, ""))
    const times = texts.get(number).split(wanted).length - 1
    for (let nth = 0; nth < times; nth++) found.push({ number, nth })
  }
  return found
}

// Ranges over a page's text that hold `words`, which may run from one line into the next.
export function rangesOf(words, layer) {
  const wanted = plain(words).replace(/\s/g, "")
  const letters = []
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    for (let at = 0; at < node.length; at++) {
      for (const letter of plain(node.data[at])) if (/\S/.test(letter)) letters.push({ letter, node, at })
    }
  }
  const text = letters.map(({ letter }) => letter).join("")
  const ranges = []
  for (let at = text.indexOf(wanted); wanted && at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const range = new Range()
    range.setStart(letters[at].node, letters[at].at)
    range.setEnd(letters[at + wanted.length - 1].node, letters[at + wanted.length - 1].at + 1)
    ranges.push(range)
  }
  return ranges
}
