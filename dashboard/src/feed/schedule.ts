/**
 * Runs page work once an animation frame. A hidden page gets no frames, and its alarms must still sound: there a
 * timer stands in.
 */
export function onNextFrame(run: () => void): void {
  if (document.visibilityState === 'hidden') {
    setTimeout(run, 200)
    return
  }
  let done = false
  const once = (): void => {
    if (done) return
    done = true
    run()
  }
  requestAnimationFrame(once)
  // hidden between asking and the frame
  setTimeout(once, 500)
}
