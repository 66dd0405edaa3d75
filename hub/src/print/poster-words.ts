import type { Locale } from '@schoolgate/protocol/locale'

export interface PosterWords {
  title: string
  steps: [string, string, string]
  /** for whom has no phone with them */
  without: string
}

export const POSTER_WORDS: Record<Locale, PosterWords> = {
  mn: {
    title: 'Зочдод: нэг өдрийн нэвтрэх эрх',
    steps: [
      'Утасныхаа камераар энэ кодыг уншуулна.',
      'Хэдэн богино асуултад хариулна.',
      'Утсан дээр гарсан кодыг хаалган дээр үзүүлнэ.',
    ],
    without: 'Утасгүй бол жижүүрт хандана уу.',
  },
  vi: {
    title: 'Khách đến trường: thẻ vào trong ngày',
    steps: [
      'Quét mã này bằng máy ảnh điện thoại.',
      'Trả lời vài câu hỏi ngắn.',
      'Giơ mã trên điện thoại ra ở cổng.',
    ],
    without: 'Không có điện thoại? Mời gặp người trực cổng.',
  },
  ru: {
    title: 'Посетителям: пропуск на день',
    steps: [
      'Наведите на код камеру телефона.',
      'Ответьте на несколько коротких вопросов.',
      'Покажите код с телефона у входа.',
    ],
    without: 'Нет телефона? Обратитесь к дежурному.',
  },
  ky: {
    title: 'Конокторго: бир күндүк өткөрмө',
    steps: [
      'Кодду телефондун камерасына көрсөтүңүз.',
      'Бир нече кыска суроого жооп бериңиз.',
      'Телефонго чыккан кодду дарбазада көрсөтүңүз.',
    ],
    without: 'Телефон жокпу? Нөөмөтчүгө кайрылыңыз.',
  },
  en: {
    title: 'Visitors: your pass for today',
    steps: [
      'Point your phone’s camera at this code.',
      'Answer a few short questions.',
      'Show the code on your phone at the gate.',
    ],
    without: 'No phone? Please ask the person at the door.',
  },
}
