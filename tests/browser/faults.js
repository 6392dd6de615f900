// What is wrong with the page as it stands, as `faults.<kind>()` → list of short descriptions.
globalThis.faults = (() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]"
  const LEAST_TARGET = 48 // px
  const LEAST_TEXT = 15 // px
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest(".vh, .skip, [inert]")
  const box = (element) => element.getBoundingClientRect()
  const called = (element) => {
    const words = (element.innerText || element.getAttribute("aria-label") || element.name || "").trim()
    const place = element.closest("[id]")
    return `<${element.tagName.toLowerCase()} ${element.className}> "${words.slice(0, 30)}" in #${place?.id}`
  }
  const once = (list) => [...new Set(list)]
  // A box or a dot to tick is as large as the label around it.
  const target = (control) =>
    (control.matches("[type=checkbox], [type=radio], [type=file]") && control.closest("label")) || control

  // Links inside running text are as high as their line (WCAG 2.5.8, inline).
  function inSentence(control) {
    if (!control.matches("a")) return false
    const words = control.parentElement.closest("p, li, dd, div")?.innerText.trim() ?? ""
    return getComputedStyle(control).display === "inline" && words.length > control.innerText.trim().length
  }

  function small() {
    return once([...document.querySelectorAll(CONTROLS)].filter(shown).map(target).filter(shown)
      .filter((each) => !inSentence(each))
      .map((each) => [each, box(each)])
      .filter(([, { width, height }]) => width < LEAST_TARGET - 0.5 || height < LEAST_TARGET - 0.5)
      .map(([each, { width, height }]) => `${Math.round(width)}×${Math.round(height)} ${called(each)}`))
  }

  function* texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (walker.currentNode.data.trim() && shown(parent) && !parent.closest("script, style, template")) {
        yield parent
      }
    }
  }

  // The text over a drawn page is there to be selected, not to be seen.
  function tiny() {
    return once([...texts()].filter((each) => !each.closest(".sheet-shown")).map((each) => [each, parseFloat(getComputedStyle(each).fontSize)])
      .filter(([, size]) => size < LEAST_TEXT)
      .map(([each, size]) => `${size} px ${called(each)}`))
  }

  function sideways() {
    const { scrollWidth } = document.documentElement
    if (scrollWidth <= innerWidth) return []
    const widest = [...document.body.querySelectorAll("*")].filter(shown).filter((each) => box(each).right > innerWidth + 1)
    return [`${scrollWidth} px wide in ${innerWidth}`, ...widest.slice(0, 3).map(called)]
  }

  function speechless() {
    return [...document.querySelectorAll(".l2:not([lang])")].map(called)
  }

  // Words that do not fit into their own box. One pixel is rounding.
  function clipped() {
    return once([...texts()].map((each) => each.closest("button, label, a, summary, p, li, dt, dd, h1, h2, h3") ?? each)
      .filter((each) => getComputedStyle(each).display !== "inline")
      .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
      .map((each) => `${each.scrollWidth} in ${each.clientWidth} px ${called(each)}`))
  }

  // WCAG 1.4.12; a constructed sheet is not the page's, so its policy does not refuse it.
  const spacing = new CSSStyleSheet()
  spacing.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`)
  function spaced() {
    document.adoptedStyleSheets = [spacing]
    const found = [...clipped(), ...sideways()]
    document.adoptedStyleSheets = []
    return found
  }

  function openEverything() {
    for (const each of document.querySelectorAll("details:not(.menu, .stepper)")) each.open = true
  }

  // Where the focus is now: its control, whether its ring is drawn, whether anything covers it.
  function focused() {
    const control = document.activeElement
    if (!control || control === document.body) return null
    control.dataset.stop ??= String(Math.random())
    const around = target(control)
    const { left, top, width, height } = box(around)
    const seen = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]]
      .map(([x, y]) => document.elementFromPoint(left + width * x, top + height * y))
      .some((hit) => hit && (around.contains(hit) || hit.contains(around) && hit.matches("label")))
    const ringed = [control, around, control.parentElement].some((each) => getComputedStyle(each).outlineStyle !== "none")
    const faults = [...seen ? [] : ["covered"], ...ringed ? [] : ["no ring"]]
    return { stop: control.dataset.stop, fault: faults.length ? `${faults.join(", ")}: ${called(around)}` : "" }
  }

  return { small, tiny, sideways, speechless, clipped, spaced, openEverything, focused }
})()
