import { describe, expect, test } from 'vitest'
import { SCHOOL } from '../helpers/school.ts'
import { freshStore, type TestEngine } from './engine.ts'

/** Officers and alarms. */
export function accountsContract(engine: TestEngine): void {
  const fresh = () => freshStore(engine)
  describe('accounts and alarms', () => {
    const officer = {
      id: 'o1',
      user: 'head',
      name: 'Head',
      passwordHash: '$argon2id$',
      jurisdiction: 'school',
      locale: 'mn' as const,
    }

    test('officers, sessions and wall tokens come back as they were put', async () => {
      const { accounts } = await fresh()
      await accounts.putOfficer(officer)
      expect(await accounts.officerByUser('head')).toEqual(officer)
      expect(await accounts.officer('o1')).toEqual(officer)
      expect(await accounts.officerByUser('Head')).toBeUndefined()
      await accounts.putSession({ id: 's1', officer: 'o1', expiresAt: 123.5 })
      expect(await accounts.session('s1')).toEqual({ id: 's1', officer: 'o1', expiresAt: 123.5 })
      await accounts.dropSession('s1')
      expect(await accounts.session('s1')).toBeUndefined()

      for (const [id, expiresAt] of [
        ['s2', 100],
        ['s3', 300],
      ] as const)
        await accounts.putSession({ id, officer: 'o1', expiresAt })
      await accounts.dropExpiredSessions(200)
      expect([await accounts.session('s2'), (await accounts.session('s3'))?.id]).toEqual([undefined, 's3'])
      await accounts.dropSessionsOf('o1')
      expect(await accounts.session('s3')).toBeUndefined()
      await accounts.putWallToken('t1', SCHOOL.site, 'o1', 1)
      expect(await accounts.wallSite('t1')).toBe(SCHOOL.site)
      await accounts.dropWallTokens(SCHOOL.site)
      expect(await accounts.wallSite('t1')).toBeUndefined()
    })

    test('open alarms are those not closed, or closed lately', async () => {
      const { alarms } = await fresh()
      const alarm = {
        id: 'a1',
        kind: 'isolate' as const,
        priority: 'high' as const,
        gate: 'gate-1',
        raisedAt: 1000,
        state: 'new' as const,
        level: 0,
        reasons: ['warm' as const],
      }
      await alarms.putAlarm(SCHOOL.site, alarm)
      await alarms.putAlarm(SCHOOL.site, {
        ...alarm,
        id: 'a2',
        raisedAt: 500,
        state: 'closed',
        stepAt: 2000,
      })
      expect((await alarms.openAlarms(SCHOOL.site, 1999)).map(a => a.id)).toEqual(['a2', 'a1'])
      expect((await alarms.openAlarms(SCHOOL.site, 2000)).map(a => a.id)).toEqual(['a1'])
      expect(await alarms.openAlarms('elsewhere', 0)).toEqual([])
      expect(await alarms.alarm('a1')).toEqual({ site: SCHOOL.site, alarm })
      await alarms.putAlarm(SCHOOL.site, { ...alarm, state: 'going' })
      expect((await alarms.alarm('a1'))?.alarm.state).toBe('going')
      expect(await alarms.alarm('none')).toBeUndefined()
    })
  })
}
