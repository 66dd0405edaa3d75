import type { PersonRole } from '@schoolgate/protocol/directory/person'
import type { Locale } from '@schoolgate/protocol/locale'

export interface CardLabels {
  class: string
  number: string
  validUntil: string
  role: Record<PersonRole, string>
}

/** The words on a card. */
export const CARD_LABELS: Record<Locale, CardLabels> = {
  mn: {
    class: 'Анги',
    number: 'Дугаар',
    validUntil: 'Хүчинтэй хугацаа',
    role: { student: 'Сурагч', teacher: 'Багш', staff: 'Ажилтан', guardian: 'Эцэг эх', visitor: 'Зочин' },
  },
  vi: {
    class: 'Lớp',
    number: 'Mã số',
    validUntil: 'Có giá trị đến',
    role: {
      student: 'Học sinh',
      teacher: 'Giáo viên',
      staff: 'Nhân viên',
      guardian: 'Phụ huynh',
      visitor: 'Khách',
    },
  },
  ru: {
    class: 'Класс',
    number: 'Номер',
    validUntil: 'Действует до',
    role: {
      student: 'Ученик',
      teacher: 'Учитель',
      staff: 'Сотрудник',
      guardian: 'Родитель',
      visitor: 'Посетитель',
    },
  },
  ky: {
    class: 'Класс',
    number: 'Номери',
    validUntil: 'Жарактуу мөөнөтү',
    role: {
      student: 'Окуучу',
      teacher: 'Мугалим',
      staff: 'Кызматкер',
      guardian: 'Ата-эне',
      visitor: 'Конок',
    },
  },
  en: {
    class: 'Class',
    number: 'Number',
    validUntil: 'Valid until',
    role: { student: 'Student', teacher: 'Teacher', staff: 'Staff', guardian: 'Parent', visitor: 'Visitor' },
  },
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day as it is written on paper in a language. @param day ISO */
export function dayOnPaper(day: string, locale: Locale): string {
  const [year = '', month = '', date = ''] = day.split('-')
  switch (locale) {
    case 'mn':
      return `${year}.${month}.${date}`
    case 'vi':
      return `${date}/${month}/${year}`
    case 'ru':
    case 'ky':
      return `${date}.${month}.${year}`
    case 'en':
      return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
  }
}
