import type { SchoolBook } from '@schoolgate/protocol/http/directory'
import { computed } from 'vue'
import { useText } from '../../composables/use-text.ts'

/** What the timetable calls teachers, rooms, groups and days, from the school's book. */
export function useNames(book: () => SchoolBook) {
  const { t, day } = useText()
  const staff = computed(() => new Map(book().staff.map(s => [s.id, s.name])))
  const rooms = computed(() => new Map(book().rooms.map(r => [r.id, r.name])))
  const groups = computed(() => new Map(book().groups.map(g => [g.id, g])))
  /** one word, from Monday */
  const weekdays = computed(() => t('word.weekdays').split(','))
  return {
    teacher: (id: string | null): string => (id === null ? '' : (staff.value.get(id) ?? '')),
    room: (id: string | null): string => (id === null ? '' : (rooms.value.get(id) ?? '')),
    group: (id: string): string => groups.value.get(id)?.name ?? '',
    parentOf: (id: string): string | null => groups.value.get(id)?.parent ?? null,
    weekday: (n: number): string => weekdays.value[n - 1] ?? '',
    /** day and month without the weekday */
    date: (iso: string): string => `${Number(iso.slice(8))}.${iso.slice(5, 7)}`,
    day,
  }
}
export type Names = ReturnType<typeof useNames>
