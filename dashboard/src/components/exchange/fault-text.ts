import type { ImportFaultCode } from '@schoolgate/protocol/directory/import-fault-codes'
import { IMPORT_FAULTS } from '@schoolgate/protocol/directory/import-fault-codes'
import type { ImportFault } from '@schoolgate/protocol/http/import'
import type { Text } from '../../composables/use-text.ts'

/** A fault's sentence; a code this dashboard does not know yet is shown as it is. */
export function faultSentence(t: Text['t'], fault: ImportFault): string {
  return fault.code in IMPORT_FAULTS
    ? t(`exchange.fault.${fault.code as ImportFaultCode}`, fault.params)
    : fault.code
}

/** Where it lies, as far as the importer could tell. */
export function faultPlace(t: Text['t'], { file, line, column }: ImportFault): string {
  if (line > 0 && column !== '') return t('exchange.where', { file, line: String(line), column })
  if (line > 0) return t('exchange.whereLine', { file, line: String(line) })
  return [t('exchange.whereFile', { file }), column].filter(part => part !== '').join(', ')
}

/** All faults as a table for whoever corrects the file. */
export function faultsCsv(t: Text['t'], faults: readonly ImportFault[]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  const lines = faults.map(f =>
    [f.level, f.file, String(f.line), f.column, f.value, faultSentence(t, f), f.school].map(cell).join(','),
  )
  return `\ufefflevel,file,line,column,value,message,school\r\n${lines.join('\r\n')}\r\n`
}
