// <details class="menu">: closes on Escape, on a tap outside and when focus leaves it.

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]")
  if (!menu) return
  menu.open = false
  menu.querySelector("summary").focus()
})

for (const type of ["pointerdown", "focusin"]) {
  document.addEventListener(type, ({ target }) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(target)) menu.open = false
    }
  })
}
