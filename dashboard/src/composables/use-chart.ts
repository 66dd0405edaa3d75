import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'
import { onBeforeUnmount, onMounted, type ShallowRef, watch } from 'vue'
import { usePreferences } from '../stores/preferences.ts'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)
Chart.defaults.animation = false
Chart.defaults.font.family = '"Noto Sans Variable", "Noto Sans", sans-serif'
Chart.defaults.font.size = 12
Chart.defaults.maintainAspectRatio = false

/** Colours of the tokens as the canvas understands them, read at the element so that the theme is the right one. */
export function tokenColour(at: HTMLElement): (token: string) => string {
  return token => {
    const probe = document.createElement('span')
    probe.style.color = `var(--${token})`
    // in forced colours every text has the same: a drawing would be one blot
    probe.style.setProperty('forced-color-adjust', 'none')
    at.append(probe)
    const colour = getComputedStyle(probe).color
    probe.remove()
    return colour
  }
}

/**
 * Draws on a canvas and redraws when `inputs` or the theme change. The chart is updated in place.
 */
export function useChart(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  inputs: () => unknown,
  make: (colour: (token: string) => string) => ChartConfiguration,
): void {
  const preferences = usePreferences()
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let chart: Chart | undefined

  function draw(): void {
    const element = canvas.value
    if (!element?.parentElement) return
    const config = make(tokenColour(element.parentElement))
    if (!chart) {
      chart = new Chart(element, config)
      return
    }
    chart.data = config.data
    if (config.options) chart.options = config.options
    chart.update('none')
  }
  function drop(): void {
    chart?.destroy()
    chart = undefined
  }

  onMounted(() => {
    draw()
    dark.addEventListener('change', draw)
    // canvas text is measured once: again when the font has come
    void document.fonts?.ready.then(() => chart?.update('none'))
  })
  watch(canvas, element => {
    drop()
    if (element) draw()
  })
  watch(() => preferences.theme, draw, { flush: 'post' })
  watch(inputs, draw, { flush: 'post' })
  onBeforeUnmount(() => {
    dark.removeEventListener('change', draw)
    drop()
  })
}
