import { dirname } from 'node:path'
import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { QuestionReply } from '@schoolgate/protocol/http/trace-question'
import type { Random } from '@schoolgate/protocol/random'
import { createOfficer } from '../src/admin/setup.ts'
import { bunPasswords } from '../src/auth/password.ts'
import { presenceRules } from '../src/presence/rules.ts'
import { openStore } from '../src/store/open.ts'
import { DISTRICT } from './directory-school.ts'
import { spread } from './figures.ts'
import { startHub } from './hub-process.ts'
import type { Built } from './trace-build.ts'
import { WINDOW, windowOf } from './trace-ranked.ts'

/** Another officer's requests while the question is answered: one after another, with a rest of so many ms. */
const REST_MS = 5

/**
 * One question about many people, over the API of a hub of its own: from the request's first byte to the reply's last,
 * with names, reasons and probabilities. Meanwhile somebody else keeps asking for a small page.
 */
export async function manyOverHttp(built: Built, random: Random, persons: number) {
  const [first, last] = windowOf(built, built.days.length - WINDOW)
  const noon = Date.parse(built.days.at(-1) as string) + 4 * 3_600_000
  const store = await openStore({ sqlitePath: built.files.ours }, { rules: presenceRules })
  const passwords = bunPasswords({ memoryCost: 64, timeCost: 1 })
  const officers: { user: string; password: string }[] = []
  for (const name of ['asks', 'approves']) {
    const user = `${name}-${crypto.randomUUID()}`
    const password = await createOfficer(store, { user, place: DISTRICT, locale: 'en' }, passwords)
    officers.push({ user, password: password as string })
  }
  await store.close()

  const hub = await startHub(dirname(built.files.ours), 0, ['--clock', `${noon},${Date.now()},1`])
  const origin = `http://127.0.0.1:${hub.port}`
  const send = async (path: string, cookie: string, method = 'GET', body?: unknown) => {
    const reply = await fetch(`${origin}${path}`, {
      method,
      headers: { Origin: origin, Cookie: cookie, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`)
    return reply
  }
  try {
    const [asker, approver] = (await Promise.all(
      officers.map(async officer => {
        const reply = await send('/api/session', '', 'POST', officer)
        return reply.headers.get('Set-Cookie')?.split(';')[0]
      }),
    )) as [string, string]
    const everybody = built.schools.flatMap(school => school.people.map(person => person.id))
    const asked = pick(everybody, Math.min(persons, everybody.length), random)
    const question = { kind: 'contacts', purpose: 'outbreak', persons: asked, from: first, to: last }
    const waiting = (await (
      await send(`/api/places/${DISTRICT}/questions`, asker, 'POST', question)
    ).json()) as QuestionReply
    const at = `/api/questions/${waiting.question.id}`
    if (waiting.answer === null) await send(`${at}/approve`, approver, 'POST')

    const others: number[] = []
    let done = false
    const beside = (async () => {
      while (!done) {
        const started = performance.now()
        await (await send('/api/session', approver)).text()
        others.push(performance.now() - started)
        await Bun.sleep(REST_MS)
      }
    })()
    const cpu = hub.cpuMs()
    const started = performance.now()
    const text = await (await send(`${at}/answer`, asker, 'POST')).text()
    const ms = Math.round(performance.now() - started)
    const cpuMs = hub.cpuMs() - cpu
    done = true
    await beside
    const list = (JSON.parse(text) as QuestionReply).answer as ContactList
    return {
      ...{ asked: asked.length, schools: built.schools.length, ms, cpuMs },
      ...{ contacts: list.contacts.length, pairs: list.contacts.reduce((n, c) => n + c.of.length, 0) },
      ...{
        replyMegabytes: Math.round(text.length / 1e5) / 10,
        rssMegabytes: Math.round(hub.rssBytes() / 1e6),
      },
      /** how long another officer waited meanwhile for a page that takes nothing */
      others: { asked: others.length, ...spread(others) },
    }
  } finally {
    await hub.kill()
  }
}

function pick(list: readonly string[], count: number, random: Random): string[] {
  const rest = [...list]
  for (let i = 0; i < count; i++) {
    const at = i + Math.floor(random() * (rest.length - i))
    const [a, b] = [rest[i] as string, rest[at] as string]
    rest[i] = b
    rest[at] = a
  }
  return rest.slice(0, count)
}
