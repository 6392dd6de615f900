// <install-card hidden>: offers to install the app, by the browser's own offer ([data-way="prompt"])
// or in words where the browser makes none ([data-way="share"], an iPad's). Buttons: data-do
// "install" or "dismiss", which is for good. The styles show it only once the engine is ready.
// https://wicg.github.io/manifest-incubations/#installation-prompts

const DISMISSED = "onthaal-install-dismissed"
let offer = null // the browser's, good for one time

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault()
  offer = event
  show()
})
addEventListener("appinstalled", show)

customElements.define("install-card", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", act)
    document.addEventListener("htmx:after:swap", show)
    show()
  }

  disconnectedCallback() {
    this.removeEventListener("click", act)
    document.removeEventListener("htmx:after:swap", show)
  }
})

function show() {
  const card = document.querySelector("install-card")
  if (!card) return
  const way = isInstalled() || localStorage[DISMISSED] ? "" : offer ? "prompt" : isIPad() ? "share" : ""
  card.hidden = !way
  for (const part of card.querySelectorAll("[data-way]")) part.hidden = part.dataset.way !== way
}

async function act({ target }) {
  const wish = target.closest("[data-do]")?.dataset.do
  if (wish === "dismiss") localStorage[DISMISSED] = "1"
  if (wish === "install") {
    const asked = offer
    offer = null
    await asked.prompt()
  }
  if (wish) show()
}

function isInstalled() {
  return navigator.standalone || matchMedia("(display-mode: standalone)").matches
}

// An iPad says that it is a Mac; only it has fingers.
function isIPad() {
  return /iPhone|iPad/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1)
}
