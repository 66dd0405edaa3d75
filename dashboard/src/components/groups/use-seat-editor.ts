import { computed, ref, shallowRef } from 'vue'
import { type TextKey, useText } from '../../composables/use-text.ts'
import { findPupils, type Named } from './find-pupil.ts'
import { begin, redo, step, undo } from './history.ts'
import {
  clear,
  fillFree,
  nextFree,
  personAt,
  place,
  preset,
  resize,
  type Seat,
  type SeatGrid,
  sameGrid,
  seatInOrder,
  seatOf,
  toggleAisle,
  unseat,
  unseated,
} from './seat-grid.ts'
import { type View, within } from './seat-moves.ts'
import { shortNames } from './short-names.ts'

/**
 * A seating plan being arranged: steps that can be taken back, whom somebody carries, what they typed, and what is
 * said of every move. `start` is the plan as it is stored.
 */
export function useSeatEditor(start: SeatGrid, people: readonly Named[]) {
  const { t, locale } = useText()
  const history = shallowRef(begin(start))
  const stored = shallowRef(start)
  const grid = computed(() => history.value.present)
  const view = ref<View>('back')
  /** picked up, by key, tap or pointer */
  const carried = ref<string>()
  /** letters typed on the grid */
  const typed = ref('')
  /** the seat the keyboard is on */
  const focus = shallowRef<Seat>({ row: 0, column: 0 })
  const said = ref('')

  const byId = new Map(people.map(p => [p.id, p]))
  const short = shortNames(people)
  const nameOf = (person: string): string => short.get(person) ?? ''
  const waiting = computed(() => unseated(grid.value))
  const found = computed(() => findPupils(people, typed.value, new Set(waiting.value)))
  const candidate = computed(() => found.value[0])
  const dirty = computed(() => !sameGrid(grid.value, stored.value))

  const say = (key: TextKey, values?: Record<string, string | number>): void => {
    said.value = t(key, values)
  }
  const where = (seat: Seat): { row: number; column: number } => ({
    row: seat.row + 1,
    column: seat.column + 1,
  })

  function take(next: SeatGrid): boolean {
    if (sameGrid(next, grid.value)) return false
    history.value = step(history.value, next)
    focus.value = within(next, focus.value)
    return true
  }

  function pickUp(person: string): void {
    carried.value = person
    typed.value = ''
    say('groups.seats.saidPicked', { name: nameOf(person) })
  }
  function drop(): void {
    if (carried.value === undefined) return
    say('groups.seats.saidDropped', { name: nameOf(carried.value) })
    carried.value = undefined
  }
  function seat(person: string, to: Seat): void {
    const other = personAt(grid.value, to)
    const from = seatOf(grid.value, person)
    carried.value = undefined
    typed.value = ''
    const moved = take(place(grid.value, person, to))
    const values = { name: nameOf(person), ...where(to), left: waiting.value.length }
    if (!moved) say('groups.seats.saidDropped', { name: nameOf(person) })
    else if (other === null) say('groups.seats.saidSeated', values)
    else if (from) say('groups.seats.saidSwapped', { ...values, other: nameOf(other) })
    else say('groups.seats.saidReplaced', { ...values, other: nameOf(other) })
  }
  function toList(person: string): void {
    carried.value = undefined
    if (take(unseat(grid.value, person))) say('groups.seats.saidUnseated', { name: nameOf(person) })
    else say('groups.seats.saidDropped', { name: nameOf(person) })
  }

  /** Enter, Space or a tap on a seat. */
  function actOn(at: Seat): void {
    const sitting = personAt(grid.value, at)
    if (carried.value !== undefined) seat(carried.value, at)
    else if (candidate.value !== undefined) {
      seat(candidate.value, at)
      focus.value = nextFree(grid.value, at) ?? at
    } else if (sitting !== null) pickUp(sitting)
    else say('groups.seats.saidEmpty')
  }
  /** Enter, Space or a tap on a name in the list. */
  function actOnList(person: string | undefined): void {
    const { value: held } = carried
    if (held !== undefined && !waiting.value.includes(held)) toList(held)
    else if (held !== undefined && held === person) drop()
    else if (person !== undefined) pickUp(person)
  }
  function empty(at: Seat): void {
    const sitting = personAt(grid.value, at)
    if (sitting !== null) toList(sitting)
  }
  function cancel(): boolean {
    if (typed.value !== '') {
      typed.value = ''
      said.value = ''
      return true
    }
    if (carried.value === undefined) return false
    drop()
    return true
  }
  function type(text: string): void {
    typed.value = text
    carried.value = undefined
    const first = candidate.value
    if (text === '') said.value = ''
    else if (first === undefined) say('groups.seats.saidNobody', { text })
    else {
      const at = seatOf(grid.value, first)
      if (at) say('groups.seats.saidFoundSeated', { name: nameOf(first), enter: 'Enter', ...where(at) })
      else say('groups.seats.saidFound', { name: nameOf(first), enter: 'Enter' })
    }
  }

  function whole(next: SeatGrid, key: TextKey): void {
    carried.value = undefined
    typed.value = ''
    if (take(next)) say(key, { left: waiting.value.length })
  }
  const fill = (): void => whole(fillFree(grid.value), 'groups.seats.saidFilled')
  const byList = (): void => whole(seatInOrder(grid.value, grid.value.people), 'groups.seats.saidFilled')
  function byAlphabet(): void {
    const collator = new Intl.Collator(locale.value)
    const order = [...people]
      .sort((a, b) => collator.compare(a.given, b.given) || collator.compare(a.name, b.name))
      .map(p => p.id)
    whole(seatInOrder(grid.value, order), 'groups.seats.saidFilled')
  }
  const emptyAll = (): void => whole(clear(grid.value), 'groups.seats.saidCleared')
  const size = (change: Parameters<typeof resize>[1]): void =>
    whole(resize(grid.value, change), 'groups.seats.saidResized')
  const lay = (desks: number, width: number): void => size(preset(people.length, desks, width))
  const aisle = (column: number): void => whole(toggleAisle(grid.value, column), 'groups.seats.saidResized')

  function back(): void {
    const before = history.value
    history.value = undo(before)
    settle(before !== history.value, 'groups.seats.saidUndone')
  }
  function forth(): void {
    const before = history.value
    history.value = redo(before)
    settle(before !== history.value, 'groups.seats.saidRedone')
  }
  function settle(moved: boolean, key: TextKey): void {
    carried.value = undefined
    typed.value = ''
    focus.value = within(grid.value, focus.value)
    if (moved) say(key, { left: waiting.value.length })
  }
  /** The plan on screen is the stored one now. */
  const keep = (): void => {
    stored.value = grid.value
  }

  return {
    grid,
    view,
    carried,
    typed,
    focus,
    said,
    waiting,
    candidate,
    dirty,
    history,
    byId,
    nameOf,
    pickUp,
    drop,
    seat,
    toList,
    actOn,
    actOnList,
    empty,
    cancel,
    type,
    fill,
    byList,
    byAlphabet,
    emptyAll,
    size,
    lay,
    aisle,
    back,
    forth,
    keep,
  }
}

export type SeatEditorState = ReturnType<typeof useSeatEditor>
