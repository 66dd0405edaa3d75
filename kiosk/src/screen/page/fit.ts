const STEP = 0.04
/** no smaller than this part of the drawn size */
const FLOOR = 0.56

/**
 * Makes text smaller, step by step, until it stands in its box: first a name that wants more than one line,
 * then the phrase. Most phrases stay at full size.
 */
export function fitWords(column: HTMLElement, word: HTMLElement, given: HTMLElement): void {
  column.style.setProperty('--fit', '1')
  given.style.setProperty('--fit', '1')
  if (!given.hidden) shrink(given, () => tooWide(given) || lines(given) > 1, 0.68)
  shrink(column, () => tooWide(word) || tooTall(column), FLOOR)
}

function shrink(element: HTMLElement, tooBig: () => boolean, floor: number): void {
  for (let fit = 1; tooBig() && fit > floor; ) {
    fit -= STEP
    element.style.setProperty('--fit', fit.toFixed(2))
  }
}

const tooWide = (element: HTMLElement): boolean => element.scrollWidth > element.clientWidth
const tooTall = (element: HTMLElement): boolean => element.scrollHeight > element.clientHeight

function lines(element: HTMLElement): number {
  const lineHeight = Number.parseFloat(getComputedStyle(element).lineHeight)
  return Math.round(element.getBoundingClientRect().height / lineHeight)
}
