import type { PersonRole } from '@schoolgate/protocol/directory/person'
import type { Locale } from '@schoolgate/protocol/locale'
import { CARD_LABELS, dayOnPaper } from './labels.ts'
import { CARD, pt } from './measures.ts'
import { LINE, type Pen } from './pen.ts'
import { drawPhoto } from './photo.ts'
import { qrRows } from './qr-rows.ts'

/** What one card says. */
export interface CardFace {
  school: string
  name: string
  role: PersonRole
  /** class, or department; empty: none */
  group: string
  number: string | null
  /** ISO day */
  validUntil: string
  /** the QR code's */
  text: string
  locale: Locale
  /** for low sight: the name twice as large, black on white */
  large: boolean
  /** JPEG or PNG */
  photo?: Uint8Array
}

const INK = '#13201b'
const MUTED = '#52625b'
const AMBER = '#ffc20a'
/** The role is written too: nobody has to know a colour. White on each of them has a contrast above 5. */
const BAND: Record<PersonRole, string> = {
  student: '#00664b',
  teacher: '#1f4b8f',
  staff: '#4a4f63',
  guardian: '#6b3f87',
  visitor: '#9a3412',
}

const BAND_HEIGHT = 10.6
const STRIPE = 0.9
const LEFT = 4
/** of the left column, mm */
const COLUMN = 47
/** the code without its white margin, mm: 45 modules of 0.6 */
const QR = { x: 54.4, y: 15.4, side: 27 }
const PHOTO = { y: 27.6, width: 17.4, height: 23.2 }
/** what stands at the bottom stands on one line */
const BASE = 50.6
const NAME_SIZE = 13
/** of the name on a card for low sight, against any other card's */
const LARGE = 2

/** Draws a card whose upper left corner is the origin; colour runs `bleed` mm over its edges. */
export function drawCard(pen: Pen, face: CardFace, bleed: number): void {
  if (face.large) drawLarge(pen, face)
  else drawPlain(pen, face, bleed)
}

function drawPlain(pen: Pen, face: CardFace, bleed: number): void {
  const labels = CARD_LABELS[face.locale]
  drawBand(pen, face, labels.role[face.role], bleed)
  pen.qr(qrRows(face.text, 'alphanumeric'), QR.x, QR.y, QR.side)
  const until = dayOnPaper(face.validUntil, face.locale)
  pen.centred('regular', 6.5, labels.validUntil, QR.x + QR.side / 2, BASE - 3.6, MUTED)
  pen.centred('bold', 8.5, until, QR.x + QR.side / 2, BASE, INK)

  const { width, height } = PHOTO
  const hasPhoto = face.photo !== undefined && drawPhoto(pen, face.photo, LEFT, PHOTO.y, width, height)
  const room = pt(hasPhoto ? 13.6 : 22)
  const name = pen.fit('bold', {
    text: face.name,
    max: NAME_SIZE,
    min: 7.5,
    lines: size => Array(Math.min(3, Math.floor(room / (size * LINE)))).fill(pt(COLUMN)),
  })
  pen.lines('bold', name, LEFT, 13, INK)

  const group = { label: face.role === 'student' ? labels.class : '', value: face.group, size: 17 }
  const number = { label: labels.number, value: face.number ?? '', size: 10 }
  if (hasPhoto) {
    const x = LEFT + PHOTO.width + 3
    drawFact(pen, group, x, BASE - (number.value === '' ? 0 : 11.4), LEFT + COLUMN - x)
    drawFact(pen, number, x, BASE, LEFT + COLUMN - x)
  } else {
    const half = number.value === '' || group.value === '' ? COLUMN : COLUMN / 2 - 1
    drawFact(pen, group, LEFT, BASE, half)
    drawFact(pen, number, group.value === '' ? LEFT : LEFT + COLUMN / 2 + 1, BASE, half)
  }
}

function drawBand(pen: Pen, face: CardFace, role: string, bleed: number): void {
  pen.box(-bleed, -bleed, CARD.width + 2 * bleed, BAND_HEIGHT + bleed, BAND[face.role])
  drawArches(pen, bleed)
  pen.box(-bleed, BAND_HEIGHT, CARD.width + 2 * bleed, STRIPE, AMBER)
  let right = CARD.width - LEFT
  if (face.role !== 'student') {
    const width = (pen.width('bold', role) * 8) / pt(1) + 4
    right -= width
    pen.box(right, 2.6, width, 5.4, '#ffffff', 1.2)
    pen.line('bold', 8, role, right + 2, 6.3, BAND[face.role])
    right -= 3
  }
  const school = pen.fit('bold', {
    text: face.school,
    max: 11,
    min: 6,
    lines: size => Array(size <= 9 ? 2 : 1).fill(pt(right - LEFT)),
  })
  const height = (school.lines.length * school.size * LINE) / pt(1)
  pen.lines('bold', school, LEFT, (BAND_HEIGHT - height) / 2, '#ffffff')
}

/** A gate's arches in the band's far corner, too faint to stand in the way of a word. */
function drawArches({ doc }: Pen, bleed: number): void {
  doc.save()
  doc.rect(pt(-bleed), pt(-bleed), pt(CARD.width + 2 * bleed), pt(BAND_HEIGHT + bleed)).clip()
  doc.lineWidth(pt(1.5)).strokeColor('#ffffff').strokeOpacity(0.13)
  for (const radius of [5, 8.5, 12, 15.5]) doc.circle(pt(75), pt(BAND_HEIGHT + 4), pt(radius)).stroke()
  doc.restore()
}

/** A value that shrinks to its width, on its base line, and a small label over it. */
function drawFact(
  pen: Pen,
  { label, value, size }: { label: string; value: string; size: number },
  x: number,
  base: number,
  width: number,
): void {
  if (value === '') return
  const lines = (s: number) => Array(s <= 9 ? 2 : 1).fill(pt(width))
  const fitted = pen.fit('bold', { text: value, max: size, min: 6, lines })
  const line = fitted.size / pt(1)
  const first = base - (fitted.lines.length - 1) * line * LINE
  pen.lines('bold', fitted, x, first - line, INK)
  if (label !== '') pen.line('regular', 6.5, label, x, first - line * 0.72 - 1.3, MUTED)
}

/** 45 modules of 0.56: all else belongs to the name. The white margin around the code ends with the card. */
const LARGE_QR = { x: 57.9, y: 26.5, side: 25.2, margin: 2.24 }

function drawLarge(pen: Pen, face: CardFace): void {
  const black = '#000000'
  const labels = CARD_LABELS[face.locale]
  const left = 3
  const top = 1.2
  const wide = pt(CARD.width - 2 * left)
  const narrow = pt(LARGE_QR.x - LARGE_QR.margin - left)
  pen.qr(qrRows(face.text, 'alphanumeric'), LARGE_QR.x, LARGE_QR.y, LARGE_QR.side)

  // From the bottom up: what is left above is the name's.
  const until = `${labels.validUntil}: ${dayOnPaper(face.validUntil, face.locale)}`
  const day = pen.fit('regular', { text: until, max: 7.5, min: 5, lines: () => [narrow] })
  pen.lines('regular', day, left, 51.4 - day.size / pt(1), black)
  const school = pen.fit('bold', { text: face.school, max: 8.5, min: 5.5, lines: () => [narrow, narrow] })
  const schoolTop = 48.4 - (school.lines.length * school.size * LINE) / pt(1)
  pen.lines('bold', school, left, schoolTop, black)
  const group = pen.fit('bold', {
    text: face.role === 'student' && face.group !== '' ? face.group : labels.role[face.role],
    max: 17,
    min: 8,
    lines: () => [narrow],
  })
  const groupTop = schoolTop - 1 - group.size / pt(1)
  pen.lines('bold', group, left, groupTop, black)

  const aboveQr = pt(LARGE_QR.y - LARGE_QR.margin - top)
  const aboveFacts = pt(groupTop - top)
  const name = pen.fit('bold', {
    text: face.name,
    max: LARGE * NAME_SIZE,
    min: NAME_SIZE,
    // The first lines run over the whole card, a last one beside the code.
    lines(size) {
      const beside = Math.floor(aboveFacts / (size * LINE))
      const above = Math.min(beside, Math.floor(aboveQr / (size * LINE)))
      return [...Array(above).fill(wide), ...Array(beside - above).fill(narrow)].slice(0, 3)
    },
  })
  pen.lines('bold', name, left, top, black)
}
