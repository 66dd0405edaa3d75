import { readFileSync } from 'node:fs'
import type { Job } from '@schoolgate/protocol/http/job'
import { RunningHub } from '../test/helpers/running-hub.ts'
import { flags } from './flags.ts'

/** Peak resident memory of this process so far, MB (`VmHWM` of proc(5)). */
const peakMb = (): number => {
  const [, kb] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Math.round(Number(kb) / 1024)
}

/** As large as a portrait from a telephone cut to 480 x 640. A printer passes a JPEG on as it is. */
const PHOTO_BYTES = 60_000
function photo(): Uint8Array {
  const bytes = crypto.getRandomValues(new Uint8Array(PHOTO_BYTES))
  bytes.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 640 >> 8, 640 & 255, 480 >> 8, 480 & 255, 3])
  return bytes
}

/** A whole hub prints a school's cards: from the request over HTTP to the last byte of the file. */
export async function run(args: string[]) {
  const { cards } = flags(args, { cards: 1000 })
  const hub = await RunningHub.start()
  const school = await hub.school('Сүхбаатар дүүргийн 11-р сургууль', 'bench')
  const names = Array.from({ length: cards }, (_, i) => `Мөнхбаатар Өнөрцэцэг Үүрийнтуяа ${i + 1}`)
  const people = await hub.people(school.site, names)
  const cookie = await hub.signIn(school)

  async function print(photos: boolean) {
    const begun = performance.now()
    const body = JSON.stringify({ layout: 'a4', photos, locale: 'mn' })
    const path = `/api/places/${school.jurisdiction}/cards/print`
    let job = (await (await hub.fetch(path, { method: 'POST', body, cookie })).json()) as Job
    let longestMs = 0
    while (job.state === 'running') {
      await new Promise(resolve => setTimeout(resolve, 50))
      const asked = performance.now()
      job = (await (await hub.fetch(`/api/jobs/${job.id}`, { cookie })).json()) as Job
      longestMs = Math.max(longestMs, performance.now() - asked)
    }
    if (job.state !== 'done') throw new Error(`the job ${job.state}: ${job.fault}`)
    const file = await hub.fetch(`/api/jobs/${job.id}/file`, { cookie })
    const bytes = (await file.arrayBuffer()).byteLength
    const seconds = Math.round((performance.now() - begun) / 100) / 10
    console.error(`${cards} cards, photos ${photos}: ${seconds} s, ${bytes} bytes, peak ${peakMb()} MB`)
    return { seconds, bytes, peakRssMb: peakMb(), longestAnswerMs: Math.round(longestMs) }
  }

  const plain = await print(false)
  for (const person of people) {
    await hub.hub.store.records.putPhoto(person, { type: 'image/jpeg', bytes: photo() })
  }
  const withPhotos = await print(true)
  await hub.stop()
  return { bench: 'cards', cards, plain, withPhotos }
}
