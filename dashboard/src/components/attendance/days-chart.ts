import type { AttendanceCounts } from '@schoolgate/protocol/attendance/mark'
import type { ChartConfiguration } from 'chart.js'

/** Marks drawn, from the axis upwards: what is missed most lies lowest, so that its top edge can be compared. */
export const DRAWN = ['absent', 'excused', 'late', 'leftEarly'] as const
export type Drawn = (typeof DRAWN)[number]

export interface DaysChartInput {
  days: readonly { label: string; title: string; counts: AttendanceCounts }[]
  words: Record<Drawn, string>
  number: (n: number) => string
  colour: (token: string) => string
}

const TOKENS: Record<Drawn, string> = {
  absent: 'bad',
  excused: 'muted',
  late: 'chart-usual',
  leftEarly: 'chart-bins',
}

/** Stacked bars of who was not there in full, one a day; each mark with the pattern of its bar elsewhere. */
export function daysChart({ days, words, number, colour }: DaysChartInput): ChartConfiguration<'bar'> {
  const grid = colour('chart-grid')
  const muted = colour('muted')
  return {
    type: 'bar',
    data: {
      labels: days.map(d => d.label),
      datasets: DRAWN.map(mark => ({
        label: words[mark],
        data: days.map(d => d.counts[mark]),
        backgroundColor: pattern(mark, colour(TOKENS[mark]), colour('surface')),
        borderColor: colour(TOKENS[mark]),
        borderWidth: 1,
        maxBarThickness: 44,
        categoryPercentage: 0.78,
        barPercentage: 1,
      })),
    },
    options: {
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          stacked: true,
          border: { color: grid },
          grid: { display: false },
          ticks: { color: muted, maxRotation: 0, autoSkip: true, autoSkipPadding: 6 },
        },
        y: {
          stacked: true,
          beginAtZero: true,
          suggestedMax: 4,
          border: { display: false },
          grid: { color: grid },
          ticks: { color: muted, precision: 0, maxTicksLimit: 6, callback: v => number(Number(v)) },
        },
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: items => days[items[0]?.dataIndex ?? 0]?.title ?? '',
            label: item => `${item.dataset.label}: ${number(Number(item.raw ?? 0))}`,
          },
        },
      },
    },
  }
}

/** A small tile drawn in a mark's pattern: stripes, slants or dots instead of colour alone. */
function pattern(mark: Drawn, ink: string, paper: string): CanvasPattern | string {
  if (mark === 'absent') return ink
  const size = mark === 'late' ? 5 : 6
  const tile = document.createElement('canvas')
  tile.width = size
  tile.height = size
  const ctx = tile.getContext('2d')
  if (!ctx) return ink
  ctx.fillStyle = paper
  ctx.fillRect(0, 0, size, size)
  ctx.fillStyle = ink
  ctx.strokeStyle = ink
  if (mark === 'late') ctx.fillRect(0, 0, 3, size)
  else if (mark === 'excused') {
    ctx.beginPath()
    ctx.arc(size / 2, size / 2, 1.4, 0, 2 * Math.PI)
    ctx.fill()
  } else {
    ctx.lineWidth = 2.2
    ctx.beginPath()
    for (const shift of [-size, 0, size]) {
      ctx.moveTo(shift, size)
      ctx.lineTo(shift + size, 0)
    }
    ctx.stroke()
  }
  return ctx.createPattern(tile, 'repeat') ?? ink
}
