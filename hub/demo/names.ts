import type { Random } from '@schoolgate/protocol/random'

/** A made-up name in parts, and whole in the order its own language writes it. */
export interface MadeName {
  family: string
  given: string
  middle: string
  name: string
  sex: 'female' | 'male'
}

/** What the children of one household share: the father's name in the genitive, or the family name. */
export type Family =
  | { of: 'mn'; father: readonly [given: string, genitive: string] }
  | { of: 'vi'; family: string }

export const pick = <T>(random: Random, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)] as T

const words = (text: string) => text.trim().split(/\s+/)

const MONGOLIAN_GIRLS =
  words(`Өнөрцэцэг Энхжин Номин Сарнай Мишээл Анужин Хулан Наранцэцэг Оюунчимэг Үүрийнтуяа
  Болормаа Солонго Туяа Гэрэлмаа Мөнхзул Ариунзаяа Уянга Цэцэгмаа Нандин-Эрдэнэ Өлзийжаргал`)
const MONGOLIAN_BOYS =
  words(`Тэмүүлэн Батбаяр Ганзориг Мөнх-Оргил Билгүүн Эрдэнэбат Өсөхбаяр Дөлгөөн Чингүүн Анхбаяр
  Төгөлдөр Хүслэн Даваадорж Отгонбаяр Золбоо Итгэл Тэнүүн Мөнхтөр Өнөболд Бат-Эрдэнэ`)
const MONGOLIAN_FATHERS = words(`Батбаяр/ын Ганболд/ын Дорждэрэм/ийн Энхтайван/ы Мөнхбат/ын Цэрэндорж/ийн
  Баярсайхан/ы Нэргүй/н Өлзийбаяр/ын Пүрэвдорж/ийн Сүхбаатар/ын Түвшинжаргал/ын Хүрэлбаатар/ын Чулуунбат/ын
  Ганбаатар/ын Оюунбилэг/ийн Лхагвасүрэн/гийн Баттулга/ын Эрдэнэ-Очир/ын Жавхлан/гийн`).map(text => {
  const [given = '', ending = ''] = text.split('/')
  return [given, given + ending] as const
})

const VIETNAMESE_FAMILIES = words('Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương')
const VIETNAMESE_GIRLS = [
  ...['Thị Ngọc Ánh', 'Thị Bích Phượng', 'Thùy Dương', 'Khánh Linh', 'Bảo Ngọc', 'Thị Minh Khuê'],
  ...['Quỳnh Như', 'Hoài Thương', 'Thị Mỹ Duyên', 'Phương Thảo'],
]
const VIETNAMESE_BOYS = [
  ...['Đức Anh', 'Minh Quân', 'Gia Bảo', 'Hữu Nghĩa', 'Quốc Đạt', 'Tuấn Kiệt', 'Văn Thắng', 'Đình Phúc'],
  ...['Xuân Trường', 'Nhật Huy'],
]

/** Most are Mongolian; enough are Vietnamese that every letter is seen. */
export const makeFamily = (random: Random): Family =>
  random() < 0.72
    ? { of: 'mn', father: pick(random, MONGOLIAN_FATHERS) }
    : { of: 'vi', family: pick(random, VIETNAMESE_FAMILIES) }

export function nameIn(random: Random, family: Family, sex = random() < 0.5 ? 'female' : 'male'): MadeName {
  const female = sex === 'female'
  if (family.of === 'mn') {
    const given = pick(random, female ? MONGOLIAN_GIRLS : MONGOLIAN_BOYS)
    return mongolian(family.father[1], given, female)
  }
  const rest = pick(random, female ? VIETNAMESE_GIRLS : VIETNAMESE_BOYS).split(' ')
  const given = rest.at(-1) as string
  const middle = rest.slice(0, -1).join(' ')
  const name = [family.family, middle, given].filter(Boolean).join(' ')
  return { family: family.family, given, middle, name, sex: female ? 'female' : 'male' }
}

/** A father whose name his children bear. */
export function fatherOf(random: Random, family: Family): MadeName {
  if (family.of === 'vi') return nameIn(random, family, 'male')
  return mongolian(pick(random, MONGOLIAN_FATHERS)[1], family.father[0], false)
}

export function motherOf(random: Random, family: Family): MadeName {
  const own: Family =
    family.of === 'mn'
      ? { of: 'mn', father: pick(random, MONGOLIAN_FATHERS) }
      : { of: 'vi', family: pick(random, VIETNAMESE_FAMILIES) }
  return nameIn(random, own, 'female')
}

const mongolian = (family: string, given: string, female: boolean): MadeName => ({
  ...{ family, given, middle: '', name: `${family} ${given}` },
  sex: female ? 'female' : 'male',
})
