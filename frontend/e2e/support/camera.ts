import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The pictures that the fake cameras show. Each is told from the others by its colour. */
export const pictures = {
  red: [200, 30, 30],
  green: [30, 170, 40],
  blue: [30, 50, 210],
  yellow: [220, 210, 30],
} as const

export type Picture = keyof typeof pictures

const width = 320
const height = 180
const frames = 20

/** Writes a Y4M film of one colour in which a bright bar moves, and returns its path. */
export function film(dir: string, picture: Picture): string {
  mkdirSync(dir, { recursive: true })
  const path = join(dir, `${picture}.y4m`)
  const [y, u, v] = yuv(pictures[picture])
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`)]
  for (let n = 0; n < frames; n++) {
    const luma = Buffer.alloc(width * height, y)
    const bar = Math.floor((n * width) / frames)
    for (let row = height - 20; row < height - 8; row++) luma.fill(235, row * width + bar, row * width + Math.min(bar + 16, width))
    parts.push(Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 4, u), Buffer.alloc((width * height) / 4, v))
  }
  const own = `${path}.${process.pid}`
  writeFileSync(own, Buffer.concat(parts))
  renameSync(own, path) // another browser may be reading it
  return path
}

/** BT.601 limited range, as the fake camera expects. */
function yuv([r, g, b]: readonly [number, number, number]): [number, number, number] {
  return [
    Math.round(16 + 0.257 * r + 0.504 * g + 0.098 * b),
    Math.round(128 - 0.148 * r - 0.291 * g + 0.439 * b),
    Math.round(128 + 0.439 * r - 0.368 * g - 0.071 * b),
  ]
}

/** Names the picture whose colour is nearest, or null when none is near. */
export function nearest(rgb: readonly number[]): Picture | null {
  let best: Picture | null = null
  let bestDistance = 70 ** 2
  for (const [name, colour] of Object.entries(pictures) as [Picture, readonly number[]][]) {
    const distance = colour.reduce((sum, c, i) => sum + (c - (rgb[i] ?? 0)) ** 2, 0)
    if (distance < bestDistance) [best, bestDistance] = [name, distance]
  }
  return best
}
