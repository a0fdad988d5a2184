import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectAccessible, signIn } from './support/admin'
import { Callers } from './support/callers'
import { Deployment } from './support/deployment'

// The whole life of a burst node, as an administrator sees it: a real deployment,
// a double of a cloud whose instances boot real nodes, and real calls.
test.use({ actionTimeout: 15_000 })
test.setTimeout(420_000)

let d: Deployment
let callers: Callers
test.beforeAll(async () => {
  test.setTimeout(300_000)
  callers = Callers.start()
  d = await Deployment.start({ burst: true, nodes: 1 })
  // Longer than all of this takes, on however slow a machine: only the clock ends it.
  await d.query('mutation { globalSettingsUpdate(input: { burstingMinLifetime: 50 }) { userErrors { message } } }')
})
test.afterAll(async () => {
  await callers.stop()
  await d.stop()
})

const pictures = process.env.PARLEY_PICTURES

/** Looks at the page in this phase; pictures of it are kept when they are asked for. */
async function look(page: Page, phase: string): Promise<void> {
  await expectAccessible(page, phase)
  if (!pictures) return
  for (const [size, viewport] of [['wide', { width: 1280, height: 1700 }], ['narrow', { width: 400, height: 3000 }]] as const) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html.pf-v6-theme-dark')).toHaveCount(colorScheme === 'dark' ? 1 : 0)
      await page.screenshot({ path: `${pictures}/${phase}-${size}-${colorScheme}.png`, fullPage: true, animations: 'disabled' })
    }
  }
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize({ width: 1280, height: 900 })
}

const patiently = { timeout: 60_000 }

/** A call that finds no room yet, since the full node has not heard of the new one, is placed again. */
async function joinAtLast(who: string, face: number): Promise<void> {
  await expect(async () => callers.join(who, d.at.nodes[0]!.url, 'team', face)).toPass({ timeout: 40_000, intervals: [500] })
}

/** Which node carries each participant, by name. */
async function carriers(): Promise<Record<string, string>> {
  const { liveView } = await d.query<{ liveView: { nodes: { id: string; name: string }[]; conferences: { participants: { displayName: string; mediaNodeId: string | null }[] }[] } }>('{ liveView { nodes { id name } conferences { participants { displayName mediaNodeId } } } }')
  const all = liveView.conferences.flatMap((c) => c.participants)
  return Object.fromEntries(all.map((p) => [p.displayName, liveView.nodes.find((n) => n.id === p.mediaNodeId)?.name ?? '']))
}

/** The steps of the node's machine in its history, oldest first, with the reasons. */
const steps: [what: string, reason: RegExp][] = [
  ['Burst: start requested', /^The machine i-\S+ \(cloud-1\) is to be started: 2 of 5 HD calls are free in the location Amsterdam, where 2 or fewer are too few\. If it does not take calls by .+, the next one is tried\.$/],
  ['Burst: starting', /^The machine i-\S+ \(cloud-1\) is starting\.$/],
  ['Burst: running', /^The machine i-\S+ \(cloud-1\) runs and the node takes calls, \d+ s after its start was requested\.$/],
  ['Burst: draining', /^The node takes no new calls and is to be stopped: there has been no conference on it since .+, and it has run for \d+ min( \d+ s)?, at least 50 min\.$/],
  ['Burst: stop requested', /^The machine i-\S+ \(cloud-1\) is to be stopped: there has been no conference on it since .+, at least 50 min\.$/],
  ['Burst: stopped', /^The machine i-\S+ \(cloud-1\) has stopped after \d+ min( \d+ s)?\.$/],
]

/** Remembers in the page every state that the burst node was shown in: short ones are missed by whoever looks from outside. */
async function watch(row: Locator): Promise<() => Promise<string[]>> {
  await row.evaluate((tr) => {
    const seen: string[] = []
    const note = () => {
      const state = tr.querySelector('.pf-v6-c-label')?.textContent?.trim() ?? ''
      if (state !== '' && seen.at(-1) !== state) seen.push(state)
    }
    note()
    new MutationObserver(note).observe(tr, { subtree: true, childList: true, characterData: true })
    Object.assign(window, { parleyStates: seen })
  })
  return () => row.page().evaluate(() => (window as unknown as { parleyStates: string[] }).parleyStates)
}

test('a location fills, a burst node is started, carries the next call, and is stopped when nobody needs it', async ({ page }) => {
  const node = d.at.burst!.nodes[0]!
  await signIn(page, d)
  await page.getByRole('link', { name: 'Bursting', exact: true }).click()
  const principal = page.getByRole('grid', { name: 'Principal locations' }).getByRole('row').filter({ hasText: 'Amsterdam' })
  const overflow = page.getByRole('grid', { name: 'Overflow locations' }).getByRole('row').filter({ hasText: 'Cloud' })
  const row = page.getByRole('grid', { name: 'Burst nodes' }).getByRole('row').filter({ hasText: node.name })
  await expect(row).toContainText('Stopped', patiently)
  await expect(row).toContainText('It is not needed: "Amsterdam" has 5 of 5 HD calls free; its threshold is 2. Of those in its location it is started next.')
  await expect(principal).toContainText('threshold 2')
  await expect(principal).not.toContainText(/Approaching|reached/)
  await expect(overflow, 'where no node is needed none runs, which is no trouble').toContainText('no node runs')
  await expect(overflow).not.toContainText('reached')
  await look(page, '1-quiet')
  const states = await watch(row)
  let loads = 0
  page.on('load', () => loads++)

  const people = ['Ann', 'Bob', 'Cid', 'Dee', 'Eve']
  const [first, second, ...others] = people as [string, string, ...string[]]
  await callers.join(first, d.at.nodes[0]!.url, 'team', 0)
  await expect(principal).toContainText('Approaching threshold', patiently)
  await expect(row).toContainText('"Amsterdam" has 3 of 5 HD calls free')
  await callers.join(second, d.at.nodes[0]!.url, 'team', 1)
  await expect(principal).toContainText('Threshold reached', patiently)
  await expect(row).toContainText('Starting', patiently)
  await expect(row).toContainText(/The cloud starts the machine\. Given up at|The machine runs; its node has not reported yet/)
  await expect(overflow).toContainText('5 coming')
  await look(page, '2-starting')
  await expect(row).toContainText('Running', patiently)
  await expect(row.getByRole('link', { name: `Running, ` })).toBeVisible()

  for (const [i, who] of others.entries()) await joinAtLast(who, 2 + i)
  await expect.poll(carriers, patiently).toEqual({ Ann: 'Amsterdam-1', Bob: 'Amsterdam-1', Cid: 'Amsterdam-1', Dee: 'Amsterdam-1', Eve: 'Cloud-1' })
  await expect(row).toContainText('It carries 1 call in 1 conference.', patiently)
  await expect(row).toContainText('1 call')
  await look(page, '3-carries')

  for (const who of people) await callers.leave(who)
  await expect(row).toContainText('It is idle, but runs for at least 50 minutes, until', patiently)
  await expect(principal).not.toContainText(/Approaching|reached/)
  // Ten minutes on it has cost something, and there is a past to go by.
  await d.forward('10m')
  await expect(row, 'at 6.00 an hour').toContainText(/€1\.\d\d/, patiently)
  await expect(row).toContainText(/runs 1\d min/)
  await expect(row).toContainText('It is idle, but runs for at least 50 minutes, until')
  await expect(principal.getByRole('img', { name: 'HD calls that were and will be free in Amsterdam: now 5, threshold 2. Stays above, 5 HD free in 30 min' })).toBeVisible()
  await look(page, '4-idle')
  await d.forward('40m')
  await expect(row.getByRole('link', { name: /^Stopped, / })).toBeVisible(patiently)
  await expect(row).toContainText('It is not needed: "Amsterdam" has 5 of 5 HD calls free')
  expect((await states()).filter((s) => s !== 'Start requested')).toEqual(['Stopped', 'Starting', 'Running', 'Draining', 'Stopping', 'Stopped'])
  await look(page, '5-stopped')
  expect(loads, 'the page was not loaded again').toBe(0)

  await row.getByRole('link', { name: `history of ${node.name}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Node history' })).toBeVisible()
  await expect(page.locator('tr[aria-current="true"]')).toContainText('Burst: stopped')
  const entries = page.getByRole('row').filter({ hasText: 'Burst: ' })
  await expect(entries).toHaveCount(steps.length)
  for (const [i, [what, reason]] of steps.entries()) {
    const entry = entries.nth(steps.length - 1 - i) // the newest is the first
    await expect(entry.locator('[data-label="What happened"]')).toHaveText(`${what} (attempt 1)`)
    await expect(entry.locator('[data-label="Reason"]')).toHaveText(reason)
    await expect(entry.locator('[data-label="By"]')).toHaveText('bursting')
  }
  await look(page, '6-history')
})
