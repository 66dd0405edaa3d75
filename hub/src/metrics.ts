import type { Reason, Verdict } from '@schoolgate/protocol/verdict'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Everything `/metrics` says. No label ever holds a person, a card or an officer. */
export type Metrics = ReturnType<typeof makeMetrics>

export function makeMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name: `schoolgate_${name}`, help, labelNames, registers })
  const gauge = (name: string, help: string, collect?: (this: Gauge) => void) =>
    new Gauge({ name: `schoolgate_${name}`, help, registers, ...(collect ? { collect } : {}) })

  gauge('hub_rss_bytes', 'Resident memory of the hub process', function () {
    this.set(process.memoryUsage.rss())
  })
  return {
    registry,
    refused: counter('kiosk_refused_total', 'Kiosk connections refused, by code', ['code']),
    nacks: counter('kiosk_nacks_total', 'Batches not stored, by code', ['code']),
    kiosks: gauge('kiosks_connected', 'Kiosks connected now'),
    entries: counter('entries_committed_total', 'Entries committed'),
    verdicts: counter('entries_by_verdict_total', 'Readable entries committed, by verdict', ['verdict']),
    reasons: counter('entries_by_reason_total', 'Reasons of readable entries, by reason', ['reason']),
    lineFaults: counter('kiosk_line_faults_total', 'What went wrong on serial lines, as kiosks report it', [
      'kind',
    ]),
    quarantined: counter('entries_quarantined_total', 'Entries kept raw because they could not be read'),
    batch: new Histogram({
      name: 'schoolgate_commit_entries',
      help: 'Entries in one transaction',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
      registers,
    }),
    commitMs: new Histogram({
      name: 'schoolgate_commit_ms',
      help: 'Time of one transaction until it is on disk, ms',
      buckets: [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
      registers,
    }),
    forks: counter('journal_forks_total', 'Journals whose stored and offered chains differ'),
    gaps: counter('journal_gaps_total', 'Ranges of entries that exist nowhere any more'),
    feedClients: gauge('feed_clients', 'Dashboards connected to the live feed'),
    deltas: counter('feed_deltas_total', 'Deltas made, one per room'),
    feedRefused: counter('feed_refused_total', 'Feed handshakes and subscriptions refused'),
    slowClients: counter(
      'feed_slow_clients_total',
      'Times a slow dashboard was given a snapshot instead of deltas',
    ),
    signInFailures: counter('sign_in_failures_total', 'Sign-ins refused'),
    requests: counter('http_requests_total', 'API requests by route and status', ['route', 'status']),
    faults: counter('faults_total', 'Errors nobody expected, by place', ['place']),
  }
}

/** Counts a commit's entries by verdict and reason; one call to the registry for each that occurs. */
export function countEntries(
  metrics: Pick<Metrics, 'verdicts' | 'reasons'>,
  entries: readonly { verdict: Verdict; reasons: readonly Reason[] }[],
): void {
  const verdicts = new Map<Verdict, number>()
  const reasons = new Map<Reason, number>()
  for (const entry of entries) {
    verdicts.set(entry.verdict, (verdicts.get(entry.verdict) ?? 0) + 1)
    for (const reason of entry.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  for (const [verdict, n] of verdicts) metrics.verdicts.inc({ verdict }, n)
  for (const [reason, n] of reasons) metrics.reasons.inc({ reason }, n)
}
