import type { KeptPack, PackRef } from '@schoolgate/protocol/trace/contact-pack'
import { ask, Conditions, type Engine, oneOf, PLACES_UNDER } from './sql-text.ts'
import type { Db } from './tables.ts'
import type { AnswerRow, QuestionRow, TraceStore } from './trace-types.ts'

type QuestionStore = Pick<
  TraceStore,
  | 'putQuestion'
  | 'question'
  | 'questionsUnder'
  | 'questionsOfCase'
  | 'tracedAt'
  | 'told'
  | 'toldAt'
  | 'answers'
>

interface Kept {
  body: string
  size: number | null
  answers: number
  grade: string | null
  digest: string | null
}
const KEPT = 'body, size, answers, grade, digest'

/** The log of who asked what and was told how much. */
export function questionStore(db: Db, engine: Engine): QuestionStore {
  const read = async (where: Conditions, limit: number): Promise<QuestionRow[]> => {
    const rows = await ask<Kept>(
      db,
      engine,
      `select ${KEPT} from question ${where} order by at desc, id limit ?`,
      [...where.values, limit],
    )
    return rows.map(question)
  }
  return {
    // What was told moves by `told` alone, so that a later state of the question cannot forget it.
    async putQuestion({ size, answers, grade, digest, ...row }) {
      await ask(
        db,
        engine,
        `insert into question (id, place, case_id, at, kind, ${KEPT})
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do update set place = excluded.place, case_id = excluded.case_id, at = excluded.at,
        body = excluded.body`,
        [row.id, row.place, row.case, row.at, row.kind, JSON.stringify(row), size, answers, grade, digest],
      )
    },
    question: async id => (await read(new Conditions().add('id = ?', id), 1))[0],
    questionsUnder(path, before, limit) {
      const where = new Conditions().add(`place in ${PLACES_UNDER}`, path, path)
      if (before !== null) where.add('at < ?', before)
      return read(where, limit)
    },
    questionsOfCase: case_ => read(new Conditions().add('case_id = ?', case_), 10_000),

    async tracedAt(cases, path) {
      const { text, value } = oneOf(engine, 'case_id', cases)
      const rows = await ask<{ case_id: string; at: number }>(
        db,
        engine,
        `select case_id, max(at) as at from question where ${text} and answers > 0
        and kind in ('contacts', 'forward') and place in ${PLACES_UNDER} group by case_id`,
        [value, path, path],
      )
      return new Map(rows.map(row => [row.case_id, row.at]))
    },

    async told(answer, grade, jurisdiction) {
      await db.transaction().execute(async trx => {
        // Its row lock numbers the answers of a question.
        const [row] = await ask<{ answers: number }>(
          trx,
          engine,
          `update question set answers = answers + 1, size = ?, digest = ?, grade = coalesce(?, grade)
          where id = ? returning answers`,
          [answer.size, answer.digest, grade, answer.question],
        )
        if (row === undefined) throw new Error('an answer without its question')
        await ask(trx, engine, 'insert into answer (question, number, at, body) values (?, ?, ?, ?)', [
          answer.question,
          row.answers,
          answer.at,
          JSON.stringify(answer),
        ])
        await ask(
          trx,
          engine,
          `insert into answer_digest (question, jurisdiction, digest) values (?, ?, ?)
          on conflict (question, jurisdiction) do update set digest = excluded.digest`,
          [answer.question, jurisdiction, answer.digest],
        )
      })
    },
    async toldAt(id, jurisdiction) {
      const [row] = await ask<{ digest: string }>(
        db,
        engine,
        'select digest from answer_digest where question = ? and jurisdiction = ?',
        [id, jurisdiction],
      )
      return row?.digest ?? null
    },
    async answers(id) {
      const rows = await ask<{ body: string }>(
        db,
        engine,
        'select body from answer where question = ? order by number',
        [id],
      )
      return rows.map(row => JSON.parse(row.body) as AnswerRow)
    },
  }
}

const question = ({ body, size, answers, grade, digest }: Kept): QuestionRow => ({
  ...(JSON.parse(body) as QuestionRow),
  size,
  answers,
  grade: grade as QuestionRow['grade'],
  digest,
})

/** Rule packs of places, and which one is in force where. */
export function packStore(
  db: Db,
  engine: Engine,
): Pick<TraceStore, 'packs' | 'putPack' | 'currentPack' | 'setCurrentPack'> {
  return {
    async packs(places) {
      const { text, value } = oneOf(engine, 'place', places)
      const rows = await ask<{ body: string }>(
        db,
        engine,
        `select body from contact_pack where ${text} order by id, version`,
        [value],
      )
      return rows.map(row => JSON.parse(row.body) as KeptPack)
    },
    async putPack(row) {
      // An id is its first place's; a signed version is never written again.
      const rows = await ask(
        db,
        engine,
        `insert into contact_pack (id, version, place, signed, body)
        select v.id, v.version, v.place, v.signed, v.body
        from (select cast(? as text) as id, cast(? as integer) as version, cast(? as text) as place,
          cast(? as smallint) as signed, cast(? as text) as body) v
        where not exists (select 1 from contact_pack o where o.id = v.id and o.place <> v.place)
        on conflict (id, version) do update set signed = excluded.signed, body = excluded.body
        where contact_pack.signed = 0 returning id`,
        [row.id, row.version, row.place ?? '', row.signed === null ? 0 : 1, JSON.stringify(row)],
      )
      return rows.length > 0
    },
    async currentPack(places) {
      const { text, value } = oneOf(engine, 'place', places)
      const rows = await ask<{ place: string; pack: string; version: number }>(
        db,
        engine,
        `select place, pack, version from current_pack where ${text}`,
        [value],
      )
      const nearest = places.toReversed().find(place => rows.some(row => row.place === place))
      const found = rows.find(row => row.place === nearest)
      return found && ({ id: found.pack, version: found.version } satisfies PackRef)
    },
    async setCurrentPack(place, pack) {
      await ask(
        db,
        engine,
        `insert into current_pack (place, pack, version) values (?, ?, ?)
        on conflict (place) do update set pack = excluded.pack, version = excluded.version`,
        [place, pack.id, pack.version],
      )
    },
  }
}
