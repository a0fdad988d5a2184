import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, signIn } from './support/admin'
import { Deployment } from './support/deployment'
import { Person } from './support/person'

test.use({ actionTimeout: 15_000 })

let d: Deployment
test.beforeAll(async () => {
  d = await Deployment.start()
})
test.afterAll(async () => {
  await d.stop()
})

/** Signs in and waits for the page behind it. */
async function enter(page: Page): Promise<void> {
  await signIn(page, d)
  await expect(page.getByRole('heading', { level: 1, name: 'Live View' })).toBeVisible()
}

/** Looks at the dialog only: what lies dimmed behind it is nobody's to read now. */
const expectAccessibleDialog = (page: Page, what: string) => expectAccessible(page, what, '[role="dialog"]')

test('the sign-in page', async ({ page }) => {
  await page.goto(d.at.admin)
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await expectAccessible(page, 'sign-in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByLabel('User name')).toHaveAccessibleDescription(/required/)
  await expectAccessible(page, 'sign-in without anything')
  await page.getByLabel('User name').fill('nobody')
  await page.getByLabel('Password').fill('nothing at all')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText(/./)
  await expectAccessible(page, 'sign-in refused')
})

test('every page of the administrators', async ({ page }) => {
  await enter(page)
  const { locations, conferencingNodes, meetingRooms } = await d.query<Record<'locations' | 'conferencingNodes' | 'meetingRooms', { nodes: { id: string }[] }>>(
    '{ locations(first: 1) { nodes { id } } conferencingNodes(first: 1) { nodes { id } } meetingRooms(first: 1) { nodes { id } } }',
  )
  const { webhookCreate } = await d.query<{ webhookCreate: { webhook: { id: string } } }>(
    // Nobody listens at the discard port: its deliveries fail.
    'mutation { webhookCreate(input: { name: "Nobody", url: "http://127.0.0.1:9/" }) { webhook { id } } }',
  )
  const { locationCreate } = await d.query<{ locationCreate: { position: string } }>('mutation { locationCreate(input: { name: "Oslo" }) { position } }')
  const { audit } = await d.query<{ audit: { nodes: { id: string }[] } }>('query ($p: Position) { audit(first: 1, minPosition: $p) { nodes { id } } }', { p: locationCreate.position })
  const pages: [path: string, title: RegExp, content: RegExp][] = [
    ['/', /Live View/, /Amsterdam-1/],
    ['/locations', /Locations/, /Berlin/],
    ['/locations/new', /New location/, /Network/],
    [`/locations/${locations.nodes[0]!.id}`, /Amsterdam/, /Network/],
    ['/nodes', /Conferencing Nodes/, /Berlin-1/],
    ['/nodes/new', /New Conferencing Node/, /Priority/],
    [`/nodes/${conferencingNodes.nodes[0]!.id}`, /-1/, /Life of the node/],
    ['/rooms', /Meeting rooms/, /Town Hall/],
    ['/rooms/new', /New meeting room/, /Who may enter/],
    [`/rooms/${meetingRooms.nodes[0]!.id}`, /Board Room/, /Who may enter/],
    ['/policies', /Policy profiles/, /No policy profiles/],
    ['/policies/new', /New policy profile/, /Server/],
    ['/clouds', /Cloud accounts/, /No cloud accounts/],
    ['/clouds/new', /New cloud account/, /Provider/],
    ['/settings', /Global settings/, /Timers/],
    ['/administrators', /Administrators/, /Read-write/],
    ['/tokens', /API tokens/, /Valid/],
    ['/sign-in', /Sign-in/, /Redirect address/],
    ['/history/nodes', /Node history/, /Connected/],
    ['/history/conferences', /Conference history/, /No conferences yet/],
    ['/audit', /Audit/, /Oslo/],
    ['/audit?search=nothing+like+it', /Audit/, /No change like that/],
    [`/audit?entity=${meetingRooms.nodes[0]!.id}`, /Audit/, /Only Meeting room/],
    [`/audit/${audit.nodes[0]!.id}`, /Oslo/, /What differs/],
    ['/log', /Event log/, /location\.created\.v1/],
    ['/log?after=987654321', /Event log/, /does not reach that far/],
    ['/webhooks', /Webhooks/, /Failing/],
    ['/webhooks/new', /New webhook/, /Address/],
    [`/webhooks/${webhookCreate.webhook.id}`, /Nobody/, /Tried again/],
    ['/system', /System/, /All read models follow the log/],
    ['/nowhere', /no such page/, /mistyped/],
    ['/rooms/nonsense', /./, /There is no such (meeting )?room|could not be loaded/],
  ]
  for (const [path, title, content] of pages) {
    await page.goto(new URL(path, d.at.admin).href)
    await expect(page.getByRole('heading').filter({ hasText: title }).first(), path).toBeVisible()
    await expect(page.getByRole('main'), path).toContainText(content)
    await expectAccessible(page, path)
  }
})

test('dialogs, refusals and narrow screens of the administrators', async ({ page }) => {
  await enter(page)
  await page.goto(new URL('/rooms/new', d.at.admin).href)
  await page.getByRole('button', { name: 'Add room' }).click()
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page, 'a refused form')

  await page.goto(new URL('/tokens', d.at.admin).href)
  await page.getByRole('button', { name: 'Add token' }).click()
  await expect(page.getByRole('dialog', { name: 'New API token' })).toBeVisible()
  await expectAccessibleDialog(page, 'a dialog to create')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Revoke token/ }).click()
  await expect(page.getByRole('dialog', { name: /Revoke token/ })).toBeVisible()
  await expectAccessibleDialog(page, 'a dialog to confirm')
  await page.keyboard.press('Escape')

  await page.goto(new URL('/log?event=1', d.at.admin).href)
  await expect(page.getByRole('dialog').getByRole('region', { name: 'Data of the event' })).toBeVisible()
  await expectAccessibleDialog(page, 'an event')
  await page.goto(new URL('/webhooks', d.at.admin).href)
  await page.getByRole('link', { name: 'Nobody' }).click()
  await page.getByRole('button', { name: 'Replay…' }).click()
  await expect(page.getByRole('dialog', { name: /Deliver past events/ })).toBeVisible()
  await expectAccessibleDialog(page, 'a replay')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(page.getByLabel('Events', { exact: true })).toBeVisible()
  await expectAccessible(page, 'settings of a webhook')

  await page.getByRole('link', { name: 'Meeting rooms' }).click()
  await page.getByLabel('Search meeting rooms and aliases').fill('nothing like it')
  await expect(page.getByRole('heading', { name: /Nothing matches/ })).toBeVisible()
  await expectAccessible(page, 'an empty search')

  await page.setViewportSize({ width: 400, height: 800 })
  for (const path of ['/', '/rooms', '/administrators', '/history/nodes', '/settings', '/audit', '/log', '/webhooks', '/system']) {
    await page.goto(new URL(path, d.at.admin).href)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${path} does not scroll sideways`).toBeLessThanOrEqual(0)
    await expectAccessible(page, `${path}, narrow`)
  }
})

test('Live View and the records of a meeting, and the stage of a participant', async ({ page }) => {
  await enter(page)
  const people = [await Person.arrive('Ada', 'red'), await Person.arrive('Ben', 'green')] as const
  const [ada, ben] = people
  try {
    await ada.page.goto(d.meet('team'))
    await expect(ada.page.getByTestId('join')).toBeVisible()
    await expectAccessible(ada.page, 'join page')
    for (const person of people) await person.join(d.meet('team'))
    await expectAccessible(ada.page, 'stage')
    await ada.page.getByTestId('people').click()
    await expect(ada.page.getByTestId('person')).toHaveCount(2)
    await expectAccessible(ada.page, 'people panel')
    await ada.say('Hello')
    await ben.expectToRead('Hello')
    await expectAccessible(ada.page, 'chat panel')

    const conference = page.getByTestId('live-conference').filter({ hasText: 'Team Room' })
    await conference.click()
    const details = page.getByTestId('live-details')
    await expect(details.getByTestId('live-person')).toHaveCount(2)
    const second = details.getByTestId('live-person').filter({ hasText: 'Ben' })
    await expect(second).toContainText(/Signalling on \w+-1, media/)
    await second.getByText('Why there?').click()
    await expect(second.getByTestId('placement')).toContainText(/Transcoding location: \w+ ?Chosen/)
    await expectAccessible(page, 'details of a conference')

    await details.getByRole('button', { name: 'Lock', exact: true }).click()
    await expect(details.getByRole('button', { name: 'Unlock' })).toBeVisible()
    await expect(conference).toContainText('locked')
    await details.getByRole('button', { name: 'Mute Ben' }).click()
    await expect(details.getByRole('button', { name: 'Unmute Ben' })).toBeVisible()
    await expectAccessible(page, 'details of a locked conference')

    await details.getByRole('button', { name: 'Disconnect Ben' }).click()
    await expectAccessibleDialog(page, 'a question before somebody is disconnected')
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click()
    await expect(ben.page.getByTestId('ended')).toBeVisible()
    await expectAccessible(ben.page, 'ended')
    await expect(details.getByTestId('live-person')).toHaveCount(1)

    await details.getByRole('link', { name: 'Open the conference record' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Team Room' })).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: 'Ben' })).not.toContainText('still here')
    await expect(page.getByRole('row').filter({ hasText: 'Ada' })).toContainText('still here')
    await expectAccessible(page, 'a conference record')
    await page.getByRole('button', { name: 'Why there? Ada' }).click()
    await expect(page.getByRole('dialog').getByTestId('placement')).toContainText('carries the media')
    await expectAccessibleDialog(page, 'why media went there')
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('link', { name: 'Conference history' }).first().click()
    await expect(page.getByRole('row').filter({ hasText: 'Team Room' })).toContainText('Running')
    await expectAccessible(page, 'conference history')
  } finally {
    await Promise.all(people.map((p) => p.leave()))
  }
})

test('the PIN, waiting and failed pages of a participant', async () => {
  const ada = await Person.arrive('Ada', 'red')
  try {
    await ada.knock(d.meet('townhall'))
    await expect(ada.page.getByTestId('pin')).toBeVisible()
    await expectAccessible(ada.page, 'PIN page')
    await ada.enterPin('9999')
    await expect(ada.page.getByTestId('pin-error')).toContainText(/PIN/)
    await expectAccessible(ada.page, 'a refused PIN')
    await ada.page.getByTestId('continue-as-guest').click()
    await expect(ada.page.getByTestId('waiting')).toContainText(/host/i)
    await expectAccessible(ada.page, 'waiting page')
    await ada.knock(d.meet('no-such-room'))
    await expect(ada.page.getByTestId('failed')).toBeVisible()
    await expectAccessible(ada.page, 'failed page')
  } finally {
    await ada.leave()
  }
})

test('the playground runs a query under its policy and asks nobody outside', async ({ page }) => {
  const outside: string[] = []
  const complaints: string[] = []
  await page.context().route((url) => url.origin !== new URL(d.at.admin).origin && url.protocol !== 'blob:', (route) => {
    outside.push(route.request().url())
    return route.abort()
  })
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await enter(page)
  const response = await page.goto(d.at.playground)
  expect(response?.headers()['content-security-policy']).toContain("default-src 'none'")
  await expect(page.locator('.graphiql-query-editor')).toContainText('Deployment', { timeout: 20_000 })
  await page.getByRole('button', { name: /Execute query/ }).click()
  await expect(page.locator('.result-window')).toContainText('"data"', { timeout: 20_000 })
  expect(outside, 'requests to elsewhere').toEqual([])
  expect(complaints, 'violations and errors').toEqual([])
})
