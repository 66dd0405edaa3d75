import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

export interface Import {
  /** importing file, from the root of the house, `/`-separated */
  from: string
  /** imported file from the root, or a package's name */
  to: string
  typeOnly: boolean
}

/** Every source file of a folder, tests aside. */
export function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(f => f.isFile() && /\.(ts|vue)$/.test(f.name) && !/\.(test|d)\.ts$/.test(f.name))
    .map(f => relative(root, join(f.parentPath, f.name)).replaceAll('\\', '/'))
    .sort()
}

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g

/** The imports of one file, with ours resolved to files. */
export function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(STATEMENT)].map(match => ({
    from: file,
    to: resolve(file, (match[2] ?? match[3]) as string),
    typeOnly: match[1] !== undefined,
  }))
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return join(dirname(file), specifier).replaceAll('\\', '/')
  if (specifier.startsWith('@/')) return `dashboard/src/${specifier.slice(2)}`
  const ours = /^@schoolgate\/(\w+)\/(.+)$/.exec(specifier)
  if (ours) return ours[1] === 'protocol' ? `protocol/src/${ours[2]}.ts` : `${ours[1]}/${ours[2]}`
  return specifier
}
