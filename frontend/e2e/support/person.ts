import { type Browser, chromium, expect, type Locator, type Page } from '@playwright/test'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { film, nearest, type Picture } from './camera'

export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--mute-audio',
]

/** Somebody with a browser of their own, whose camera shows one colour. */
export class Person {
  private constructor(
    readonly name: string,
    readonly picture: Picture,
    readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async arrive(name: string, picture: Picture): Promise<Person> {
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: [
        ...chromiumFlags,
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${film(join(tmpdir(), 'parley-films'), picture)}`,
      ],
    })
    const context = await browser.newContext({ viewport: { width: 960, height: 600 }, permissions: ['camera', 'microphone'] })
    const page = await context.newPage()
    await page.addInitScript(rememberConnections)
    return new Person(name, picture, browser, page)
  }

  /** Opens the room's address and asks to join under the person's name. */
  async knock(url: string): Promise<void> {
    await this.page.goto(url)
    await this.page.getByTestId('name').fill(this.name)
    await this.page.getByTestId('join').click()
  }

  /** Knocks and waits until the person is on the stage. */
  async join(url: string): Promise<void> {
    await this.knock(url)
    await expect(this.page.getByTestId('stage')).toBeVisible({ timeout: 20_000 })
  }

  async enterPin(pin: string): Promise<void> {
    await this.page.getByTestId('pin').fill(pin)
    await this.page.getByTestId('submit-pin').click()
  }

  /** The pictures of others that this person sees, with the number of frames decoded of each. */
  async sees(): Promise<Map<Picture, number>> {
    const seen = new Map<Picture, number>()
    for (const { rgb, frames } of await this.page.evaluate(samplePictures)) {
      const picture = nearest(rgb)
      if (picture) seen.set(picture, Math.max(seen.get(picture) ?? 0, frames))
    }
    return seen
  }

  /** Waits until the person sees moving pictures of exactly these others. */
  async expectToSee(...others: Picture[]): Promise<void> {
    await expect.poll(async () => [...(await this.sees()).keys()].sort(), { timeout: 40_000, message: `pictures that ${this.name} sees` }).toEqual([...others].sort())
    for (const other of others) {
      // A person who moves to another tile begins to count anew there.
      let last = Infinity
      let moved = 0
      await expect
        .poll(
          async () => {
            const now = (await this.sees()).get(other) ?? 0
            moved += Math.max(0, now - last)
            last = now
            return moved
          },
          { timeout: 30_000, message: `new frames of ${other} at ${this.name}` },
        )
        .toBeGreaterThan(3)
    }
  }

  /** Waits until sound arrives: packets are received and their energy grows. */
  async expectToHear(): Promise<void> {
    const first = await this.page.evaluate(audioEnergy)
    await expect.poll(() => this.page.evaluate(audioEnergy), { timeout: 20_000, message: `sound at ${this.name}` }).toBeGreaterThan(first + 1e-6)
  }

  async say(text: string): Promise<void> {
    const input = this.page.getByTestId('chat-input')
    if (!(await input.isVisible())) await this.page.getByTestId('chat').click()
    await input.fill(text)
    await input.press('Enter')
  }

  async expectToRead(text: string): Promise<void> {
    const log = this.page.getByTestId('chat-panel')
    if (!(await log.isVisible())) await this.page.getByTestId('chat').click()
    await expect(log).toContainText(text, { timeout: 10_000 })
  }

  tile(role: string): Locator {
    return this.page.locator(`[data-testid="tile"][data-slot-role="${role}"]`)
  }

  /** Leaves the meeting with the button. */
  async hangUp(): Promise<void> {
    await this.page.getByTestId('leave').click()
    await expect(this.page.getByTestId('ended')).toBeVisible()
  }

  /** Closes the browser, as a crash would. */
  async leave(): Promise<void> {
    await this.browser.close()
  }
}

/** Runs in the page before its scripts: keeps the peer connections for the statistics. */
function rememberConnections(): void {
  const real = window.RTCPeerConnection
  const kept: RTCPeerConnection[] = []
  Object.defineProperty(window, 'parleyConnections', { value: kept })
  window.RTCPeerConnection = class extends real {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      kept.push(this)
    }
  }
}

/** Runs in the page: the average colour and the decoded frames of every visible remote picture. */
function samplePictures(): { rgb: number[]; frames: number }[] {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 8
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  const samples: { rgb: number[]; frames: number }[] = []
  for (const video of document.querySelectorAll<HTMLVideoElement>('[data-testid="tile"]:not([data-slot-role="self"]) video')) {
    if (video.videoWidth === 0 || video.readyState < 2 || !video.checkVisibility({ visibilityProperty: true })) continue
    context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * 0.75, 0, 0, 8, 8)
    const { data } = context.getImageData(0, 0, 8, 8)
    const rgb = [0, 1, 2].map((c) => {
      let sum = 0
      for (let i = c; i < data.length; i += 4) sum += data[i]!
      return sum / 64
    })
    samples.push({ rgb, frames: video.getVideoPlaybackQuality().totalVideoFrames })
  }
  return samples
}

/** Runs in the page: the energy of all sound received so far. */
async function audioEnergy(): Promise<number> {
  const kept = (window as unknown as { parleyConnections: RTCPeerConnection[] }).parleyConnections
  let energy = 0
  for (const connection of kept) {
    for (const report of (await connection.getStats()).values()) {
      if (report.type === 'inbound-rtp' && report.kind === 'audio') energy += (report.totalAudioEnergy as number | undefined) ?? 0
    }
  }
  return energy
}
