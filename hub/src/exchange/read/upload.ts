import type { Locale } from '@schoolgate/protocol/locale'
import { fault, type ImportFault } from '../fault-codes.ts'
import { declaredDelimiter, guessDelimiter, readCsv } from './csv.ts'
import { readText } from './text.ts'
import { readXlsx, type XlsxFault } from './xlsx.ts'
import { openZip, ZIP_LIMITS, type ZipEntry, type ZipFault, type ZipLimits } from './zip.ts'

/** A file as it was uploaded. */
export interface RawFile {
  name: string
  bytes: Uint8Array
}

/** A table of text, whatever it came in. */
export interface TableFile {
  /** without folders */
  name: string
  /** reads it once, row by row */
  read(rows: TableRows): Promise<void>
}

export interface TableRows {
  /** @param line 1-based */
  row(cells: string[], line: number): void
  fault(fault: ImportFault): void
  encoding(file: string, encoding: string): void
  progress?(done: number, total: number): void
}

export interface Upload {
  tables: TableFile[]
  faults: ImportFault[]
}

const MB = 1024 * 1024
export const MAX_UPLOAD_BYTES = 200 * MB
const MAX_ROWS = 3_000_000
const MAX_COLUMNS = 300

/** A local header, or the end of an empty archive. */
const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  (bytes[2] === 3 || bytes[2] === 5) &&
  (bytes[3] === 4 || bytes[3] === 6)

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/**
 * The tables of an upload: a zip archive, a folder's files, or one CSV or XLSX file. Archives are looked into one deep.
 * Nothing throws, whatever the bytes.
 */
export function openUpload(
  files: readonly RawFile[],
  locale: Locale,
  limits: ZipLimits = ZIP_LIMITS,
): Upload {
  const upload: Upload = { tables: [], faults: [] }
  const taken = new Map<string, string>()
  const add = (path: string, table: (name: string) => TableFile) => {
    const name = baseName(path)
    const key = name.toLowerCase()
    const other = taken.get(key)
    if (other !== undefined) {
      upload.faults.push(fault('zip-duplicate-file', { file: path }, { other }))
      return
    }
    taken.set(key, path)
    upload.tables.push(table(name))
  }

  for (const { name, bytes } of files) {
    const spot = { file: name }
    if (bytes.length === 0) {
      upload.faults.push(fault('file-empty', spot))
      continue
    }
    if (bytes.length > MAX_UPLOAD_BYTES) {
      upload.faults.push(fault('file-too-large', spot, { limit: String(MAX_UPLOAD_BYTES / MB) }))
      continue
    }
    if (!isZip(bytes)) {
      if (looksBinary(name, bytes)) upload.faults.push(fault('file-type-unknown', spot))
      else add(name, own => textTable(own, () => bytes, locale))
      continue
    }
    const opened = openZip(bytes, limits)
    if (!opened.ok) {
      upload.faults.push(zipFault(opened.error, name, limits))
      continue
    }
    const entries = opened.value
    if (entries.some(entry => /^xl\//.test(entry.path))) {
      add(name, own => sheetTable(own, bytes, entries, limits))
      continue
    }
    addEntries(entries, name, upload.faults, limits, locale, add)
  }
  return upload
}

function addEntries(
  entries: readonly ZipEntry[],
  archive: string,
  faults: ImportFault[],
  limits: ZipLimits,
  locale: Locale,
  add: (path: string, table: (name: string) => TableFile) => void,
): void {
  let known = 0
  for (const entry of entries) {
    if (/\.(csv|txt|tsv)$/i.test(entry.path)) {
      known++
      add(entry.path, name => ({
        name,
        async read(rows) {
          const bytes = entry.read()
          if (!bytes.ok) rows.fault(zipFault(bytes.error, name, limits))
          else await textTable(name, () => bytes.value, locale).read(rows)
        },
      }))
    } else if (/\.xlsx$/i.test(entry.path)) {
      known++
      add(entry.path, name => ({
        name,
        async read(rows) {
          const bytes = entry.read()
          const inner = bytes.ok ? openZip(bytes.value, limits) : bytes
          if (!bytes.ok || !inner.ok) rows.fault(fault('xlsx-broken', { file: name }))
          else await sheetTable(name, bytes.value, inner.value, limits).read(rows)
        },
      }))
    } else faults.push(fault('file-ignored', { file: entry.path }))
  }
  if (known === 0) faults.push(fault('zip-nothing-known', { file: archive }))
}

function textTable(name: string, load: () => Uint8Array, locale: Locale): TableFile {
  return {
    name,
    async read(rows) {
      const text = readText(load(), locale)
      if (!text.ok) {
        const { error } = text
        rows.fault(
          error.code === 'text-binary'
            ? fault('text-binary', { file: name })
            : fault('encoding-broken', { file: name, line: error.line }, { encoding: error.encoding }),
        )
        return
      }
      const { utf8, encoding, certain } = text.value
      rows.encoding(name, encoding)
      if (!certain) rows.fault(fault('encoding-guessed', { file: name }, { encoding }))
      const declared = declaredDelimiter(utf8)
      const body = declared ? utf8.subarray(declared.bytes) : utf8
      const shift = declared ? 1 : 0
      const guard = guarded(name, rows)
      let header: string[] = []
      readCsv(body, declared?.delimiter ?? guessDelimiter(body), {
        row(cells, line) {
          if (header.length === 0) header = cells
          guard(cells, line + shift)
        },
        fault({ code, line, field }) {
          const spot = { file: name, line: line + shift, column: header[field]?.trim() ?? '' }
          if (code === 'row-too-long') rows.fault(fault(code, spot, { limit: String(MB) }))
          else rows.fault(fault(code, spot))
        },
        progress: done => rows.progress?.(done, body.length),
      })
    },
  }
}

function sheetTable(
  name: string,
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  limits: ZipLimits,
): TableFile {
  return {
    name,
    async read(rows) {
      const sheet = await readXlsx(bytes, entries)
      if (!sheet.ok) {
        rows.fault(zipFault(sheet.error, name, limits))
        return
      }
      const { others } = sheet.value
      rows.encoding(name, 'xlsx')
      if (others > 0) rows.fault(fault('xlsx-other-sheets', { file: name }, { count: String(others) }))
      const guard = guarded(name, rows)
      for (const [i, cells] of sheet.value.rows.entries()) {
        if (cells.some(cell => cell !== '')) guard(cells, i + 1)
      }
    },
  }
}

/** Stops handing on rows beyond the limits, and says so once. */
function guarded(file: string, rows: TableRows): TableRows['row'] {
  let count = 0
  let wide = false
  return (cells, line) => {
    count++
    if (count === MAX_ROWS + 1)
      rows.fault(fault('table-too-many-rows', { file, line }, { limit: String(MAX_ROWS) }))
    if (count > MAX_ROWS) return
    if (cells.length > MAX_COLUMNS && !wide) {
      wide = true
      rows.fault(fault('table-too-many-columns', { file, line }, { limit: String(MAX_COLUMNS) }))
    }
    if (cells.length <= MAX_COLUMNS) rows.row(cells, line)
  }
}

function zipFault(code: ZipFault | XlsxFault, file: string, limits: ZipLimits): ImportFault {
  switch (code) {
    case 'zip-too-many-files':
      return fault(code, { file }, { limit: String(limits.entries) })
    case 'zip-too-large':
      return fault(code, { file }, { limit: String(limits.bytes / MB) })
    case 'zip-ratio':
      return fault(code, { file }, { limit: String(limits.ratio) })
    default:
      return fault(code, { file })
  }
}

/** Old Excel files, PDFs and pictures: a name or first bytes that no text has. */
function looksBinary(name: string, bytes: Uint8Array): boolean {
  if (/\.(csv|txt|tsv)$/i.test(name)) return false
  if (/\.(xls|xlsb|ods|pdf|docx?|png|jpe?g|7z|rar|gz)$/i.test(name)) return true
  const head = bytes.subarray(0, 8)
  return head[0] === 0xd0 && head[1] === 0xcf
}
