import { KioskRig } from './helpers/kiosk-rig.ts'
import { makeSchool, id } from './helpers/school.ts'
const school = makeSchool('out')
for (let n = 20; n < 320; n++) school.rows.push([id(n), id(n + 1000), 'G', 'active'])
const rig = new KioskRig({ school, speed: 1, thermalModel: process.argv[2] ?? 'gy-mcu90640' })
await rig.start()
await new Promise(r => setTimeout(r, 3000))
console.log((await rig.rssBytes()).match(/VmRSS.*|VmHWM.*/g))
const lines = (rig as any)
const lat: number[] = []
// @ts-ignore
const dev = rig.devices()
for (let n = 20; n < 320; n++) {
  const t = dev.lines.length
  rig.tell({ do: 'show', text: school.card(n), chunk: 512 })
  const relay = await dev.line((l: any) => l.event === 'relay' && l.channel === 1 && l.on === true, t)
  const shown = await dev.line((l: any) => l.event === 'shown', t)
  lat.push(relay.mono - shown.mono)
  await new Promise(r => setTimeout(r, 30))
}
lat.sort((a, b) => a - b)
console.log({ p50: lat[150], p90: lat[270], p99: lat[296], max: lat[299] })
console.log((await rig.rssBytes()).match(/VmRSS.*|VmHWM.*/g))
await rig.stop()
