import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip, type Plugin } from 'chart.js'
import type { Tokens } from '../../composables/tokens.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip)

const FONT = { family: "'Source Sans 3 Variable', sans-serif", size: 12 }
/** The slant of a cut bar, px. */
const CUT = { slant: 4, height: 3, below: 10 }

export interface Series {
  label: string
  values: number[]
  colour: 'plain' | 'accent'
}

export interface BarsOptions {
  /** several lines for a year under its first month */
  labels: (string | string[])[]
  /** whole names, for the tip */
  names: string[]
  series: Series[]
  /** where bars are cut off */
  cap: number | undefined
  tokens: Tokens
  rightToLeft: boolean
  format(value: number): string
  onChoose(index: number, series: number): void
}

/** Bars that are longer than the picture: a slanted gap, and the figure above. */
function cutBars({ cap, series, tokens, format }: BarsOptions): Plugin<'bar'> {
  return {
    id: 'cutBars',
    afterDatasetsDraw(chart) {
      if (cap === undefined) return
      const { ctx } = chart
      series.forEach(({ values }, at) => {
        chart.getDatasetMeta(at).data.forEach((bar, index) => {
          const value = values[index] ?? 0
          if (value <= cap || !(bar instanceof BarElement)) return
          const { x, y, width } = bar.getProps(['x', 'y', 'width'], true)
          if (x === null || y === null) return
          ctx.save()
          ctx.fillStyle = tokens.paper
          ctx.beginPath()
          ctx.moveTo(x - width / 2 - 1, y + CUT.below + CUT.slant)
          ctx.lineTo(x + width / 2 + 1, y + CUT.below)
          ctx.lineTo(x + width / 2 + 1, y + CUT.below + CUT.height)
          ctx.lineTo(x - width / 2 - 1, y + CUT.below + CUT.slant + CUT.height)
          ctx.fill()
          ctx.fillStyle = tokens.ink
          ctx.font = `${String(FONT.size)}px ${FONT.family}`
          ctx.textAlign = 'center'
          ctx.fillText(format(value), x, y - 5)
          ctx.restore()
        })
      })
    },
  }
}

/** Draws bars over time on a canvas. */
export function drawBars(canvas: HTMLCanvasElement, options: BarsOptions): Chart<'bar'> {
  const { labels, names, series, cap, tokens, rightToLeft, format, onChoose } = options
  const chart = new Chart(canvas, {
    type: 'bar',
    data: {
      labels,
      datasets: series.map(({ label, values, colour }, at) => ({
        label,
        // the lowest lies in front: what was read is a part of what was saved
        order: series.length - at,
        data: values.map((value) => (cap === undefined ? value : Math.min(value, cap))),
        backgroundColor: tokens[colour],
        hoverBackgroundColor: tokens[colour],
        borderRadius: 2,
        barPercentage: 0.78,
        categoryPercentage: 1,
        maxBarThickness: 44,
        grouped: false,
      })),
    },
    options: {
      maintainAspectRatio: false,
      animation: false,
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: cap === undefined ? 4 : 18 } },
      onHover: (_event, elements) => {
        canvas.style.cursor = elements.length > 0 ? 'pointer' : ''
      },
      onClick(event, elements) {
        const index = elements[0]?.index
        if (index === undefined) return
        // the shorter bar lies in front: what is under the pointer is meant, else the first series
        const under = series.findLastIndex((_, at) => {
          const bar = chart.getDatasetMeta(at).data[index]
          return bar !== undefined && bar.y <= (event.y ?? 0)
        })
        onChoose(index, Math.max(0, under))
      },
      scales: {
        x: {
          reverse: rightToLeft,
          grid: { display: false },
          border: { display: false },
          ticks: {
            color: tokens.quiet,
            font: FONT,
            maxRotation: 0,
            // a year below one letter reaches under its neighbours, who have none: it is no reason to leave out letters
            autoSkip: !labels.some((label) => Array.isArray(label)),
            autoSkipPadding: 6,
            padding: 2,
          },
        },
        y: {
          position: rightToLeft ? 'left' : 'right',
          beginAtZero: true,
          max: cap,
          grid: { color: tokens.line, drawTicks: false },
          border: { display: false },
          ticks: {
            color: tokens.quiet,
            font: FONT,
            padding: 8,
            maxTicksLimit: 4,
            precision: 0,
            // the cut is no round figure
            callback: (value) => (cap !== undefined && Number(value) >= cap ? '' : format(Number(value))),
          },
        },
      },
      plugins: {
        tooltip: {
          backgroundColor: tokens.ink,
          titleColor: tokens.paper,
          bodyColor: tokens.paper,
          titleFont: { ...FONT, weight: 600 },
          bodyFont: FONT,
          padding: 8,
          cornerRadius: 6,
          caretSize: 4,
          displayColors: false,
          rtl: rightToLeft,
          animation: false,
          callbacks: {
            title: ([item]) => names[item?.dataIndex ?? -1] ?? '',
            label: ({ datasetIndex, dataIndex }) => {
              const one = series[datasetIndex]
              return `${format(one?.values[dataIndex] ?? 0)} ${one?.label ?? ''}`
            },
          },
        },
      },
    },
    plugins: [cutBars(options)],
  })
  return chart
}
