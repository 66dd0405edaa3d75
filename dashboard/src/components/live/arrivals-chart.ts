import type { ChartConfiguration, ChartType, Plugin } from 'chart.js'

export interface ArrivalsChartInput {
  /** one value a minute from `from` */
  today: number[]
  usual: number[] | undefined
  /** minute of the local day of the first value */
  from: number
  nowMinute: number
  words: { today: string; usual: string; now: string }
  minute: (minute: number) => string
  /** px */
  fontSize: number
  colour: (token: string) => string
}

/** Bars for today, a dashed line for the usual day, an upright marker for now; nothing after now is drawn as zero. */
export function arrivalsChart(input: ArrivalsChartInput): ChartConfiguration {
  const { from, nowMinute, colour } = input
  const labels = input.today.map((_, i) => input.minute(from + i))
  const muted = colour('muted')
  const grid = colour('chart-grid')
  return {
    type: 'bar',
    data: {
      labels,
      datasets: [
        ...(input.usual
          ? [
              {
                type: 'line' as const,
                label: input.words.usual,
                data: smooth(input.usual),
                borderColor: colour('chart-usual'),
                borderWidth: 2,
                borderDash: [5, 3],
                pointRadius: 0,
                tension: 0.35,
              },
            ]
          : []),
        {
          type: 'bar' as const,
          label: input.words.today,
          data: input.today.map((n, i) => (from + i > nowMinute ? null : n)),
          backgroundColor: colour('chart-today'),
          barPercentage: 1,
          categoryPercentage: 0.82,
        },
      ],
    },
    options: {
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: input.fontSize + 4 } },
      scales: {
        x: {
          border: { color: grid },
          grid: { display: false },
          ticks: {
            color: muted,
            font: { size: input.fontSize },
            maxRotation: 0,
            autoSkip: false,
            callback: (_, i) => ((from + i) % stepFor(labels.length) === 0 ? labels[i] : null),
          },
        },
        y: {
          beginAtZero: true,
          suggestedMax: 5,
          border: { display: false },
          grid: { color: grid },
          ticks: { color: muted, font: { size: input.fontSize }, precision: 0, maxTicksLimit: 5 },
        },
      },
      plugins: {
        now: {
          index: nowMinute - from,
          word: input.words.now,
          colour: colour('ink'),
          fontSize: input.fontSize,
        },
        tooltip: {
          displayColors: false,
          callbacks: {
            label: item => `${item.dataset.label}: ${Math.round(Number(item.raw ?? 0) * 10) / 10}`,
          },
        },
      },
    },
    plugins: [nowMarker as Plugin],
  }
}

/** Label every quarter, half or whole hour, so that about four to eight stand below. */
function stepFor(minutes: number): number {
  return minutes <= 90 ? 15 : minutes <= 240 ? 30 : 120
}

/** A mean over few days is jagged: five-minute moving average. */
function smooth(values: number[]): number[] {
  return values.map((_, i) => {
    const near = values.slice(Math.max(0, i - 2), i + 3)
    return near.reduce((a, b) => a + b, 0) / near.length
  })
}

/** Position and word of the marker; given as options because a chart keeps the plugins it was made with. */
interface NowOptions {
  index: number
  word: string
  colour: string
  fontSize: number
}
declare module 'chart.js' {
  interface PluginOptionsByType<TType extends ChartType> {
    now?: NowOptions & { readonly __type?: TType }
  }
}

const nowMarker: Plugin<'bar', NowOptions> = {
  id: 'now',
  afterDatasetsDraw(chart, _, { index, word, colour, fontSize }) {
    if (index < 0 || index >= (chart.data.labels?.length ?? 0)) return
    const x = chart.scales.x?.getPixelForValue(index)
    if (x === undefined) return
    const { ctx, chartArea } = chart
    ctx.save()
    ctx.strokeStyle = colour
    ctx.fillStyle = colour
    ctx.lineWidth = 1.5
    ctx.beginPath()
    ctx.moveTo(x, chartArea.top - 2)
    ctx.lineTo(x, chartArea.bottom)
    ctx.stroke()
    ctx.font = `600 ${fontSize}px "Noto Sans Variable", sans-serif`
    const half = ctx.measureText(word).width / 2
    ctx.textAlign = 'center'
    ctx.fillText(
      word,
      Math.min(Math.max(x, chartArea.left + half), chartArea.right - half),
      chartArea.top - 5,
    )
    ctx.restore()
  },
}
