/**
 * What the ranking knows of two people on one day: built alike from a school's records by the engine and from a
 * research file by the evaluation, so that weights fitted on the one hold for the other.
 */
export interface PairInput {
  /** one home class */
  sameClass: boolean
  /** another class of the same grade or track */
  sameGrade: boolean
  /** null: not known of either */
  sameSex: boolean | null
  /** pupils of the class (the larger of the two), and of the school, there that day */
  classSize: number
  schoolSize: number
  /** null: nothing at all is known of earlier days */
  habit: PairHabit | null
  /** in interviews: by neither, one or both; null: nobody was asked */
  named: 0 | 1 | 2 | null
  /** remembered minutes when named, else null */
  namedMinutes: number | null
  /** evidence no research file has: weights by judgement, marked so */
  assumed: {
    household: boolean
    table: boolean
    /** minutes in neighbouring seats that day */
    seatMinutes: number
    busMinutes: number
    clubMinutes: number
    /** minutes in one room as teacher and taught */
    teachingMinutes: number
    /** minutes in one room at the same time, seats apart or unknown, of different classes */
    roomMinutes: number
    gate: boolean
  }
  /** both scanned that day; else what is known follows from the timetable */
  seen: 'both' | 'one' | 'none'
  /** share of the class's expected people who were scanned that day, 0 to 1 */
  coverage: number
}

/**
 * What earlier days say of a pair: seconds spent close, told by neighbouring seats, by arriving and leaving together,
 * or by a study's sensors. Every sum is over days before the day in question.
 */
export interface PairHabit {
  /** earlier days on which both were there */
  days: number
  /** seconds close on each of them, newest first */
  seconds: readonly number[]
  /** different hours of the clock in which they were close, on each of them; null: the records tell no hours */
  hours: readonly (number | null)[]
  /** seconds a day with anybody: the sum of the mean seconds with each, per day both of those two were there */
  strengthA: number
  strengthB: number
  /** mean strength of everybody there on those days: how close people of this school are at all, by this measure */
  level: number
  /** how many others are close to a, to b, and to both */
  degreeA: number
  degreeB: number
  common: number
  /** over third persons: sum of the smaller of a's and b's mean seconds a day with them */
  commonSeconds: number
  /** rank of b among a's earlier companions (0 the closest) and of a among b's; null: never close */
  rankA: number | null
  rankB: number | null
}

export interface PairScore {
  /** of 15 minutes or more face to face that day */
  probability: number
  weights: { code: string; logOdds: number; assumed: boolean }[]
}
