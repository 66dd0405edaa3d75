import type { Guardianship, Person, PersonRole } from '@schoolgate/protocol/directory/person'
import type { PlainField } from '@schoolgate/protocol/directory/words'
import type { Locale } from '@schoolgate/protocol/locale'

type Columns = readonly (readonly [field: PlainField, heading: string])[]

/** Columns of the template and of people's lists, in the order in which a school thinks of them. */
export const TEMPLATE_COLUMNS: Record<Locale, Columns> = {
  mn: [
    ['number', 'Регистрийн дугаар'],
    ['family', 'Овог'],
    ['given', 'Нэр'],
    ['role', 'Үүрэг'],
    ['class', 'Анги'],
    ['birth', 'Төрсөн огноо'],
    ['sex', 'Хүйс'],
    ['phone', 'Утас'],
    ['email', 'Имэйл'],
    ['guardianName', 'Асран хамгаалагч'],
    ['guardianPhone', 'Асран хамгаалагчийн утас'],
    ['guardianRelation', 'Хэн болох'],
    ['bus', 'Автобус'],
    ['club', 'Дугуйлан'],
    ['household', 'Өрх'],
  ],
  vi: [
    ['number', 'Mã học sinh'],
    ['name', 'Họ và tên'],
    ['role', 'Vai trò'],
    ['class', 'Lớp'],
    ['birth', 'Ngày sinh'],
    ['sex', 'Giới tính'],
    ['phone', 'Điện thoại'],
    ['email', 'Email'],
    ['guardianName', 'Phụ huynh'],
    ['guardianPhone', 'Điện thoại phụ huynh'],
    ['guardianRelation', 'Quan hệ'],
    ['bus', 'Xe đưa đón'],
    ['club', 'Câu lạc bộ'],
    ['household', 'Hộ gia đình'],
  ],
  ru: [
    ['number', 'Личный номер'],
    ['family', 'Фамилия'],
    ['given', 'Имя'],
    ['middle', 'Отчество'],
    ['role', 'Роль'],
    ['class', 'Класс'],
    ['birth', 'Дата рождения'],
    ['sex', 'Пол'],
    ['phone', 'Телефон'],
    ['email', 'Эл. почта'],
    ['guardianName', 'Родитель'],
    ['guardianPhone', 'Телефон родителя'],
    ['guardianRelation', 'Кем приходится'],
    ['bus', 'Школьный автобус'],
    ['club', 'Кружок'],
    ['household', 'Семья'],
  ],
  ky: [
    ['number', 'Жеке номери'],
    ['family', 'Фамилиясы'],
    ['given', 'Аты'],
    ['middle', 'Атасынын аты'],
    ['role', 'Ролу'],
    ['class', 'Классы'],
    ['birth', 'Туулган күнү'],
    ['sex', 'Жынысы'],
    ['phone', 'Телефону'],
    ['email', 'Эл. дареги'],
    ['guardianName', 'Ата-энеси'],
    ['guardianPhone', 'Ата-эненин телефону'],
    ['guardianRelation', 'Ким болот'],
    ['bus', 'Мектеп автобусу'],
    ['club', 'Ийрим'],
    ['household', 'Үй-бүлө'],
  ],
  en: [
    ['number', 'Student number'],
    ['family', 'Family name'],
    ['given', 'Given name'],
    ['middle', 'Middle name'],
    ['role', 'Role'],
    ['class', 'Class'],
    ['birth', 'Date of birth'],
    ['sex', 'Sex'],
    ['phone', 'Phone'],
    ['email', 'Email'],
    ['guardianName', 'Guardian'],
    ['guardianPhone', 'Guardian phone'],
    ['guardianRelation', 'Relationship'],
    ['bus', 'Bus'],
    ['club', 'Club'],
    ['household', 'Household'],
  ],
}

export const ROLE_NAMES: Record<Locale, Record<PersonRole, string>> = {
  mn: {
    student: 'Сурагч',
    teacher: 'Багш',
    staff: 'Ажилтан',
    guardian: 'Асран хамгаалагч',
    visitor: 'Зочин',
  },
  vi: {
    student: 'Học sinh',
    teacher: 'Giáo viên',
    staff: 'Nhân viên',
    guardian: 'Phụ huynh',
    visitor: 'Khách',
  },
  ru: {
    student: 'Ученик',
    teacher: 'Учитель',
    staff: 'Сотрудник',
    guardian: 'Родитель',
    visitor: 'Посетитель',
  },
  ky: { student: 'Окуучу', teacher: 'Мугалим', staff: 'Кызматкер', guardian: 'Ата-эне', visitor: 'Конок' },
  en: { student: 'Student', teacher: 'Teacher', staff: 'Staff', guardian: 'Guardian', visitor: 'Visitor' },
}

export const SEX_NAMES: Record<Locale, Record<NonNullable<Person['sex']>, string>> = {
  mn: { female: 'Эмэгтэй', male: 'Эрэгтэй', other: 'Бусад', unspecified: 'Тодорхойгүй' },
  vi: { female: 'Nữ', male: 'Nam', other: 'Khác', unspecified: 'Không rõ' },
  ru: { female: 'Женский', male: 'Мужской', other: 'Другой', unspecified: 'Не указан' },
  ky: { female: 'Аял', male: 'Эркек', other: 'Башка', unspecified: 'Көрсөтүлгөн эмес' },
  en: { female: 'Female', male: 'Male', other: 'Other', unspecified: 'Unspecified' },
}

export const RELATION_NAMES: Record<Locale, Record<Guardianship['relation'], string>> = {
  mn: {
    ...{ mother: 'Ээж', father: 'Аав', grandparent: 'Эмээ, өвөө', relative: 'Хамаатан' },
    ...{ guardian: 'Асран хамгаалагч', other: 'Бусад' },
  },
  vi: {
    ...{ mother: 'Mẹ', father: 'Cha', grandparent: 'Ông bà', relative: 'Họ hàng' },
    ...{ guardian: 'Người giám hộ', other: 'Khác' },
  },
  ru: {
    ...{ mother: 'Мать', father: 'Отец', grandparent: 'Бабушка, дедушка', relative: 'Родственник' },
    ...{ guardian: 'Опекун', other: 'Другое' },
  },
  ky: {
    ...{ mother: 'Апасы', father: 'Атасы', grandparent: 'Чоң ата, чоң эне', relative: 'Тууган' },
    ...{ guardian: 'Камкорчу', other: 'Башка' },
  },
  en: {
    ...{ mother: 'Mother', father: 'Father', grandparent: 'Grandparent', relative: 'Relative' },
    ...{ guardian: 'Guardian', other: 'Other' },
  },
}

/** Two made-up people, a pupil and a teacher, in the columns' order. */
const EXAMPLES: Record<Locale, readonly Partial<Record<PlainField, string>>[]> = {
  mn: [
    {
      ...{ number: 'УБ15231012', family: 'Батбаярын', given: 'Өнөрцэцэг', role: 'Сурагч', class: '3А' },
      ...{
        birth: '2015-03-12',
        sex: 'Эмэгтэй',
        guardianName: 'Ганболдын Батбаяр',
        guardianPhone: '99112233',
      },
      ...{ guardianRelation: 'Аав', bus: '2-р чиглэл', club: 'Шатар' },
    },
    {
      ...{ number: 'УБ84051509', family: 'Дорждэрэмийн', given: 'Солонго', role: 'Багш', class: '3А' },
      ...{ birth: '1984-05-15', sex: 'Эмэгтэй', phone: '88001122', email: 'solongo@example.mn' },
    },
  ],
  vi: [
    {
      ...{
        number: 'HS0123',
        name: 'Nguyễn Thị Ngọc Ánh',
        role: 'Học sinh',
        class: '3A',
        birth: '12/03/2015',
      },
      ...{
        sex: 'Nữ',
        guardianName: 'Nguyễn Đức Anh',
        guardianPhone: '0912 345 678',
        guardianRelation: 'Cha',
      },
      ...{ bus: 'Tuyến 2', club: 'Cờ vua' },
    },
    {
      ...{ number: 'GV0045', name: 'Trần Phương Thảo', role: 'Giáo viên', class: '3A', birth: '15/05/1984' },
      ...{ sex: 'Nữ', phone: '0988 001 122', email: 'thao@example.vn' },
    },
  ],
  ru: [
    {
      ...{
        number: '10231',
        family: 'Щербакова',
        given: 'Анна',
        middle: 'Игоревна',
        role: 'Ученик',
        class: '3А',
      },
      ...{ birth: '12.03.2015', sex: 'Женский', guardianName: 'Щербаков Игорь Олегович' },
      ...{ guardianPhone: '+7 912 345-67-89', guardianRelation: 'Отец', bus: 'Маршрут 2', club: 'Шахматы' },
    },
    {
      ...{
        number: 'Т-45',
        family: 'Ёлкина',
        given: 'Мария',
        middle: 'Петровна',
        role: 'Учитель',
        class: '3А',
      },
      ...{ birth: '15.05.1984', sex: 'Женский', phone: '+7 988 001-12-23', email: 'elkina@example.ru' },
    },
  ],
  ky: [
    {
      ...{
        number: '10231',
        family: 'Асанова',
        given: 'Айгүл',
        middle: 'Бакытовна',
        role: 'Окуучу',
        class: '3А',
      },
      ...{ birth: '12.03.2015', sex: 'Кыз', guardianName: 'Асанов Бакыт', guardianPhone: '0555 12 34 56' },
      ...{ guardianRelation: 'Атасы', bus: '2-маршрут', club: 'Шахмат' },
    },
    {
      ...{ number: 'М-45', family: 'Токтогулова', given: 'Жаңыл', role: 'Мугалим', class: '3А' },
      ...{ birth: '15.05.1984', sex: 'Аял', phone: '0700 11 22 33', email: 'janyl@example.kg' },
    },
  ],
  en: [
    {
      ...{
        number: '10231',
        family: 'Baker',
        given: 'Anna',
        role: 'Student',
        class: '3A',
        birth: '2015-03-12',
      },
      ...{ sex: 'Female', guardianName: 'Ian Baker', guardianPhone: '+44 20 7946 0123' },
      ...{ guardianRelation: 'Father', bus: 'Route 2', club: 'Chess' },
    },
    {
      ...{
        number: 'T-45',
        family: 'Ellis',
        given: 'Mary',
        role: 'Teacher',
        class: '3A',
        birth: '1984-05-15',
      },
      ...{ sex: 'Female', phone: '+44 20 7946 0456', email: 'ellis@example.org' },
    },
  ],
}

/** The template's rows: headings, then the two examples. */
export function templateRows(locale: Locale): string[][] {
  const columns = TEMPLATE_COLUMNS[locale]
  const headings = columns.map(([, heading]) => heading)
  return [headings, ...EXAMPLES[locale].map(row => columns.map(([field]) => row[field] ?? ''))]
}
