import { expect, test } from 'vitest'
import { publicOrigin } from './poster.ts'

test('a poster leads to where the officer who asked for it is', () => {
  expect(publicOrigin('gate.school.mn', [])).toBe('https://gate.school.mn')
  expect(publicOrigin('127.0.0.1:8080', [])).toBe('http://127.0.0.1:8080')
  expect(publicOrigin('localhost.evil.example', [])).toBe('https://localhost.evil.example')
})

test('behind a proxy that calls us by another name it leads to where we were told we are', () => {
  const origins = ['https://gate.school.mn', 'http://lan.school:8080']
  expect(publicOrigin('10.0.0.5:8080', origins)).toBe('https://gate.school.mn')
  expect(publicOrigin('lan.school:8080', origins)).toBe('http://lan.school:8080')
})
