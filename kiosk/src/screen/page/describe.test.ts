import { expect, test } from 'vitest'
import type { PageScene, PageView, StaffNote } from '../page-view.ts'
import { describe } from './describe.ts'

const view = (scene: PageScene, more: Partial<PageView> = {}): PageView => ({
  locale: 'mn',
  timeZone: 'Asia/Ulaanbaatar',
  scene,
  gate: 'North',
  link: { state: 'online', kept: 0 },
  devices: { thermal: 'up', scanner: 'up', relay: 'up' },
  ...more,
})
const refer = {
  scene: 'verdict',
  verdict: 'refer',
  direction: 'in',
  note: 'expired',
  again: false,
} as const satisfies PageScene

test('the line for staff stays in the language of the site when the screen speaks another', () => {
  const drawn = describe(view(refer), 'en', false)
  expect(drawn).toMatchObject({ look: 'refer', word: 'See the teacher', line: 'at the door' })
  expect(drawn.note).toEqual({ picture: 'card', text: 'Картын хугацаа дууссан' })
})

test('the picture beside the line for staff shows what the trouble is with', () => {
  const picture = (note: StaffNote) => describe(view({ ...refer, note }), 'en', false).note?.picture
  expect(picture('by-hand')).toBe('by-hand')
  expect(picture('sensor')).toBe('tool')
  expect(picture('forged')).toBe('card')
})

test('pass on the way out says goodbye', () => {
  const scene = { scene: 'verdict', verdict: 'pass', again: false, given: 'Ану' } as const
  expect(describe(view({ ...scene, direction: 'in' }), 'en', false).word).toBe('Come in')
  expect(describe(view({ ...scene, direction: 'out' }), 'en', false)).toMatchObject({
    word: 'Goodbye',
    given: 'Ану',
  })
})

test('a lost kiosk program hides the last verdict, and the name with it', () => {
  const pass: PageScene = { scene: 'verdict', verdict: 'pass', direction: 'in', given: 'Ану', again: false }
  const drawn = describe(view(pass), 'en', true)
  expect(drawn).toMatchObject({ look: 'out-of-order', word: 'See the teacher' })
  expect(drawn.given).toBeUndefined()
})

test('offline is told with the count and that it heals by itself', () => {
  const { link } = describe(view({ scene: 'ready' }, { link: { state: 'offline', kept: 34 } }), 'en', false)
  expect(link).toEqual({ picture: 'link-off', text: 'Offline: 34 kept, sends by itself', attention: true })
})

test('of several troubles the worst is named and the others counted; a kiosk without a door relay is well', () => {
  const devices = (more: Partial<PageView['devices']>) =>
    describe(
      view({ scene: 'ready' }, { devices: { thermal: 'up', scanner: 'up', relay: 'up', ...more } }),
      'en',
      false,
    ).devices
  expect(devices({ scanner: 'down', thermal: 'down', relay: 'down' }).text).toBe(
    'Card reader not answering +2',
  )
  expect(devices({ thermal: 'absent' }).text).toBe('No sensor')
  expect(devices({ relay: 'absent' })).toMatchObject({ picture: 'devices-working', attention: false })
})
