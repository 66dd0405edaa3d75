import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { UnitRecords } from '../diff/unit.ts'
import type { KnownPart, UnitNeed } from '../dry-run.ts'
import type { DirectoryReader } from './needs.ts'

const PAGE = 2000

/** All records of a kind at and under a place, page by page. */
export async function* pages<K extends RecordKind>(
  reader: Pick<DirectoryReader, 'under'>,
  kind: K,
  signal: AbortSignal,
): AsyncGenerator<RecordOf<K>[]> {
  let after = ''
  for (;;) {
    signal.throwIfAborted()
    const page = await reader.under(kind, after, PAGE)
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last.id
  }
}

/** What is known of the whole directory, without the bulk of its records. */
export async function* loadKnown(reader: DirectoryReader, signal: AbortSignal): AsyncGenerator<KnownPart> {
  // The place itself, also where it is none of the records under it yet.
  yield { tree: [reader.row] }
  for await (const tree of pages(reader, 'jurisdiction', signal)) yield { tree }
  for await (const sites of pages(reader, 'site', signal)) yield { sites }
  for await (const terms of pages(reader, 'term', signal)) yield { terms: terms.map(t => t.source) }
  for await (const courses of pages(reader, 'course', signal)) {
    yield { courses: courses.map(({ source, id, place }) => ({ source, id, place })) }
  }
  for await (const groups of pages(reader, 'group', signal)) {
    yield { groups: groups.map(({ source, place, kind }) => ({ source, place, kind })) }
  }
  for await (const people of pages(reader, 'person', signal)) {
    yield {
      people: people.map(({ id, source, place, role, status, archiveReason, name, number, birth }) => ({
        id,
        source,
        place,
        role,
        status,
        reason: archiveReason,
        name,
        number,
        birth,
      })),
    }
  }
}

/** What one unit's places hold, with the people from elsewhere it is about. */
export async function loadUnit(
  reader: DirectoryReader,
  unit: UnitNeed,
  signal: AbortSignal,
): Promise<UnitRecords> {
  const at = async <K extends RecordKind>(kind: K): Promise<RecordOf<K>[]> => {
    const all: RecordOf<K>[] = []
    for (const place of unit.places) {
      signal.throwIfAborted()
      all.push(...(await reader.at(kind, place)))
    }
    return all
  }
  return {
    site: await at('site'),
    room: await at('room'),
    term: await at('term'),
    course: await at('course'),
    group: await at('group'),
    person: await at('person'),
    post: await at('post'),
    guardianship: await at('guardianship'),
    enrolment: await at('enrolment'),
    strangers: unit.strangers.length > 0 ? await reader.many('person', unit.strangers) : [],
  }
}
