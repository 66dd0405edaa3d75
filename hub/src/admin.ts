import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { argumentFault } from '@schoolgate/protocol/argument-fault'
import { parseClockAnchor, scaledClock, systemClock } from '@schoolgate/protocol/clock'
import { LOCALES, type Locale } from '@schoolgate/protocol/locale'
import { backUp } from './admin/backup.ts'
import { readRoll } from './admin/roll.ts'
import {
  addPeople,
  allPublicKeys,
  createOfficer,
  createSchool,
  pairGate,
  printCards,
  resetPassword,
} from './admin/setup.ts'
import { pairingCode } from './api/app.ts'
import { csvLine } from './api/csv.ts'
import { bunPasswords } from './auth/password.ts'
import { presenceRules } from './presence/rules.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/types.ts'

const HELP = `Sets a hub up. The hub may run meanwhile.

  npm run hub:admin -- COMMAND [options]

  init --school NAME (--district NAME [--province NAME] [--nation NAME] | --under ID)
       --time-zone TZ --locale mn|vi|ru|ky|en --gate NAME[:in|out]... [--user U]
       makes the school, its gates, the card issuer's key and one officer; --under puts it into a
       district that is there; prints ids and the password, once
  tree                        prints the jurisdictions: id, kind, name, what they lie under
  pair --gate ID              prints a one-time code that ties a kiosk to the gate (good for a day)
  officer --user U            prints a new password
  officer --user U --place ID makes an officer for a school, a district or more; prints the
                              password, once
  import FILE --place ID [--accept] [--locale L]
       reads a OneRoster zip or a table (CSV, XLSX) for a school or a district and says what would
       change and what is wrong with it; with --accept, and nothing wrong, changes it
  people FILE.csv --site ID   adds people (name,given,group,role), each with a card; prints counts
  cards --site ID             prints every card as name,class,text; whoever has none gets one
  backup FOLDER               copies the database, the issuer's keys and the hub's name into a new
                              folder, which a hub can be started on; with PostgreSQL use pg_dump,
                              and copy the files of --data
  keys                        prints the public keys cards are checked with (JWK set)

  --data DIR                  the hub's directory [./data]
  --database-url URL          PostgreSQL instead of SQLite; also as DATABASE_URL
  --clock START,REAL,SPEED    the hub's demonstration clock, where it runs on one
  --help                      this text
`

const options = {
  school: { type: 'string' },
  district: { type: 'string' },
  province: { type: 'string' },
  nation: { type: 'string' },
  under: { type: 'string' },
  place: { type: 'string' },
  'time-zone': { type: 'string', default: 'Asia/Ulaanbaatar' },
  locale: { type: 'string', default: 'mn' },
  gate: { type: 'string', multiple: true, default: [] as string[] },
  user: { type: 'string', default: 'officer' },
  site: { type: 'string' },
  data: { type: 'string', default: './data' },
  'database-url': { type: 'string' },
  clock: { type: 'string' },
  accept: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const

function stop(message: string): never {
  console.error(message)
  process.exit(2)
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options })
  } catch (error) {
    return stop(`${argumentFault(error)} --help lists the commands and options.`)
  }
}

const { values, positionals } = readArguments()
const [command, file] = positionals
if (values.help || command === undefined) {
  console.log(HELP)
  process.exit(values.help ? 0 : 2)
}

const needed = (name: 'school' | 'district' | 'site' | 'place'): string =>
  values[name] ?? stop(`--${name} is missing`)
const print = (value: object): void => console.log(JSON.stringify(value))

async function run(store: Store, now: number): Promise<void> {
  switch (command) {
    case 'init': {
      const locale = LOCALES.find(l => l === values.locale) as Locale | undefined
      if (!locale) stop('--locale is none of ours')
      if (values.gate.length === 0) stop('--gate is missing')
      if (!knownZone(values['time-zone'])) stop('--time-zone is unknown')
      const gates = values.gate.map(text => {
        const [, name = text, lane = 'both'] = /^(.*?)(?::(in|out))?$/.exec(text) ?? []
        return { name, lane: lane as 'in' | 'out' | 'both' }
      })
      const { under, province, nation } = values
      if (under !== undefined && (values.district ?? province ?? nation) !== undefined)
        stop('--under names a place that is there: nothing above it is made')
      const plan = {
        school: needed('school'),
        district: under === undefined ? needed('district') : { under },
        ...(province === undefined ? {} : { province }),
        ...(nation === undefined ? {} : { nation }),
        timeZone: values['time-zone'],
        locale,
        gates,
        user: values.user,
      }
      return print(await createSchool(store, values.data, plan, bunPasswords()))
    }
    case 'pair': {
      const code = await pairGate(store, values.gate[0] ?? '', pairingCode(), now)
      return print(code ?? stop('no such gate'))
    }
    case 'tree': {
      for (let after = ''; ; ) {
        const page = await store.records.under('jurisdiction', '/', after, 1000)
        for (const { id, kind, name, parent } of page) print({ id, kind, name, under: parent })
        after = page.at(-1)?.id ?? ''
        if (page.length < 1000) return
      }
    }
    case 'officer': {
      if (values.place !== undefined) {
        const locale = LOCALES.find(l => l === values.locale) ?? stop('--locale is none of ours')
        const officer = { user: values.user, place: values.place, locale }
        const made = await createOfficer(store, officer, bunPasswords())
        return print({ user: values.user, password: made ?? stop('no such place') })
      }
      const password = await resetPassword(store, values.user, bunPasswords())
      return print({ user: values.user, password: password ?? stop('no such user') })
    }
    case 'import': {
      const locale = LOCALES.find(l => l === values.locale) ?? stop('--locale is none of ours')
      // Half the program: only whoever imports waits for it.
      const { importFile } = await import('./import-file.ts')
      const imported = await importFile(store, {
        ...{ file: file ?? stop('which file?'), place: needed('place'), locale, now },
        ...{ accept: values.accept, folder: join(values.data, `import-${process.pid}`) },
      })
      if (!imported) stop('no such place')
      const { faults, ...found } = imported
      // Where, never what: a value may be a child's name.
      for (const { level, file: of, line, column, code } of faults)
        console.error(`${level} ${of}:${line} ${column} ${code}`)
      if (found.errors > 0 || found.state === 'failed') process.exitCode = 1
      return print(found)
    }
    case 'people': {
      const site = needed('site')
      if (!(await store.directory.site(site))) stop('no such site')
      const roll = readRoll(await readFile(file ?? stop('which file?'), 'utf8'))
      if (!roll.ok) stop(`line ${roll.error.line}, column ${roll.error.column} does not fit`)
      return print(await addPeople(store, site, roll.value, now))
    }
    case 'cards': {
      const cards = await printCards(store, values.data, needed('site'), now)
      if (!cards) stop('this machine holds no issuer key')
      process.stdout.write(csvLine(['name', 'class', 'card']))
      for (const { name, group, text } of cards) process.stdout.write(csvLine([name, group, text]))
      return
    }
    case 'backup': {
      if (databaseUrl) stop('a PostgreSQL database is backed up by pg_dump')
      const into = file ?? stop('into which folder?')
      return print({ folder: into, files: await backUp(values.data, into) })
    }
    case 'keys':
      return print(await allPublicKeys(store))
    default:
      stop(`unknown command ${command}\n${HELP}`)
  }
}

function knownZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

process.umask(0o077)
const anchor = values.clock === undefined ? undefined : parseClockAnchor(values.clock)
if (values.clock !== undefined && !anchor) stop('--clock is not START,REAL,SPEED')
const databaseUrl = values['database-url'] ?? process.env.DATABASE_URL
await mkdir(values.data, { recursive: true })
const store = await openStore(
  databaseUrl ? { databaseUrl } : { sqlitePath: join(values.data, 'hub.sqlite') },
  {
    rules: presenceRules,
  },
)
try {
  await run(store, Math.floor((anchor ? scaledClock(anchor) : systemClock).wall()))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  await store.close()
}
