import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { xlsxBytes } from '../export/xlsx.ts'
import { readXlsx } from './xlsx.ts'
import { openZip } from './zip.ts'

async function read(bytes: Uint8Array) {
  const zip = openZip(bytes)
  return zip.ok ? readXlsx(bytes, zip.value) : zip
}

/** A workbook whose sheet's XML is replaced. */
async function withSheet(change: (xml: string) => string): Promise<Uint8Array> {
  const files = unzipSync(
    await xlsxBytes(
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      'S',
    ),
  )
  const name = Object.keys(files).find(n => /worksheets\/sheet/.test(n)) as string
  files[name] = strToU8(change(new TextDecoder().decode(files[name])))
  return zipSync(files)
}

test('texts come back as they were written, formulas as texts', async () => {
  const rows = [
    ['Нэр', 'Tên'],
    ['=1+1', '007'],
    ['', 'ө'],
  ]
  expect(await read(await xlsxBytes(rows, 'Хүмүүс'))).toEqual({
    ok: true,
    value: { name: 'Хүмүүс', rows, others: 0 },
  })
})

test('numbers, days and the results of formulas are texts', async () => {
  const cells =
    '<row r="2"><c r="A2"><v>9.912345e7</v></c><c r="B2" t="str"><f>CONCATENATE("a","b")</f><v>ab</v></c></row>' +
    '<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
  const sheet = await read(await withSheet(xml => xml.replace(/<row r="2".*<\/row>/s, cells)))
  expect(sheet.ok && sheet.value.rows).toEqual([
    ['a', 'b'],
    ['99123450', 'ab'],
    ['', ''],
    // Of a formula that failed nothing is there to be read.
    ['true', ''],
  ])
})

test('an address far beyond any sheet is refused before memory is filled', async () => {
  for (const wild of ['r="99999999999"', 'r="AAAAA1"']) {
    const bytes = await withSheet(xml => xml.replace(/<row r="2"/, `<row ${wild}`))
    expect(await read(bytes)).toEqual({ ok: false, error: 'xlsx-broken' })
  }
})

test('a second sheet is counted', async () => {
  const files = unzipSync(await xlsxBytes([['a'], ['1']], 'S'))
  const text = (name: string) => new TextDecoder().decode(files[name])
  const sheet = Object.keys(files).find(n => /worksheets\/sheet/.test(n)) as string
  files['xl/worksheets/sheet99.xml'] = new Uint8Array(files[sheet] ?? [])
  files['xl/workbook.xml'] = strToU8(
    text('xl/workbook.xml').replace(/(<sheet [^>]*)\/>/, '$1/><sheet name="T" sheetId="99" r:id="rId99"/>'),
  )
  files['xl/_rels/workbook.xml.rels'] = strToU8(
    text('xl/_rels/workbook.xml.rels').replace(
      '</Relationships>',
      '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet99.xml"/></Relationships>',
    ),
  )
  expect(await read(zipSync(files))).toMatchObject({ ok: true, value: { others: 1 } })
})

test('a workbook with anything in its parts is read or refused', async () => {
  const files = unzipSync(
    await xlsxBytes(
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      'S',
    ),
  )
  const names = Object.keys(files).filter(name => name.endsWith('.xml'))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.nat({ max: 400 }),
      fc.string({ maxLength: 12 }),
      async (name, at, more) => {
        const xml = new TextDecoder().decode(files[name])
        const cut = at % (xml.length + 1)
        const read1 = await read(
          zipSync({ ...files, [name]: strToU8(xml.slice(0, cut) + more + xml.slice(cut + 3)) }),
        )
        expect(typeof read1.ok).toBe('boolean')
      },
    ),
    { seed: 10, numRuns: 150 },
  )
})
