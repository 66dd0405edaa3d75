import type { Locale } from '@schoolgate/protocol/locale'
import type { Described, StripLine } from './describe.ts'
import { fitWords } from './fit.ts'

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}

/** Shows the one picture of a set; `hidden` spares it from screen readers as well. */
export function choosePicture(setId: string, name: string): void {
  for (const picture of element(setId).querySelectorAll<HTMLElement>('[data-picture]'))
    picture.hidden = picture.dataset.picture !== name
}

/** Writes text only where it changed, so that a live region speaks once. Empty text hides the element. */
export function write(id: string, text: string | undefined): void {
  const target = element(id)
  if (target.textContent !== (text ?? '')) target.textContent = text ?? ''
  target.hidden = !text
}

function drawLine(id: 'link' | 'devices', line: StripLine): void {
  choosePicture(`${id}-picture`, line.picture)
  write(`${id}-text`, line.text)
  element(id).dataset.attention = line.attention ? 'yes' : 'no'
}

export interface Surroundings {
  locale: Locale
  siteLocale: Locale
  gate: string
  /** HH:MM on the wall of the site; empty while unknown */
  clock: string
}

/** Draws everything but the buttons. */
export function draw(described: Described, around: Surroundings): void {
  document.documentElement.lang = around.locale
  document.body.dataset.look = described.look
  document.body.dataset.note = described.note ? 'yes' : 'no'
  choosePicture('symbol', described.picture)
  write('word', described.word)
  write('line', described.line)
  write('given', described.given)
  write('clock', described.look === 'ready' ? around.clock : undefined)
  element('note').hidden = described.note === undefined
  element('note').lang = around.siteLocale
  if (described.note) {
    choosePicture('note-picture', described.note.picture)
    write('note-text', described.note.text)
  }
  write('gate', around.gate)
  drawLine('link', described.link)
  drawLine('devices', described.devices)
  fitWords(element('words'), element('word'), element('given'))
}
