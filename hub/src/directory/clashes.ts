import type { Group } from '@schoolgate/protocol/directory/group'
import type { HeldLesson } from '@schoolgate/protocol/http/directory'

/** Two lessons that want one teacher, room or class at one time. */
export interface Clash {
  a: string
  b: string
  over: 'teacher' | 'room' | 'group'
}

export interface ClashContext {
  groups: readonly Pick<Group, 'id' | 'parent'>[]
  /** rooms that several classes use at once: a yard, a gym */
  shared?: ReadonlySet<string>
}

/**
 * Lessons that cannot both be held, each pair once, however many days it meets on. A class clashes with its own
 * halves; two halves of it do not, that is what they are for. Nobody is in a room for a lesson held online, and a
 * cancelled or suspended one wants nothing.
 */
export function findClashes(held: readonly HeldLesson[], { groups, shared }: ClashContext): Clash[] {
  const parents = new Map(groups.map(g => [g.id, g.parent]))
  const clashes = new Map<string, Clash>()
  const wanted = new Map<string, HeldLesson[]>()
  const want = (over: Clash['over'], what: string | null, lesson: HeldLesson) => {
    if (what === null) return
    const key = `${over} ${lesson.day} ${what}`
    const list = wanted.get(key)
    if (list) list.push(lesson)
    else wanted.set(key, [lesson])
  }
  for (const lesson of held) {
    if (lesson.cancelled || lesson.mode === 'suspended' || lesson.begins === null) continue
    want('teacher', lesson.teacher, lesson)
    if (lesson.mode !== 'online' && !(lesson.room !== null && shared?.has(lesson.room)))
      want('room', lesson.room, lesson)
    want('group', parents.get(lesson.lesson.group) ?? lesson.lesson.group, lesson)
  }
  const keep = (over: Clash['over'], x: HeldLesson, y: HeldLesson) => {
    const [a, b] = [x.lesson.id, y.lesson.id].sort() as [string, string]
    clashes.set(`${over} ${a} ${b}`, { a, b, over })
  }
  for (const [key, lessons] of wanted) {
    const over = key.slice(0, key.indexOf(' ')) as Clash['over']
    for (const [x, y] of overlaps(lessons)) {
      const halves = over === 'group' && x.lesson.group !== y.lesson.group && bothHalves(parents, x, y)
      if (!halves) keep(over, x, y)
    }
  }
  return [...clashes.values()]
}

const bothHalves = (parents: Map<string, string | null>, x: HeldLesson, y: HeldLesson): boolean =>
  (parents.get(x.lesson.group) ?? null) !== null && (parents.get(y.lesson.group) ?? null) !== null

/** Pairs whose times overlap; one that begins as the other ends does not. */
function* overlaps(lessons: HeldLesson[]): Generator<[HeldLesson, HeldLesson]> {
  const sorted = [...lessons].sort((a, b) => ((a.begins as string) < (b.begins as string) ? -1 : 1))
  for (const [i, x] of sorted.entries()) {
    for (const y of sorted.slice(i + 1)) {
      if ((y.begins as string) >= (x.ends as string)) break
      yield [x, y]
    }
  }
}
