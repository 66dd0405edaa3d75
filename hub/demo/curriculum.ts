/** A subject, its lessons in a week, and where it is taught if not in the class's own room. */
export interface Subject {
  name: string
  hours: number
  /** room's id without the school */
  room?: string
  /** taught by the class teacher in the primary grades */
  own?: boolean
  /** a class with halves parts for it */
  halved?: boolean
}

const s = (name: string, hours: number, more: Omit<Subject, 'name' | 'hours'> = {}): Subject => ({
  ...{ name, hours },
  ...more,
})
const OWN = { own: true }
const PE = s('Биеийн тамир', 2, { room: 'gym' })

const PRIMARY = [
  s('Монгол хэл', 6, OWN),
  s('Математик', 5, OWN),
  s('Хүн ба орчин', 3, OWN),
  s('Дүрслэх урлаг', 2, OWN),
  s('Технологи', 2, OWN),
  s('Хөгжим', 2, { room: 'hall' }),
  PE,
]

const MIDDLE = [
  s('Монгол хэл', 4),
  s('Уран зохиол', 2),
  s('Математик', 5),
  s('Физик', 2, { room: 'physics' }),
  s('Хими', 2, { room: 'chemistry' }),
  s('Биологи', 2, { room: 'biology' }),
  s('Түүх', 2),
  s('Газарзүй', 2),
  s('Англи хэл', 3, { halved: true }),
  s('Мэдээлэл зүй', 1, { room: 'computer' }),
  s('Технологи', 1),
  PE,
]

const UPPER = [
  s('Монгол хэл', 3),
  s('Уран зохиол', 2),
  s('Математик', 6),
  s('Физик', 3, { room: 'physics' }),
  s('Хими', 2, { room: 'chemistry' }),
  s('Биологи', 2, { room: 'biology' }),
  s('Түүх', 2),
  s('Нийгэм', 2),
  s('Газарзүй', 1),
  s('Англи хэл', 4, { halved: true }),
  s('Мэдээлэл зүй', 1, { room: 'computer' }),
  PE,
]

/** What a grade is taught in a week: 22 to 30 lessons. */
export function subjectsOf(grade: number): Subject[] {
  if (grade <= 2) return PRIMARY
  if (grade <= 4) return [...PRIMARY, s('Англи хэл', 2, { halved: true })]
  if (grade === 5) return [...PRIMARY, s('Англи хэл', 3, { halved: true }), s('Түүх', 1)]
  return grade <= 9 ? MIDDLE : UPPER
}
