/**
 * Runs inside a page: names every visible part that leaves the screen, is cut by its box, is smaller than the
 * 30 px floor of the drawn panel, or runs into the next part. Empty when all stands as it should.
 */
export function clippedParts(): string[] {
  const found: string[] = []
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const floor = (30 / 16) * rem - 0.01
  const texts: { name: string; box: DOMRect }[] = []

  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const box = element.getBoundingClientRect()
    if (element.closest('svg') || !element.checkVisibility() || box.width === 0) continue
    const name = `#${element.id || element.parentElement?.id}`
    if (box.left < -0.5 || box.top < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5)
      found.push(`${name} leaves the screen`)
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      found.push(`${name} is too wide`)
    if (!element.textContent?.trim() || element.children.length > 0) continue

    const range = document.createRange()
    range.selectNodeContents(element)
    // a block's own height: the content area of a tightly set line is taller than its letters
    const inline = range.getBoundingClientRect()
    const height = getComputedStyle(element).display === 'inline' ? inline : box
    texts.push({ name, box: new DOMRect(inline.left, height.top, inline.width, height.height) })
    if (Number.parseFloat(getComputedStyle(element).fontSize) < floor) found.push(`${name} is too small`)
  }
  const note = document.getElementById('note')?.getBoundingClientRect()
  const strip = document.getElementById('strip')?.getBoundingClientRect()
  const words = ['#word', '#line', '#given', '#clock']
  for (const [i, { name, box }] of texts.entries()) {
    const edge = words.includes(name) ? (note?.height ? note.top : strip?.top) : undefined
    if (edge !== undefined && (box.bottom > edge + 1 || box.top < -1)) found.push(`${name} leaves the stage`)
    for (const other of texts.slice(i + 1)) {
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
      if (across > 2 && down > 2) found.push(`${name} runs into ${other.name}`)
    }
  }
  return found
}
