// Two fingers on a touch screen, or Ctrl and the wheel: fires "zoom" with the factor in `detail`.
// While the fingers move, what is inside is only stretched.

export function pinch(stage) {
  let first = 0 // how far apart the fingers were
  let factor = 1
  const zoom = (detail) => stage.dispatchEvent(new CustomEvent("zoom", { detail }))

  const moved = (event) => {
    if (event.touches.length !== 2) return
    event.preventDefault()
    const [one, other] = event.touches
    const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)
    first ||= apart
    factor = apart / first
    stage.firstElementChild?.style.setProperty("transform", `scale(${factor})`)
  }
  for (const type of ["touchstart", "touchmove"]) stage.addEventListener(type, moved, { passive: false })
  for (const type of ["touchend", "touchcancel"]) {
    stage.addEventListener(type, () => {
      if (first) zoom(factor)
      first = 0
    })
  }
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return
    event.preventDefault()
    zoom(Math.exp(-event.deltaY / 200))
  }, { passive: false })
}
