/** Made-up names, long ones on purpose. */
export const MONGOLIAN = [
  'Батбаяр',
  'Ганболд',
  'Отгонбаяр',
  'Мөнхбаяр',
  'Энхтуяа',
  'Цогтбаатар',
  'Лхагвасүрэн',
  'Пүрэвдорж',
  'Дамдинсүрэн',
  'Эрдэнэчулуун',
]
export const MONGOLIAN_GIVEN = [
  'Өнөрцэцэг',
  'Тэмүүлэн',
  'Үүрийнтуяа',
  'Анужин',
  'Номин-Эрдэнэ',
  'Мөнхзул',
  'Билгүүн',
  'Сүхбат',
  'Хулан',
  'Энэрэл',
  'Нандин-Эрдэнэ',
  'Төгөлдөр',
]
export const VIETNAMESE = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Đặng']
export const VIETNAMESE_GIVEN = [
  'Thị Ngọc Ánh',
  'Đức Minh',
  'Gia Bảo',
  'Thị Phương Uyên',
  'Quốc Khánh',
  'Hoàng Thiên Kim',
]
