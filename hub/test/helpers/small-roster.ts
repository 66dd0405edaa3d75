import { strToU8, zipSync } from 'fflate'
import { csvLine } from '../../src/exchange/export/csv-text.ts'

export interface Sheet {
  header: string[]
  rows: string[][]
}

/** A OneRoster archive small enough to be read, to be broken in one place at a time. Row 0 is line 2. */
export class SmallRoster {
  readonly sheets: Map<string, Sheet>

  constructor(version: '1.1' | '1.2' = '1.1') {
    this.sheets = new Map(Object.entries(version === '1.1' ? ROSTER_1_1() : ROSTER_1_2()))
  }

  sheet(file: string): Sheet {
    const sheet = this.sheets.get(file)
    if (!sheet) throw new Error(`no ${file}`)
    return sheet
  }

  cell(file: string, row: number, column: string): string {
    return this.sheet(file).rows[row]?.[this.#column(file, column)] ?? ''
  }

  set(file: string, row: number, column: string, value: string): this {
    const cells = this.sheet(file).rows[row]
    if (!cells) throw new Error(`no row ${row} in ${file}`)
    cells[this.#column(file, column)] = value
    return this
  }

  /** Adds a row; columns that are not named are empty. Returns its line. */
  add(file: string, cells: Record<string, string>): number {
    const { header, rows } = this.sheet(file)
    for (const column of Object.keys(cells)) this.#column(file, column)
    return rows.push(header.map(column => cells[column] ?? '')) + 1
  }

  drop(file: string, row: number): this {
    this.sheet(file).rows.splice(row, 1)
    return this
  }

  addColumn(file: string, column: string, value = ''): this {
    const { header, rows } = this.sheet(file)
    header.push(column)
    for (const row of rows) row.push(value)
    return this
  }

  dropColumn(file: string, column: string): this {
    const at = this.#column(file, column)
    const { header, rows } = this.sheet(file)
    header.splice(at, 1)
    for (const row of rows) row.splice(at, 1)
    return this
  }

  /** Sets what the manifest says of a property, or drops it. */
  manifest(property: string, value: string | null): this {
    const { rows } = this.sheet('manifest')
    const at = rows.findIndex(([name]) => name === property)
    if (at >= 0) rows.splice(at, 1)
    if (value !== null) rows.push([property, value])
    return this
  }

  texts(): Map<string, string> {
    return new Map(
      [...this.sheets].map(([name, { header, rows }]) => [
        `${name}.csv`,
        [header, ...rows].map(csvLine).join(''),
      ]),
    )
  }

  zip(): Uint8Array {
    return zipTexts(this.texts())
  }

  #column(file: string, column: string): number {
    const at = this.sheet(file).header.indexOf(column)
    if (at < 0) throw new Error(`no column ${column} in ${file}`)
    return at
  }
}

export const zipTexts = (texts: ReadonlyMap<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      [...texts].map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text]),
    ),
    { mtime: new Date(2025, 7, 1) },
  )

const table = (text: string): Sheet => {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map(line =>
      line
        .trim()
        .split('|')
        .map(cell => cell.trim()),
    )
  return { header, rows }
}

const COMMON = {
  orgs: () =>
    table(`sourcedId|status|dateLastModified|name|type|identifier|parentSourcedId
      d1|||District One|district|D-1|
      s1|||School One|school|S-1|d1
      s2|||School Two|school|S-2|d1`),
  academicSessions: () =>
    table(`sourcedId|status|dateLastModified|title|type|startDate|endDate|parentSourcedId|schoolYear
      y25|||2025-2026|schoolYear|2025-09-01|2026-06-05||2026
      q2|||II|term|2025-11-10|2025-12-26|y25|2026`),
  courses: () =>
    table(`sourcedId|status|dateLastModified|schoolYearSourcedId|title|courseCode|grades|orgSourcedId|subjects|subjectCodes
      c1|||y25|Mathematics|M||s1||
      c2|||y25|Mathematics|M||s2||`),
  classes: () =>
    table(`sourcedId|status|dateLastModified|title|grades|courseSourcedId|classCode|classType|location|schoolSourcedId|termSourcedIds|subjects|subjectCodes|periods
      k3a|||3A|3|||homeroom|101|s1|y25|||
      k3b|||3B|3|||homeroom|102|s1|y25|||
      m3a|||3A Mathematics|3|c1||scheduled||s1|y25|||
      k1a|||1A|1|||homeroom|11|s2|y25|||`),
  demographics: () =>
    table(`sourcedId|status|dateLastModified|birthDate|sex
      p1|||2016-03-12|female
      p2|||2016-05-01|male
      p3|||2016-07-07|male
      p9|||2018-02-02|female
      g1|||1985-01-20|female
      t1|||1980-10-10|female`),
  enrollments: () =>
    table(`sourcedId|status|dateLastModified|classSourcedId|schoolSourcedId|userSourcedId|role|primary|beginDate|endDate
      e1|||k3a|s1|p1|student|false||
      e2|||k3a|s1|p2|student|false||
      e3|||k3b|s1|p3|student|false||
      e4|||k3a|s1|t1|teacher|true||
      e5|||m3a|s1|p1|student|false||
      e6|||m3a|s1|t1|teacher|true||
      e7|||k1a|s2|p9|student|false||
      e8|||k1a|s2|t9|teacher|true||`),
}

const manifest = (version: string, ...more: string[]): Sheet => ({
  header: ['propertyName', 'value'],
  rows: [
    ['manifest.version', '1.0'],
    ['oneroster.version', version],
    ...[...Object.keys(COMMON), 'users', ...more].map(name => [`file.${name}`, 'bulk']),
  ],
})

const common = () => Object.fromEntries(Object.entries(COMMON).map(([name, make]) => [name, make()]))

const ROSTER_1_1 = (): Record<string, Sheet> => ({
  manifest: manifest('1.1'),
  ...common(),
  users:
    table(`sourcedId|status|dateLastModified|enabledUser|orgSourcedIds|role|username|userIds|givenName|familyName|middleName|identifier|email|sms|phone|agentSourcedIds|grades|password
      p1|||true|s1|student|p.one||Өнөрцэцэг|Батбаярын||101||||g1,g2|3|
      p2|||true|s1|student|||Тэмүүлэн|Ганболдын||102||||g2|3|
      p3|||true|s1|student|||Minh Quân|Nguyễn|Đức|103|||||3|
      t1|||true|s1|teacher|t.one||Солонго|Дорждэрэмийн||T-1|solongo@example.mn||88001122|||
      g1|||true|s1|parent|||Туяа|Мөнхбатын||||| +976 9911 2233|||
      g2|||true|s1|guardian|||Батбаяр|Ганболдын|||||99112244|||
      p9|||true|s2|student|||Номин|Энхтайваны||901|||||1|
      t9|||true|s2|teacher|||Уянга|Цэрэндоржийн||T-9||||||`),
})

const ROSTER_1_2 = (): Record<string, Sheet> => {
  const old = ROSTER_1_1()
  const users = old.users as Sheet
  const at = (column: string) => users.header.indexOf(column)
  const [orgs, role] = [at('orgSourcedIds'), at('role')]
  const roles = table(
    'sourcedId|status|dateLastModified|userSourcedId|roleType|role|beginDate|endDate|orgSourcedId|userProfileSourcedId',
  )
  for (const row of users.rows)
    roles.rows.push([
      `r-${row[0]}`,
      '',
      '',
      row[0] as string,
      'primary',
      row[role] as string,
      '',
      '',
      row[orgs] as string,
      '',
    ])
  users.header.splice(orgs, 2)
  for (const row of users.rows) row.splice(orgs, 2)
  for (const column of [
    'userMasterIdentifier',
    'resourceSourcedIds',
    'preferredGivenName',
    'preferredMiddleName',
    'preferredFamilyName',
    'primaryOrgSourcedId',
    'pronouns',
  ]) {
    users.header.push(column)
    for (const row of users.rows) row.push('')
  }
  return { ...old, manifest: manifest('1.2', 'roles'), users, roles }
}
