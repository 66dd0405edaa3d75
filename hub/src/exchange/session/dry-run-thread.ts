import { readFileSync, writeFileSync } from 'node:fs'
import { DryRun } from '../dry-run.ts'
import { randomIds } from '../ids.ts'
import type { FromWorker, ToWorker, UnitSummary } from './messages.ts'
import { PeopleWriter } from './people-file.ts'

declare const self: Worker

let run: DryRun | undefined
let writer: PeopleWriter | undefined

// One question at a time; the next is only asked after the answer.
self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  answer(data).then(
    message => self.postMessage(message),
    error => self.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  )
}

async function answer(message: ToWorker): Promise<FromWorker> {
  if (message.ask === 'read') {
    run = new DryRun(message.setting, randomIds())
    const files = message.files.map(({ name, path }) => ({ name, bytes: readFileSync(path) }))
    let told = 0
    const result = await run.read(files, part => {
      if (part - told < 0.01) return
      told = part
      self.postMessage({ progress: part } satisfies FromWorker)
    })
    Bun.gc(true)
    return { answer: 'read', result }
  }
  if (run === undefined) throw new Error('asked before it read')
  switch (message.ask) {
    case 'known':
      run.learn(message.part)
      return { answer: 'known' }
    case 'link': {
      writer = new PeopleWriter(message.people)
      const units = run.link()
      // Rows of the files and parsed texts by the million are garbage now; the heap would rather grow than look.
      Bun.gc(true)
      return { answer: 'link', units }
    }
    case 'unit': {
      const { changes, people, counts, records } = run.unit(message.index, message.records)
      writeFileSync(message.path, JSON.stringify(changes), { mode: 0o600, flag: 'wx' })
      writer?.add(people)
      const summary: UnitSummary = { counts, records, changes: changes.length }
      return { answer: 'unit', summary }
    }
    case 'finish': {
      const { faults } = run
      const schools = new Set(faults.list().map(found => found.school))
      for (const school of faults.faulty) schools.add(school)
      return {
        answer: 'finish',
        result: {
          faults: faults.list(),
          errors: faults.errors,
          warnings: faults.warnings,
          bySchool: [...schools].map(school => [school, faults.counts(school)]),
          people: writer?.close() ?? null,
        },
      }
    }
  }
}
