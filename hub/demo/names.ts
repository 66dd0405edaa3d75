import type { Random } from '@schoolgate/protocol/random'

/** Made-up people: common given names and family names put together at random. */
export interface FullName {
  full: string
  given: string
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

const words = (text: string) => text.trim().split(/\s+/)

const MONGOLIAN_GIRLS =
  words(`Өнөрцэцэг Энхжин Номин Сарнай Мишээл Анужин Хулан Наранцэцэг Оюунчимэг Үүрийнтуяа
  Болормаа Солонго Туяа Гэрэлмаа Мөнхзул Ариунзаяа Уянга Цэцэгмаа Нандин-Эрдэнэ Өлзийжаргал`)
const MONGOLIAN_BOYS =
  words(`Тэмүүлэн Батбаяр Ганзориг Мөнх-Оргил Билгүүн Эрдэнэбат Өсөхбаяр Дөлгөөн Чингүүн Анхбаяр
  Төгөлдөр Хүслэн Даваадорж Отгонбаяр Золбоо Итгэл Тэнүүн Мөнхтөр Өнөболд Бат-Эрдэнэ`)
const MONGOLIAN_FATHERS =
  words(`Батбаярын Ганболдын Дорждэрэмийн Энхтайваны Мөнхбатын Цэрэндоржийн Баярсайханы
  Нэргүйн Өлзийбаярын Пүрэвдоржийн Сүхбаатарын Түвшинжаргалын Хүрэлбаатарын Чулуунбатын`)

const VIETNAMESE_FAMILIES = words('Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương')
const VIETNAMESE_GIRLS = [
  ...['Thị Ngọc Ánh', 'Thị Bích Phượng', 'Thùy Dương', 'Khánh Linh', 'Bảo Ngọc', 'Thị Minh Khuê'],
  ...['Quỳnh Như', 'Hoài Thương', 'Thị Mỹ Duyên', 'Phương Thảo'],
]
const VIETNAMESE_BOYS = [
  ...['Đức Anh', 'Minh Quân', 'Gia Bảo', 'Hữu Nghĩa', 'Quốc Đạt', 'Tuấn Kiệt', 'Văn Thắng', 'Đình Phúc'],
  ...['Xuân Trường', 'Nhật Huy'],
]

/** In Mongolian order: father's name in the genitive, then the given name. */
export function mongolianName(random: Random): FullName {
  const given = pick(random, random() < 0.5 ? MONGOLIAN_GIRLS : MONGOLIAN_BOYS)
  return { full: `${pick(random, MONGOLIAN_FATHERS)} ${given}`, given }
}

/** In Vietnamese order: family, middle, given; a child is called by the last word. */
export function vietnameseName(random: Random): FullName {
  const rest = pick(random, random() < 0.5 ? VIETNAMESE_GIRLS : VIETNAMESE_BOYS)
  return { full: `${pick(random, VIETNAMESE_FAMILIES)} ${rest}`, given: rest.split(' ').at(-1) as string }
}
