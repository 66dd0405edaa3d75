import { generateKeyPairSync } from 'node:crypto'
import { issueCard } from '@schoolgate/protocol/card/card'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, makeHouse } from './house.ts'

let house: House

beforeAll(async () => {
  house = await makeHouse([{ name: 'Батбаярын Өнөрцэцэг', given: 'Өнөрцэцэг' }])
  await house.startHub()
  await house.startKiosk()
})

afterAll(() => house?.stop())

const stranger = generateKeyPairSync('ed25519')
const seed = Buffer.from(stranger.privateKey.export({ format: 'jwk' }).d as string, 'base64url')
const claims = { card: '0123456789abcdef', issued: '2020-01-01', expires: '2099-12-31' }

/** What the hub's monitor counts under this reason. */
async function counted(reason: string): Promise<number> {
  const line = new RegExp(`^schoolgate_entries_by_reason_total\\{reason="${reason}"\\} (\\d+)`, 'm')
  return Number(line.exec(await house.metrics())?.[1] ?? 0)
}

test.each([
  ['a web address', 'https://example.org/menu', 'web-address'],
  ['a bus ticket', 'BUS-123456', 'not-a-card'],
  ['a card of another issuer', issueCard(claims, 'ffffffff', seed), 'card-foreign'],
  ['a torn card', 'SG1:6BF+70790T9WJWG.FKY*4', 'card-malformed'],
])('%s is sent to the teacher and counted', async (_, text, reason) => {
  house.showText(text)
  await expect.poll(() => counted(reason)).toBe(1)
})

test('rubbish on both serial lines is counted, and the next child is let in', async () => {
  house.noise('thermal', 700)
  house.noise('scanner', 200)
  await expect
    .poll(async () => /line_faults_total\{kind="discardedBytes"\} (\d+)/.exec(await house.metrics())?.[1])
    .toBeDefined()
  await house.letIn(house.cards[0] as string)
  expect(house.greens()).toBe(1)
})
