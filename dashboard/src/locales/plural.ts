import type { Locale } from './names.ts'

const rules = new Map<Locale, Intl.PluralRules>()

/**
 * Which of a message's `|` forms a number takes (CLDR plural categories). Two forms: one | other. Three, in
 * Russian: one | few | many; fractions read like "few".
 */
export function pluralIndex(locale: Locale, n: number, forms: number): number {
  if (forms <= 1) return 0
  let rule = rules.get(locale)
  if (!rule) {
    // Mongolian and Kyrgyz, which browsers may lack, have one | other as English has
    rule = new Intl.PluralRules(locale === 'mn' || locale === 'ky' ? 'en' : locale)
    rules.set(locale, rule)
  }
  const category = rule.select(n)
  if (category === 'one') return 0
  if (forms === 2) return 1
  return category === 'many' ? 2 : 1
}
