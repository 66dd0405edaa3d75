import type { Guardianship, Person, PersonRole } from '@schoolgate/protocol/directory/person'
import type { PlainField } from '@schoolgate/protocol/directory/words'
import { fold } from '@schoolgate/protocol/fold'

/**
 * Words that tables of schools use, in the five languages; compared folded, so case, marks and spelling of the same
 * sound do not matter.
 */

/** Headings of columns. The first of each language is the template's. */
export const HEADINGS: Record<PlainField, readonly string[]> = {
  source: ['id', 'sourcedId', 'ид', 'идентификатор', 'mã định danh', 'системийн код', 'идентификатору'],
  name: [
    'овог нэр',
    'бүтэн нэр',
    'нэр овог',
    'овог, нэр',
    'họ và tên',
    'họ tên',
    'фио',
    'ф.и.о.',
    'фамилия имя отчество',
    'фамилия имя',
    'аты-жөнү',
    'толук аты',
    'name',
    'full name',
    'pupil',
  ],
  family: [
    'овог',
    'эцэг эхийн нэр',
    'эцэг (эх)-ийн нэр',
    'họ',
    'фамилия',
    'фамилиясы',
    'family name',
    'last name',
    'surname',
  ],
  given: ['нэр', 'өөрийн нэр', 'tên', 'имя', 'аты', 'ысымы', 'given name', 'first name', 'forename'],
  middle: ['отчество', 'атасынын аты', 'tên đệm', 'tên lót', 'middle name', 'patronymic', 'дунд нэр'],
  role: [
    'үүрэг',
    'албан тушаал',
    'vai trò',
    'chức vụ',
    'роль',
    'должность',
    'ролу',
    'кызматы',
    'role',
    'position',
  ],
  class: ['анги', 'анги бүлэг', 'бүлэг', 'lớp', 'lớp học', 'класс', 'классы', 'class', 'homeroom', 'form'],
  grade: [
    'анги түвшин',
    'түвшин',
    'khối',
    'khối lớp',
    'параллель',
    'год обучения',
    'параллели',
    'grade',
    'year group',
  ],
  number: [
    'сурагчийн дугаар',
    'регистрийн дугаар',
    'регистр',
    'дугаар',
    'код',
    'mã học sinh',
    'mã số',
    'mã hs',
    'личный номер',
    'номер',
    'табельный номер',
    'номер личного дела',
    'жеке номери',
    'номери',
    'number',
    'student number',
    'student id',
    'staff number',
  ],
  birth: [
    'төрсөн огноо',
    'төрсөн өдөр',
    'төрсөн он сар өдөр',
    'ngày sinh',
    'ngày tháng năm sinh',
    'дата рождения',
    'день рождения',
    'туулган күнү',
    'туулган датасы',
    'date of birth',
    'birth date',
    'birthday',
    'dob',
  ],
  sex: ['хүйс', 'giới tính', 'пол', 'жынысы', 'sex', 'gender'],
  email: [
    'имэйл',
    'и-мэйл',
    'цахим шуудан',
    'email',
    'e-mail',
    'thư điện tử',
    'эл. почта',
    'электронная почта',
    'почта',
    'эл. дареги',
  ],
  phone: [
    'утас',
    'утасны дугаар',
    'гар утас',
    'điện thoại',
    'số điện thoại',
    'sđt',
    'телефон',
    'телефону',
    'phone',
    'mobile',
    'telephone',
  ],
  guardianName: [
    'асран хамгаалагч',
    'асран хамгаалагчийн нэр',
    'эцэг эх',
    'ээжийн нэр',
    'аавын нэр',
    'ээж',
    'аав',
    'phụ huynh',
    'tên phụ huynh',
    'họ tên phụ huynh',
    'họ tên cha',
    'họ tên bố',
    'họ tên mẹ',
    'cha',
    'bố',
    'mẹ',
    'родитель',
    'фио родителя',
    'законный представитель',
    'опекун',
    'фио матери',
    'фио отца',
    'мать',
    'отец',
    'ата-энеси',
    'камкорчусу',
    'апасы',
    'атасы',
    'апасынын аты-жөнү',
    'атасынын аты-жөнү',
    'guardian',
    'guardian name',
    'parent',
    'parent name',
    'mother',
    'father',
    "mother's name",
    "father's name",
  ],
  guardianPhone: [
    'асран хамгаалагчийн утас',
    'эцэг эхийн утас',
    'ээжийн утас',
    'аавын утас',
    'điện thoại phụ huynh',
    'sđt phụ huynh',
    'sđt mẹ',
    'sđt cha',
    'sđt bố',
    'điện thoại mẹ',
    'điện thoại cha',
    'телефон родителя',
    'телефон родителей',
    'телефон матери',
    'телефон отца',
    'ата-эненин телефону',
    'апасынын телефону',
    'атасынын телефону',
    'guardian phone',
    'parent phone',
    "mother's phone",
    "father's phone",
  ],
  guardianRelation: [
    'сурагчийн хэн болох',
    'хэн болох',
    'quan hệ',
    'quan hệ với học sinh',
    'кем приходится',
    'степень родства',
    'родство',
    'ким болот',
    'тууганчылыгы',
    'relation',
    'relationship',
  ],
  bus: [
    'автобус',
    'автобусны чиглэл',
    'xe buýt',
    'xe đưa đón',
    'tuyến xe',
    'школьный автобус',
    'маршрут',
    'мектеп автобусу',
    'bus',
    'bus route',
  ],
  club: ['дугуйлан', 'câu lạc bộ', 'clb', 'кружок', 'секция', 'ийрим', 'ийримдер', 'club', 'clubs'],
  household: ['өрх', 'айл өрх', 'hộ gia đình', 'семья', 'үй-бүлө', 'household'],
}

const ROLES: Record<Exclude<PersonRole, 'visitor'>, readonly string[]> = {
  student: [
    'сурагч',
    'суралцагч',
    'хүүхэд',
    'học sinh',
    'hs',
    'ученик',
    'ученица',
    'учащийся',
    'учащаяся',
    'обучающийся',
    'окуучу',
    'student',
    'pupil',
  ],
  teacher: [
    'багш',
    'giáo viên',
    'gv',
    'учитель',
    'учительница',
    'педагог',
    'преподаватель',
    'мугалим',
    'teacher',
  ],
  staff: [
    'ажилтан',
    'ажилчин',
    'удирдлага',
    'nhân viên',
    'nv',
    'cán bộ',
    'сотрудник',
    'сотрудница',
    'персонал',
    'работник',
    'администрация',
    'кызматкер',
    'staff',
    'employee',
    'aide',
    'administrator',
  ],
  guardian: [
    'асран хамгаалагч',
    'эцэг эх',
    'phụ huynh',
    'người giám hộ',
    'родитель',
    'опекун',
    'законный представитель',
    'ата-эне',
    'камкорчу',
    'guardian',
    'parent',
  ],
}

const SEXES: Record<NonNullable<Person['sex']>, readonly string[]> = {
  female: [
    'эмэгтэй',
    'эм',
    'охин',
    'nữ',
    'женский',
    'жен',
    'ж',
    'девочка',
    'аял',
    'кыз',
    'female',
    'f',
    'girl',
  ],
  male: ['эрэгтэй', 'эр', 'хүү', 'nam', 'мужской', 'муж', 'м', 'мальчик', 'эркек', 'уул', 'male', 'm', 'boy'],
  other: ['бусад', 'khác', 'другой', 'башка', 'other'],
  unspecified: ['тодорхойгүй', 'không rõ', 'не указан', 'көрсөтүлгөн эмес', 'unspecified', 'unknown'],
}

const RELATIONS: Record<Guardianship['relation'], readonly string[]> = {
  mother: ['ээж', 'эх', 'mẹ', 'má', 'мать', 'мама', 'апа', 'апасы', 'эне', 'энеси', 'mother', 'mum', 'mom'],
  father: ['аав', 'эцэг', 'bố', 'cha', 'отец', 'папа', 'ата', 'атасы', 'father', 'dad'],
  grandparent: [
    'эмээ, өвөө',
    'бабушка, дедушка',
    'чоң ата, чоң эне',
    'өвөө',
    'эмээ',
    'ông',
    'bà',
    'ông bà',
    'дедушка',
    'бабушка',
    'чоң ата',
    'чоң эне',
    'чоң апа',
    'таята',
    'таэне',
    'grandparent',
    'grandfather',
    'grandmother',
  ],
  relative: [
    'хамаатан',
    'төрөл садан',
    'ах',
    'эгч',
    'họ hàng',
    'cô',
    'dì',
    'chú',
    'bác',
    'cậu',
    'anh',
    'chị',
    'родственник',
    'родственница',
    'тётя',
    'дядя',
    'брат',
    'сестра',
    'тууган',
    'relative',
    'aunt',
    'uncle',
    'brother',
    'sister',
  ],
  guardian: [
    'асран хамгаалагч',
    'người giám hộ',
    'giám hộ',
    'опекун',
    'законный представитель',
    'камкорчу',
    'guardian',
    'parent',
    'родитель',
    'phụ huynh',
    'ата-эне',
  ],
  other: ['бусад', 'khác', 'другое', 'другой', 'башка', 'other'],
}

function index<W extends string>(table: Record<W, readonly string[]>): Map<string, W> {
  const words = new Map<string, W>()
  for (const [word, spellings] of Object.entries(table) as [W, readonly string[]][]) {
    for (const spelling of [word, ...spellings]) {
      const key = exact(spelling)
      if (!words.has(key)) words.set(key, word)
    }
  }
  // Spellings with the marks left out come after all that are written in full.
  for (const [word, spellings] of Object.entries(table) as [W, readonly string[]][]) {
    for (const spelling of spellings) {
      const key = fold(spelling)
      if (!words.has(key)) words.set(key, word)
    }
  }
  return words
}

const exact = (text: string): string => `=${text.normalize('NFC').toLowerCase().trim()}`
const look = <W>(words: ReadonlyMap<string, W>, text: string): W | undefined =>
  words.get(exact(text)) ?? words.get(fold(text))

const headings = index(HEADINGS)
const roles = index(ROLES)
const sexes = index(SEXES)
const relations = index(RELATIONS)

/** What a heading means: whole, without a number or a remark in brackets at its end, or `undefined`. */
export function headingField(heading: string): PlainField | undefined {
  const bare = heading.replace(/[*:]+$/, '').trim()
  const short = bare.replace(/\s*(\([^)]*\)|№?\s*\d+)$/u, '').trim()
  return look(headings, bare) ?? (short === '' ? undefined : look(headings, short))
}

export const roleOf = (text: string): Exclude<PersonRole, 'visitor'> | undefined => look(roles, text)
export const sexOf = (text: string): Person['sex'] | undefined => look(sexes, text)
export const relationOf = (text: string): Guardianship['relation'] | undefined => look(relations, text)

/** Whether a guardian's column is the mother's or the father's, by a word of its heading. */
export function relationInHeading(heading: string): Guardianship['relation'] | undefined {
  const text = ` ${fold(heading)} `
  if (MOTHER.some(word => text.includes(` ${word}`))) return 'mother'
  return FATHER.some(word => text.includes(` ${word}`)) ? 'father' : undefined
}
const MOTHER = ['ээж', 'мать', 'матери', 'мама', 'mẹ ', 'апасы', 'mother'].map(fold)
const FATHER = ['аав', 'отец', 'отца', 'папа', 'bố ', 'cha ', 'атасы', 'father'].map(fold)

export const ROLE_WORDS = Object.keys(ROLES)
