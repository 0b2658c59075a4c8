import type { Page } from 'playwright-core'

/** Small drawings, 64 by 64, as the inside of an SVG. Our own; they stand for the pictures of saved pages. */
export const pictures = {
  clock:
    '<rect width="64" height="64" fill="#C9D6D2"/><circle cx="32" cy="26" r="15" fill="#E9DCC3"/><path d="M32 26V16M32 26l7 4" stroke="#4F7470" stroke-width="2.5" stroke-linecap="round"/><path d="M0 50q8-6 16 0t16 0 16 0 16 0v14H0z" fill="#4F7470"/>',
  moor: '<rect width="64" height="64" fill="#D5DCC8"/><circle cx="46" cy="18" r="8" fill="#5E7A4A" opacity=".55"/><path d="M0 40q16-8 32-2t32-2v28H0z" fill="#5E7A4A"/><path d="M0 50q20-6 36 0t28-1v15H0z" fill="#2F4636"/><path d="M14 40V22M20 40V28M9 40V30" stroke="#2F4636" stroke-width="1.5"/>',
  desert:
    '<rect width="64" height="64" fill="#E7D3B8"/><circle cx="44" cy="20" r="9" fill="#A65E3A" opacity=".8"/><path d="M0 46q20-20 40-4t24-4v26H0z" fill="#A65E3A"/><path d="M0 56q24-14 64-2v10H0z" fill="#5B4636"/>',
  books:
    '<rect width="64" height="64" fill="#EAD0CC"/><g fill="#A8525A"><rect x="10" y="14" width="7" height="38"/><rect x="30" y="20" width="6" height="32"/><rect x="45" y="12" width="8" height="40"/></g><g fill="#4E2730"><rect x="19" y="18" width="9" height="34"/><rect x="38" y="16" width="5" height="36"/></g><rect y="52" width="64" height="3" fill="#4E2730"/>',
  grid: `<rect width="64" height="64" fill="#DDD8CC"/><g fill="#7B7263">${squares()}</g>`,
  bus: '<rect width="64" height="64" fill="#D9D3E0"/><rect x="8" y="20" width="48" height="24" rx="4" fill="#2F2A44"/><g fill="#F2D98A"><rect x="13" y="25" width="10" height="8"/><rect x="27" y="25" width="10" height="8"/><rect x="41" y="25" width="10" height="8"/></g><circle cx="19" cy="46" r="5" fill="#6E5A86"/><circle cx="45" cy="46" r="5" fill="#6E5A86"/>',
  map: '<rect width="64" height="64" fill="#CBDCE8"/><path d="M8 14l16-5 16 6 16-5v40l-16 5-16-6-16 5z" fill="#3C6F96" opacity=".35"/><path d="M24 9v40M40 15v40" stroke="#1F3C56" stroke-width="1.5"/><path d="M12 40q12-20 20-8t20-10" fill="none" stroke="#1F3C56" stroke-width="2.5" stroke-dasharray="4 3"/>',
  bread:
    '<rect width="64" height="64" fill="#F0DFA8"/><path d="M10 44q-4-24 22-24t22 24z" fill="#C08A2B"/><path d="M22 28l4 8M32 26l3 8M42 28l2 8" stroke="#F0DFA8" stroke-width="2.5" stroke-linecap="round"/><rect x="6" y="44" width="52" height="4" fill="#6B4A1E"/>',
  bench:
    '<rect width="64" height="64" fill="#D5DCC8"/><path d="M8 30h48M8 37h48" stroke="#2F4636" stroke-width="4"/><path d="M14 30v22M50 30v22" stroke="#2F4636" stroke-width="3"/><circle cx="48" cy="15" r="7" fill="#5E7A4A"/>',
  waves:
    '<rect width="64" height="64" fill="#CBDCE8"/><path d="M4 18q7-6 14 0t14 0 14 0 14 0M4 30q7-6 14 0t14 0 14 0 14 0M4 42q7-6 14 0t14 0 14 0 14 0M4 54q7-6 14 0t14 0 14 0 14 0" fill="none" stroke="#3C6F96" stroke-width="2.5"/>',
  pillars:
    '<rect width="64" height="64" fill="#C9D6D2"/><g fill="#4F7470"><rect x="12" y="12" width="8" height="40"/><rect x="28" y="18" width="6" height="34"/><rect x="44" y="10" width="7" height="42"/></g><rect x="21" y="16" width="5" height="36" fill="#E9DCC3"/><rect x="36" y="22" width="6" height="30" fill="#E9DCC3"/>',
} as const
export type Picture = keyof typeof pictures

/** CSS px of a picture's edge. */
const EDGE = 320

function squares(): string {
  const lines: string[] = []
  for (let x = 0; x < 4; x++) {
    for (let y = 0; y < 4; y++) {
      const shade = 0.25 + 0.125 * ((x * 3 + y * 5) % 6)
      lines.push(`<rect x="${at(x)}" y="${at(y)}" width="10" height="10" opacity="${String(shade)}"/>`)
    }
  }
  return lines.join('')
}
function at(step: number): string {
  return String(8 + 13 * step)
}

/** The drawings as PNG files in base64, drawn by the window itself. */
export async function drawPictures(page: Page): Promise<Record<Picture, string>> {
  const drawn: [string, string][] = []
  for (const [name, inside] of Object.entries(pictures)) {
    await page.evaluate(
      ([shape, edge]) => {
        document.querySelector('#drawing')?.remove()
        const svg = new DOMParser().parseFromString(
          `<svg xmlns="http://www.w3.org/2000/svg" id="drawing" viewBox="0 0 64 64" width="${edge}" height="${edge}">${shape}</svg>`,
          'image/svg+xml',
        ).documentElement
        document.body.append(document.importNode(svg, true))
        Object.assign(document.getElementById('drawing')?.style ?? {}, { position: 'fixed', inset: '0', zIndex: '99' })
      },
      [inside, String(EDGE)] as const,
    )
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: EDGE, height: EDGE } })
    drawn.push([name, png.toString('base64')])
  }
  await page.evaluate(() => {
    document.querySelector('#drawing')?.remove()
  })
  return Object.fromEntries(drawn) as Record<Picture, string>
}
