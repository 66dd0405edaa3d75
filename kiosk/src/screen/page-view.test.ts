import { REASONS } from '@schoolgate/protocol/verdict'
import { expect, test } from 'vitest'
import { pageView, staffNote } from './page-view.ts'
import type { ScreenView } from './view.ts'

const view = (scene: ScreenView['scene'], strip: Partial<ScreenView['strip']> = {}): ScreenView => ({
  locale: 'ky',
  timeZone: 'Asia/Bishkek',
  scene,
  strip: { gate: 'A', online: true, kept: 0, thermal: 'up', scanner: 'up', relay: 'up', ...strip },
})

test('reasons that speak of a body never reach the page', () => {
  for (const verdict of ['pass', 'recheck', 'isolate', 'refer'] as const) {
    const told = pageView(view({ scene: 'verdict', verdict, reasons: [...REASONS], again: false }))
    const text = JSON.stringify(told)
    for (const reason of REASONS) expect(text).not.toContain(`"${reason}"`)
  }
})

test('a card problem comes before the sensor, and the sensor before checking by hand', () => {
  expect(staffNote(['sensor-down', 'card-expired'])).toBe('expired')
  expect(staffNote(['recheck-limit', 'ambient-moving'])).toBe('sensor')
  expect(staffNote(['recheck-limit'])).toBe('by-hand')
  expect(staffNote([])).toBe('by-hand')
})

test('only refer carries a line for staff', () => {
  const told = pageView(
    view({ scene: 'verdict', verdict: 'recheck', reasons: ['card-expired'], again: false }),
  )
  expect(told.scene).toEqual({ scene: 'verdict', verdict: 'recheck', direction: 'in', again: false })
})

test('the link says what matters most: refused, then offline, then what is still being sent', () => {
  const link = (strip: Partial<ScreenView['strip']>) => pageView(view({ scene: 'ready' }, strip)).link
  expect(link({ online: false, refused: 'fork', kept: 2 })).toEqual({
    state: 'refused',
    kept: 2,
    refused: 'fork',
  })
  expect(link({ online: false, kept: 34 })).toEqual({ state: 'offline', kept: 34 })
  expect(link({ kept: 3 })).toEqual({ state: 'sending', kept: 3 })
  expect(link({})).toEqual({ state: 'online', kept: 0 })
})
