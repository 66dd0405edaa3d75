import type { AttendanceMark } from '@schoolgate/protocol/attendance/mark'
import type { AbsenceReason } from '@schoolgate/protocol/directory/absence'
import type { Locale } from '@schoolgate/protocol/locale'

export interface RegisterWords {
  title: string
  class: string
  name: string
  number: string
  classTeacher: string
  head: string
  signature: string
  date: string
  here: string
  late: string
  lateMinutes: string
  leftEarly: string
  absent: string
  excused: string
  /** of those excused, for their health */
  ill: string
  expected: string
  corrected: string
  notExpected: string
  printed: string
  page: string
  /** heading of the list of corrections, and its columns beside date and name */
  corrections: string
  byGates: string
  byTeacher: string
  reason: string
  note: string
  who: string
  when: string
  days: string
  people: string
  classes: string
  schools: string
  school: string
  role: string
  roles: Record<'student' | 'teacher' | 'staff', string>
  firstIn: string
  lastOut: string
  mark: Record<AttendanceMark, string>
  /** one letter a mark, each another: the same as on screen */
  letter: Record<AttendanceMark, string>
  reasons: Record<AbsenceReason, string>
  /** from Monday */
  weekdays: string[]
  /** @param month 1 to 12 */
  month: (year: number, month: number) => string
}

const mn: RegisterWords = {
  title: 'Ирцийн бүртгэл',
  class: 'Анги',
  name: 'Овог, нэр',
  number: 'Дугаар',
  classTeacher: 'Анги удирдсан багш',
  head: 'Сургуулийн захирал',
  signature: 'гарын үсэг',
  date: 'Огноо',
  here: 'Ирсэн',
  late: 'Хоцорсон',
  lateMinutes: 'Хоцорсон минут',
  leftEarly: 'Эрт явсан',
  absent: 'Ирээгүй',
  excused: 'Чөлөөтэй',
  ill: 'үүнээс өвчтэй',
  expected: 'Ирэх ёстой',
  corrected: 'гараар зассан',
  notExpected: 'ирэх ёсгүй өдөр',
  printed: 'Хэвлэсэн',
  page: 'Хуудас',
  corrections: 'Засварууд',
  byGates: 'Хаалганы бүртгэлээр',
  byTeacher: 'Зассан тэмдэглэгээ',
  reason: 'Шалтгаан',
  note: 'Тайлбар',
  who: 'Зассан хүн',
  when: 'Хэзээ',
  days: 'Өдрүүд',
  people: 'Хүмүүс',
  classes: 'Ангиуд',
  schools: 'Сургуулиуд',
  school: 'Сургууль',
  role: 'Үүрэг',
  roles: { student: 'Сурагч', teacher: 'Багш', staff: 'Ажилтан' },
  firstIn: 'Орсон',
  lastOut: 'Гарсан',
  mark: {
    awaited: 'Хүлээж байна',
    present: 'Ирсэн',
    late: 'Хоцорсон',
    leftEarly: 'Эрт явсан',
    absent: 'Ирээгүй',
    excused: 'Чөлөөтэй',
  },
  letter: { awaited: '…', present: 'И', late: 'Х', leftEarly: 'Э', absent: 'Т', excused: 'Ч' },
  reasons: {
    illness: 'Өвчтэй',
    medical: 'Эмчид үзүүлж байгаа',
    family: 'Гэр бүлийн шалтгаан',
    permitted: 'Чөлөөтэй',
    competition: 'Тэмцээн',
    weather: 'Цаг агаар',
    transport: 'Унаа',
    quarantine: 'Хорио цээр',
    unexcused: 'Шалтгаангүй',
    other: 'Бусад шалтгаан',
  },
  weekdays: ['Да', 'Мя', 'Лх', 'Пү', 'Ба', 'Бя', 'Ня'],
  month: (year, month) => `${year} оны ${month}-р сар`,
}

const vi: RegisterWords = {
  title: 'Sổ điểm danh',
  class: 'Lớp',
  name: 'Họ và tên',
  number: 'Mã số',
  classTeacher: 'Giáo viên chủ nhiệm',
  head: 'Hiệu trưởng',
  signature: 'chữ ký',
  date: 'Ngày',
  here: 'Có mặt',
  late: 'Đi muộn',
  lateMinutes: 'Số phút muộn',
  leftEarly: 'Về sớm',
  absent: 'Vắng',
  excused: 'Có phép',
  ill: 'trong đó ốm',
  expected: 'Phải có mặt',
  corrected: 'sửa tay',
  notExpected: 'không phải đến trường',
  printed: 'In lúc',
  page: 'Trang',
  corrections: 'Các sửa đổi',
  byGates: 'Theo cổng',
  byTeacher: 'Sửa thành',
  reason: 'Lý do',
  note: 'Ghi chú',
  who: 'Người sửa',
  when: 'Lúc',
  days: 'Các ngày',
  people: 'Danh sách',
  classes: 'Các lớp',
  schools: 'Các trường',
  school: 'Trường',
  role: 'Vai trò',
  roles: { student: 'Học sinh', teacher: 'Giáo viên', staff: 'Nhân viên' },
  firstIn: 'Vào',
  lastOut: 'Ra',
  mark: {
    awaited: 'Đang chờ',
    present: 'Có mặt',
    late: 'Đi muộn',
    leftEarly: 'Về sớm',
    absent: 'Vắng',
    excused: 'Vắng có phép',
  },
  letter: { awaited: '…', present: 'C', late: 'M', leftEarly: 'S', absent: 'V', excused: 'P' },
  reasons: {
    illness: 'Ốm',
    medical: 'Đi khám',
    family: 'Việc gia đình',
    permitted: 'Có phép',
    competition: 'Đi thi',
    weather: 'Thời tiết',
    transport: 'Đi lại',
    quarantine: 'Cách ly',
    unexcused: 'Không phép',
    other: 'Lý do khác',
  },
  weekdays: ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'],
  month: (year, month) => `Tháng ${month} năm ${year}`,
}

const RUSSIAN_MONTHS = [
  ...['январь', 'февраль', 'март', 'апрель', 'май', 'июнь'],
  ...['июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'],
]

const ru: RegisterWords = {
  title: 'Журнал посещаемости',
  class: 'Класс',
  name: 'Фамилия, имя',
  number: 'Номер',
  classTeacher: 'Классный руководитель',
  head: 'Директор школы',
  signature: 'подпись',
  date: 'Дата',
  here: 'Присутствие',
  late: 'Опоздания',
  lateMinutes: 'Минут опоздания',
  leftEarly: 'Уход раньше',
  absent: 'Отсутствие',
  excused: 'Уважительно',
  ill: 'из них болезнь',
  expected: 'Должны быть',
  corrected: 'исправлено вручную',
  notExpected: 'не ожидается',
  printed: 'Напечатано',
  page: 'Страница',
  corrections: 'Исправления',
  byGates: 'По входу',
  byTeacher: 'Исправлено на',
  reason: 'Причина',
  note: 'Примечание',
  who: 'Кто исправил',
  when: 'Когда',
  days: 'Дни',
  people: 'Люди',
  classes: 'Классы',
  schools: 'Школы',
  school: 'Школа',
  role: 'Роль',
  roles: { student: 'Ученик', teacher: 'Учитель', staff: 'Сотрудник' },
  firstIn: 'Вход',
  lastOut: 'Выход',
  mark: {
    awaited: 'Ожидается',
    present: 'Здесь',
    late: 'Опоздание',
    leftEarly: 'Ушёл раньше',
    absent: 'Отсутствует',
    excused: 'Уважительно',
  },
  letter: { awaited: '…', present: 'З', late: 'О', leftEarly: 'Р', absent: 'Н', excused: 'У' },
  reasons: {
    illness: 'Болезнь',
    medical: 'У врача',
    family: 'По семейным делам',
    permitted: 'С разрешения',
    competition: 'Соревнование',
    weather: 'Погода',
    transport: 'Транспорт',
    quarantine: 'Карантин',
    unexcused: 'Без причины',
    other: 'Другая причина',
  },
  weekdays: ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'],
  month: (year, month) => `${RUSSIAN_MONTHS[month - 1]} ${year} года`,
}

const ky: RegisterWords = {
  title: 'Катышуу журналы',
  class: 'Класс',
  name: 'Аты-жөнү',
  number: 'Номери',
  classTeacher: 'Класс жетекчи',
  head: 'Мектеп директору',
  signature: 'колу',
  date: 'Күнү',
  here: 'Келди',
  late: 'Кечикти',
  lateMinutes: 'Кечиккен мүнөт',
  leftEarly: 'Эрте кетти',
  absent: 'Келген жок',
  excused: 'Жүйөлүү',
  ill: 'анын ичинде оору',
  expected: 'Келиши керек',
  corrected: 'кол менен оңдолгон',
  notExpected: 'күтүлбөйт',
  printed: 'Басылган',
  page: 'Барак',
  corrections: 'Оңдоолор',
  byGates: 'Кирүү боюнча',
  byTeacher: 'Оңдолгон белги',
  reason: 'Себеби',
  note: 'Эскертүү',
  who: 'Ким оңдогон',
  when: 'Качан',
  days: 'Күндөр',
  people: 'Адамдар',
  classes: 'Класстар',
  schools: 'Мектептер',
  school: 'Мектеп',
  role: 'Ролу',
  roles: { student: 'Окуучу', teacher: 'Мугалим', staff: 'Кызматкер' },
  firstIn: 'Кирди',
  lastOut: 'Чыкты',
  mark: {
    awaited: 'Күтүлүүдө',
    present: 'Келди',
    late: 'Кечикти',
    leftEarly: 'Эрте кетти',
    absent: 'Келген жок',
    excused: 'Жүйөлүү',
  },
  letter: { awaited: '…', present: 'К', late: 'Ч', leftEarly: 'Э', absent: 'Ж', excused: 'Ү' },
  reasons: {
    illness: 'Оору',
    medical: 'Дарыгерде',
    family: 'Үй-бүлөлүк себеп',
    permitted: 'Уруксат менен',
    competition: 'Мелдеш',
    weather: 'Аба ырайы',
    transport: 'Унаа',
    quarantine: 'Карантин',
    unexcused: 'Себепсиз',
    other: 'Башка себеп',
  },
  weekdays: ['Дш', 'Шш', 'Шр', 'Бш', 'Жм', 'Иш', 'Жк'],
  month: (year, month) => `${year}-жыл, ${RUSSIAN_MONTHS[month - 1]}`,
}

const ENGLISH_MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

const en: RegisterWords = {
  title: 'Attendance register',
  class: 'Class',
  name: 'Name',
  number: 'Number',
  classTeacher: 'Class teacher',
  head: 'Head of school',
  signature: 'signature',
  date: 'Date',
  here: 'Here',
  late: 'Late',
  lateMinutes: 'Minutes late',
  leftEarly: 'Left early',
  absent: 'Absent',
  excused: 'Excused',
  ill: 'of these ill',
  expected: 'Expected',
  corrected: 'corrected by hand',
  notExpected: 'not expected',
  printed: 'Printed',
  page: 'Page',
  corrections: 'Corrections',
  byGates: 'By the gates',
  byTeacher: 'Corrected to',
  reason: 'Reason',
  note: 'Note',
  who: 'Corrected by',
  when: 'When',
  days: 'Days',
  people: 'People',
  classes: 'Classes',
  schools: 'Schools',
  school: 'School',
  role: 'Role',
  roles: { student: 'Student', teacher: 'Teacher', staff: 'Staff' },
  firstIn: 'In',
  lastOut: 'Out',
  mark: {
    awaited: 'Awaited',
    present: 'Present',
    late: 'Late',
    leftEarly: 'Left early',
    absent: 'Absent',
    excused: 'Excused',
  },
  letter: { awaited: '…', present: 'P', late: 'L', leftEarly: 'E', absent: 'A', excused: 'X' },
  reasons: {
    illness: 'Illness',
    medical: 'At a doctor’s',
    family: 'Family matter',
    permitted: 'With permission',
    competition: 'Competition',
    weather: 'Weather',
    transport: 'Transport',
    quarantine: 'Quarantine',
    unexcused: 'Not excused',
    other: 'Other reason',
  },
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  month: (year, month) => `${ENGLISH_MONTHS[month - 1]} ${year}`,
}

/** The words of registers and tables. */
export const REGISTER_WORDS: Record<Locale, RegisterWords> = { mn, vi, ru, ky, en }
