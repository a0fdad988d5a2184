import { expect, type Page, type Route, test } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { expectAccessible, signIn } from './support/admin'
import { answer, BurstingSource, burstNode, denied, inNeed, nothingYet, place, simulated } from './support/bursting'
import { Deployment } from './support/deployment'

test.use({ actionTimeout: 15_000 })

let d: Deployment
test.beforeAll(async () => {
  d = await Deployment.start()
})
test.afterAll(async () => {
  await d.stop()
})

const open = (page: Page, path: string) => page.goto(new URL(path, d.at.admin).href)

/** Looks at the page as it is, wide and narrow, light and dark. */
async function look(page: Page, what: string): Promise<void> {
  for (const [size, viewport] of [['wide', { width: 1280, height: 900 }], ['narrow', { width: 400, height: 800 }]] as const) {
    await page.setViewportSize(viewport)
    // The frame of the page follows the size when its animation has ended.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${what} does not scroll sideways, ${size}`).toBeLessThanOrEqual(0)
    await expectAccessible(page, `${what}, ${size}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

test('what bursting does is shown live, with the reasons, and nodes are started by hand', async ({ page }) => {
  const source = await BurstingSource.on(page, inNeed())
  await signIn(page, d)
  await page.getByRole('link', { name: 'Bursting', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Bursting' })).toBeVisible()

  const issues = page.getByRole('list', { name: 'Issues' })
  await expect(issues.getByRole('listitem')).toHaveCount(4)
  await expect(issues).toContainText('Give the policy of the set-up page to its user.')
  await page.getByRole('button', { name: 'Show all 5 issues' }).click()
  await expect(issues.getByRole('listitem')).toHaveCount(5)

  const principals = page.getByRole('grid', { name: 'Principal locations' })
  await expect(principals.getByRole('row').nth(1), 'the one in need comes first').toContainText('Amsterdam')
  await expect(principals.getByRole('row').filter({ hasText: 'Amsterdam' })).toContainText('Threshold reached')
  await expect(principals.getByRole('row').filter({ hasText: 'Amsterdam' })).toContainText('24 coming')
  await expect(principals.getByRole('row').filter({ hasText: 'Berlin' })).toContainText('Approaching threshold')
  await expect(principals.getByRole('row').filter({ hasText: 'Bern' })).not.toContainText(/Approaching|reached/)
  await expect(principals.getByRole('img', { name: /free in Berlin: now 7, threshold 5\. Threshold in 20 min/ })).toBeVisible()

  const nodes = page.getByRole('grid', { name: 'Burst nodes' })
  const starting = nodes.getByRole('row').filter({ hasText: 'burst-2' })
  await expect(starting).toContainText('3 HD calls are free in Amsterdam')
  await expect(starting.getByRole('button')).toHaveCount(0)
  await expect(nodes.getByRole('row').filter({ hasText: 'burst-1' })).toContainText(/0[.,]43/)
  await look(page, 'bursting')

  // Live: the page is not loaded again.
  await page.evaluate(() => Object.assign(window, { stayed: true }))
  source.tell({ nodes: inNeed().nodes.map((n) => (n.node.name === 'burst-2' ? burstNode('burst-2', { state: 'RUNNING', why: 'Amsterdam is at its threshold.', canStart: false, canStop: true }) : n)) })
  await expect(starting).toContainText('Amsterdam is at its threshold.')
  await expect(starting.getByRole('button', { name: 'Stop burst-2' })).toBeVisible()
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true)

  let asked: unknown = null
  await page.route(/\/graphql$/, async (route) => {
    const body = route.request().postDataJSON() as { operationName?: string; variables?: unknown } | null
    if (body?.operationName !== 'BurstNodeStart') return route.fallback()
    const isFirst = asked === null
    asked = body.variables
    const userErrors = isFirst ? [{ code: 'PRECONDITION', field: ['nodeId'], message: 'its machine is not there any more' }] : []
    return route.fulfill({ json: { data: { burstNodeStart: { nodeId: isFirst ? null : 'node-burst-5', userErrors } } } })
  })
  await nodes.getByRole('button', { name: 'Start burst-5' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel(/^Why/)).toBeFocused()
  await dialog.getByLabel(/^Why/).fill('The town hall')
  source.tell({ issues: [] })
  await expect(page.getByRole('list', { name: 'Issues' }), 'what is behind goes on').toHaveCount(0)
  await expect(dialog.getByLabel(/^Why/), 'and what was typed stays').toHaveValue('The town hall')
  await expectAccessible(page, 'the question before a start', '[role="dialog"]')
  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(dialog.getByRole('alert').or(dialog.locator('[aria-live]'))).toContainText('its machine is not there any more')
  await dialog.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  expect(asked).toEqual({ input: { nodeId: 'node-burst-5', note: 'The town hall' } })
  await expect(page.getByText('burst-5 is to be started')).toBeVisible()

  await page.getByLabel('Search burst nodes').fill('vm-burst-4')
  await expect(nodes.getByRole('row')).toHaveCount(2)
  await expect(nodes).toContainText('You are not authorized')
  await page.getByLabel('Search burst nodes').fill('nothing like it')
  await expect(page.getByText('No burst node is like that.')).toBeVisible()
})

test('fifty issues are read as the few that they are', async ({ page }) => {
  const silent = Array.from({ length: 48 }, (_, n) => ({
    code: 'node-silent', severity: 'WARNING' as const, subjectKind: 'node', subjectId: `node-${n}`, subjectName: `burst-${n}`, text: `burst-${n} runs and does not report.`, remedy: 'Look at its log.', since: null,
  }))
  const [error, , note] = inNeed().issues
  await BurstingSource.on(page, { ...inNeed(), issues: [error!, ...silent, note!] })
  await signIn(page, d)
  await open(page, '/bursting')
  await expect(page.getByText('1 error, 48 warnings, 1 note')).toBeVisible()
  const issues = page.getByRole('list', { name: 'Issues' })
  await expect(issues.locator(':scope > li')).toHaveCount(3)
  await expect(issues).toContainText('burst-0 runs and does not report. And 47 more like it.')
  await expect(page.getByText('burst-47 runs')).toBeHidden()
  const others = page.getByText('The other 47, with the same remedy')
  await others.focus()
  await others.press('Enter')
  await expect(page.getByText('burst-47 runs and does not report.')).toBeVisible()
  await expect(issues.getByRole('link', { name: 'Node burst-47' })).toHaveAttribute('href', '/nodes/node-47')
  await expectAccessible(page, 'fifty issues')
})

test('thousands of nodes come in pages', async ({ page }) => {
  await BurstingSource.on(page, { ...nothingYet, enabled: true, nodes: Array.from({ length: 2000 }, (_, n) => burstNode(`node-${String(n).padStart(4, '0')}`)) })
  await signIn(page, d)
  await open(page, '/bursting')
  const nodes = page.getByRole('grid', { name: 'Burst nodes' })
  await expect(nodes.getByRole('row')).toHaveCount(51)
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(nodes.getByRole('row').nth(1)).toContainText('node-0050')
})

test('what is shown where there is no bursting, where it is off, and where the connection is lost', async ({ page }) => {
  await signIn(page, d)
  await open(page, '/bursting')
  // What the deployment itself says: it has no cloud.
  await expect(page.getByText(/Nothing is known yet|There are no burst nodes yet/)).toBeVisible()
  await look(page, 'bursting of a deployment without a cloud')

  await BurstingSource.on(page, nothingYet)
  await open(page, '/bursting')
  await expect(page.getByText('Dynamic bursting is off')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'There are no burst nodes yet' })).toBeVisible()
  await look(page, 'bursting is off')
  await page.getByRole('link', { name: 'Set up bursting' }).click()
  await expect(page).toHaveURL(/\/bursting\/setup/)

  await page.routeWebSocket(/\/graphql$/, (ws) => void ws.close())
  await open(page, '/bursting')
  await expect(page.getByText(/The connection is lost/)).toBeVisible()
  await look(page, 'bursting without a connection')
})

test('a schedule is added, refused, changed and removed', async ({ page }) => {
  await signIn(page, d)
  await page.getByRole('link', { name: 'Burst schedules' }).click()
  await expect(page.getByRole('heading', { name: 'No burst schedules yet' })).toBeVisible()
  await look(page, 'no schedules')
  await page.getByRole('link', { name: 'Add schedule' }).first().click()
  await page.getByRole('button', { name: 'Add schedule' }).click()
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'a refused schedule')
  await page.getByRole('textbox', { name: /^Name/ }).fill('Mornings')
  await page.getByLabel(/^Location/).selectOption('Berlin')
  await page.getByRole('textbox', { name: /^Begins/ }).fill('every morning')
  await page.getByLabel('Time zone').selectOption('Europe/Oslo')
  await page.getByRole('button', { name: 'Add schedule' }).click()
  await expect(page.getByRole('textbox', { name: /^Begins/ }), 'the server says what is wrong with it').toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('textbox', { name: /^Begins/ }).fill('45 7 * * 1-5')
  await page.getByRole('button', { name: 'Add schedule' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Mornings' })
  await expect(row).toContainText('45 7 * * 1-5')
  await expect(row).toContainText('Europe/Oslo')
  await expect(row).toContainText('Berlin')
  await look(page, 'schedules')

  await row.getByRole('link', { name: 'Mornings' }).click()
  await expect(page.getByRole('list', { name: 'Next windows' }).getByRole('listitem')).toHaveCount(3)
  await look(page, 'a schedule')
  await page.getByRole('spinbutton', { name: /^Nodes/ }).fill('3')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Burst schedule Mornings was saved')).toBeVisible()
  const { burstSchedules } = await d.query<{ burstSchedules: { nodes: { nodes: number; timeZone: string }[] } }>('{ burstSchedules { nodes { nodes timeZone } } }')
  expect(burstSchedules.nodes).toEqual([{ nodes: 3, timeZone: 'Europe/Oslo' }])

  await page.getByRole('link', { name: 'Burst schedules' }).first().click()
  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: /^Remove/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('heading', { name: 'No burst schedules yet' })).toBeVisible()
})

test('the set-up leads from an account to nodes', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await d.query('mutation { cloudAccountCreate(input: { name: "Main account", provider: AWS, region: "eu-central-1", tagValue: "the-tag" }) { position } }')
  await signIn(page, d)
  await page.getByRole('link', { name: 'Bursting set-up' }).click()
  await look(page, 'the set-up')
  await page.getByRole('link', { name: 'On to rights' }).click()
  await expect(page.getByRole('main')).toContainText('Choose an account first.')
  await page.getByLabel('Cloud account', { exact: true }).selectOption('Main account')
  const policy = page.getByRole('region', { name: 'Policy' })
  await expect(policy).toContainText('the-tag')
  await page.getByRole('button', { name: 'Copy: Policy' }).click()
  await expect(page.getByText('Policy copied')).toBeVisible()
  expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toHaveProperty('Statement')
  await look(page, 'the policy')

  await page.getByRole('link', { name: 'On to ports' }).click()
  await expect(page.getByRole('heading', { name: 'Ports', exact: true })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Ports' }).or(page.getByText('No ports are known yet'))).toBeVisible()
  await look(page, 'the ports')
  await page.getByRole('link', { name: 'On to machines' }).click()
  await expect(page.getByRole('region', { name: 'Value of the tag' })).toHaveText('the-tag')
  await look(page, 'the machines')

  await answer(page, 'CloudAccountCheck', denied)
  await page.getByRole('link', { name: 'On to check' }).click()
  await expect(page.getByText('A right is missing: ec2:StartInstances')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'i-0ff' })).toContainText('Another value: elsewhere')
  await look(page, 'the check')

  await page.getByRole('link', { name: 'On to conversion' }).click()
  await page.getByLabel('Node', { exact: true }).selectOption('Berlin-1')
  const steps = page.getByRole('list', { name: 'Steps of the conversion' })
  await expect(steps.getByRole('listitem').first()).toContainText('Not yet')
  await look(page, 'a conversion')
  await page.getByLabel('What it is to become').selectOption('A node that always runs')
  await expect(steps.getByRole('listitem').filter({ hasText: 'Done' }).first()).toBeVisible()
})

test('settings are compared on the demand that there was', async ({ page }) => {
  await answer(page, 'BurstingSimulate', simulated())
  await signIn(page, d)
  await page.getByRole('link', { name: 'Bursting simulator' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing was simulated yet' })).toBeVisible()
  const now = page.getByRole('group', { name: 'As it is now' })
  await expect(now.getByRole('switch'), 'bursting is off here').not.toBeChecked()
  await now.getByRole('switch').check({ force: true })
  await page.getByRole('group', { name: 'With bursting' }).getByRole('textbox', { name: 'Name' }).fill('Without bursting')
  await page.getByRole('group', { name: 'Without bursting' }).getByRole('switch').uncheck({ force: true })
  await look(page, 'the simulator')

  const threshold = now.getByLabel('Threshold')
  await threshold.fill('0')
  await now.getByLabel('Price of an hour').fill('0.34')
  await page.getByRole('button', { name: 'Simulate' }).click()
  await expect(threshold).toBeFocused()
  await expect(threshold).toHaveAccessibleDescription(/A number from 1 to 1000\./)
  await expect(now.getByLabel('Currency of the price')).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'what cannot be simulated')
  await threshold.fill('5')
  await expect(threshold, 'at once, not at the next try').toHaveAttribute('aria-invalid', 'false')
  await now.getByLabel('Currency of the price').fill('EUR')
  await page.getByRole('button', { name: 'Add variant' }).click()
  await page.getByRole('group', { name: 'Variant 3' }).getByRole('textbox', { name: 'Name' }).fill('Eager')
  await page.getByRole('button', { name: 'Simulate' }).click()

  const table = page.getByRole('grid', { name: 'Outcome, side by side' })
  const row = (name: string) => table.getByRole('row').filter({ hasText: name })
  await expect(row('Without bursting')).toContainText('61 (+58)')
  await expect(row('Without bursting')).toContainText('bursting off')
  await expect(row('Eager')).toContainText('0 (−3)')
  await expect(page.getByRole('img', { name: /^Eager: at most \d+ HD calls in use.*; 0 calls were rejected$/ })).toBeVisible()
  await look(page, 'the outcome')
  await page.getByLabel('Sort by').selectOption('Fewest rejected calls')
  await expect(table.getByRole('row').nth(1)).toContainText('Eager')
  await page.getByLabel('Sort by').selectOption('Lowest cost')
  await expect(table.getByRole('row').nth(1)).toContainText('As it is now')

  const [outcome] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Outcome as CSV' }).click()])
  expect(outcome.suggestedFilename()).toMatch(/^bursting-outcome-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/)
  const lines = readFileSync(await outcome.path(), 'utf8').split('\r\n')
  expect(lines.slice(0, 3)).toEqual([
    'name,enabled,threshold,min_lifetime_minutes,calls,rejected,starts,node_hours,cost,currency,minutes_at_threshold,most_nodes',
    'As it is now,true,5,50,4812,3,4,11.250,3.8250,EUR,8940.0,1',
    'Without bursting,false,,,4812,61,0,0.000,,,7780.0,0',
  ])
  const [course] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Course as CSV' }).click()])
  expect(readFileSync(await course.path(), 'utf8').split('\r\n')).toHaveLength(1 + 3 * 168 + 1)
})

test('a simulation that takes its time is stopped, one that fails says why, and all of it goes by keyboard', async ({ page }) => {
  let refuse = ''
  let held: Route | null = null
  await page.route(/\/graphql$/, async (route) => {
    const asked = route.request().postDataJSON() as { operationName?: string } | null
    if (asked?.operationName !== 'BurstingSimulate') return route.fallback()
    if (refuse === '') return void (held = route)
    return route.fulfill({ json: { data: null, errors: [{ message: refuse, extensions: { code: 'UNAVAILABLE' } }] } })
  })
  await signIn(page, d)
  await open(page, '/bursting/simulator')
  await page.getByRole('button', { name: 'Simulate' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'The demand is replayed' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Outcome' })).toHaveAttribute('aria-busy', 'true')
  await expectAccessible(page, 'a simulation that is under way')
  await page.getByRole('button', { name: 'Stop' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Nothing was simulated yet' })).toBeVisible()
  expect(held, 'it had been asked').not.toBeNull()

  refuse = 'another simulation is under way; try again in a moment'
  await page.getByRole('button', { name: 'Simulate' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'The demand could not be replayed' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText(refuse)
  await look(page, 'a simulation that failed')

  // From here on it is the deployment that answers: nobody has called.
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).press('Enter')
  await expect(page.getByText('No call was made in that time')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'As it is now' })).toContainText('Present settings')
  await expectAccessible(page, 'an outcome without calls')
  await page.getByLabel('Until').fill('2099-01-01T00:00:00')
  await page.getByRole('button', { name: 'Simulate' }).press('Enter')
  await expect(page.getByLabel('Until')).toBeFocused()
  await expect(page.getByLabel('Until')).toHaveAccessibleDescription(/At most 31 days/)
})

test('the link beside a state leads to the entry in the history of the node', async ({ page }) => {
  const { nodeHistory } = await d.query<{ nodeHistory: { nodes: { id: string; nodeId: string; nodeName: string; time: string }[] } }>('{ nodeHistory(first: 1) { nodes { id nodeId nodeName time } } }')
  const entry = nodeHistory.nodes[0]!
  await BurstingSource.on(page, {
    ...inNeed(),
    nodes: [burstNode(entry.nodeName, { node: { id: entry.nodeId, name: entry.nodeName }, location: place('Cloud-West'), lastEvent: { id: entry.id, time: entry.time, kind: 'BURST_STOPPED', reason: 'Idle.' } })],
  })
  await signIn(page, d)
  await open(page, '/bursting')
  await page.getByRole('link', { name: `history of ${entry.nodeName}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Node history' })).toBeVisible()
  await expect(page.locator('tr[aria-current="true"]')).toHaveCount(1)
  await look(page, 'an entry of the node history')
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await expect(page).not.toHaveURL(/node=/)
  await page.getByLabel('What happened', { exact: true }).selectOption('Burst: failed')
  await expect(page.getByRole('heading', { name: 'Nothing like that has happened' })).toBeVisible()
  await look(page, 'a node history without entries')
})

test('the node history is filtered, keeps its filters in the address, and is had as a file', async ({ page }) => {
  await signIn(page, d)
  await open(page, '/history/nodes')
  const rows = page.getByRole('grid', { name: 'Node history' }).locator('tbody tr')
  await expect(rows.filter({ hasText: 'Berlin-1' }).first()).toBeVisible()
  const search = page.getByLabel('Search the history')
  await search.pressSequentially('berlin dialled')
  await expect(page).toHaveURL(/search=berlin/)
  await expect(search, 'whoever types goes on typing').toBeFocused()
  await expect(rows.filter({ hasNotText: 'Berlin' })).toHaveCount(0)
  await expect(rows.first()).toContainText('dialled in')
  await page.getByLabel('Location', { exact: true }).selectOption('Berlin')
  await expect(page).toHaveURL(/location=/)
  await page.getByLabel('Node', { exact: true }).selectOption('Berlin-1')
  await expect(page.getByLabel('Attempt')).toBeVisible()
  await look(page, 'a filtered node history')
  await page.reload()
  await expect(search).toHaveValue('berlin dialled')
  await expect(page.getByLabel('Location', { exact: true })).toHaveValue(/./)

  const begun = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export CSV' }).click()
  const file = readFileSync(await (await begun).path(), 'utf8')
  expect(file.split('\r\n')[0]).toMatch(/^time,nodeName,locationName,kind,/)
  expect(file).toContain('The node dialled in')
  expect(file).not.toContain('Amsterdam')

  await page.getByLabel('Trigger', { exact: true }).selectOption('By hand')
  await expect(page.getByRole('heading', { name: 'Nothing like that has happened' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await expect(rows.filter({ hasText: 'Amsterdam-1' }).first()).toBeVisible()
  await expect(search).toHaveValue('')
})
