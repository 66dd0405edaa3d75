/** Ids that a plain table's people, groups and enrolments are given, which no other system's file speaks of. */
const PREFIX = 'plain:'

/** @param place of the school: names and numbers are only its own */
export const plainSource = (place: string, ...parts: string[]): string =>
  `${PREFIX}${[place, ...parts].join(':')}`.slice(0, 255)
export const isPlain = (source: string): boolean => source.startsWith(PREFIX)
