import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import type { Deployment } from './deployment'

/** Signs in through the login page; as the first administrator unless told otherwise. */
export async function signIn(page: Page, d: Deployment, { username, password }: { username: string; password: string } = d.at): Promise<void> {
  await page.goto(d.at.admin)
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByTestId('live-view')).toBeVisible()
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * Fails when axe finds anything on the page, in the light or the dark theme. Axe
 * runs in the page alone, which is its old way: the new one opens another page to
 * join what it found in frames, of which we have none, and takes twice as long.
 */
export async function expectAccessible(page: Page, what: string, within = 'html'): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await themed(page, scheme)
    const found = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode().include(within).withTags(standards).analyze()
    const summary = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
    expect(summary, `${what}, ${scheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
}

/** Waits until the theme has taken hold: the administrators' pages set a class, and colours go over into others. */
async function themed(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  if (await page.locator('.pf-v6-c-page, .pf-v6-c-login').count()) {
    await expect(page.locator('html.pf-v6-theme-dark')).toHaveCount(scheme === 'dark' ? 1 : 0)
  }
  await page.evaluate(async () => {
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))
    // Spinners never end. What inherits a colour that goes over begins to do so itself, so one look is not enough.
    const ending = () => document.getAnimations().filter((a) => a.playState === 'running' && a.effect?.getComputedTiming().iterations !== Infinity)
    for (let now = ending(); now.length > 0; now = ending()) await Promise.all(now.map((a) => a.finished.catch(() => undefined)))
  })
}
