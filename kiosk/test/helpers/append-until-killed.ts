import type { EntryBody } from '@schoolgate/protocol/entry/body'
import { openJournal } from '../../src/journal/open.ts'

// Appends for ever and says each seq once it is committed. Run as a process of its own, to be killed.
const [path = '', kiosk = ''] = process.argv.slice(2)
const { journal } = openJournal(path, kiosk, '00000000000000b0', 0)
const body: EntryBody = {
  direction: 'in',
  card: '00000000000000c1',
  verdict: 'pass',
  reasons: [],
  method: 'qr',
  rulePack: 'p',
  look: 1,
  idleMs: 0,
}
const step = () => {
  const appended = journal.append(body, { monoMs: 1, wallMs: 2, synced: true })
  if (!appended.ok) process.exit(3)
  process.stdout.write(`${appended.value.seq}\n`)
  setImmediate(step)
}
step()
