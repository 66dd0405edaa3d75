import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { type Read, type RowFault, readContacts, readDiaries, readMetadata, textOf } from './read.ts'
import { type Study, studyOf } from './study.ts'

/** Reads a study's files. The error is one line for people, with the file and where in it. */
export async function loadStudy(files: {
  contacts: string
  metadata: string
  diaries: string | null
}): Promise<Result<Study, string>> {
  const contacts = await read(files.contacts, readContacts)
  if (!contacts.ok) return contacts
  const metadata = await read(files.metadata, readMetadata)
  if (!metadata.ok) return metadata
  const diaries = files.diaries === null ? ok(null) : await read(files.diaries, readDiaries)
  if (!diaries.ok) return diaries
  const study = studyOf(
    basename(files.contacts),
    contacts.value.rows,
    metadata.value.rows,
    diaries.value?.rows ?? null,
  )
  const told = [
    ['contacts', contacts.value],
    ['metadata', metadata.value],
    ['diaries', diaries.value],
  ] as const
  const notes = told.flatMap(([which, read]) => read?.notes.map(note => `${which}: ${note}`) ?? [])
  return ok({ ...study, notes: [...notes, ...study.notes] })
}

async function read<Row>(
  path: string,
  parse: (text: string, file: string) => Result<Read<Row>, RowFault>,
): Promise<Result<Read<Row>, string>> {
  let text: string
  try {
    text = textOf(await readFile(path))
  } catch (error) {
    return fail(`${path}: cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  const rows = parse(text, path)
  return rows.ok ? rows : fail(`${rows.error.file}:${rows.error.line}: ${rows.error.why}`)
}
