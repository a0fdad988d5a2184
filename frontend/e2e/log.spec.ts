import { expect as expectSoon, type Page, test } from '@playwright/test'
import { signIn } from './support/admin'
import { Caller } from './support/caller'
import { Deployment } from './support/deployment'
import { isSigned, Receiver } from './support/receiver'

test.use({ actionTimeout: 15_000 })

// Pages ask anew every few seconds for what changes by itself.
const expect = expectSoon.configure({ timeout: 15_000 })

let d: Deployment
test.beforeAll(async () => {
  d = await Deployment.start()
})
test.afterAll(async () => {
  await d.stop()
})
test.beforeEach(async ({ page }) => {
  await signIn(page, d)
})

const open = async (page: Page, section: string) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible()
}
const visit = (page: Page, path: string) => page.goto(new URL(path, d.at.admin).href)
const notice = (page: Page, text: string) => expect(page.getByRole('list', { name: 'Notices' })).toContainText(text)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Makes a location and returns the position of its event. */
async function makeLocation(name: string): Promise<string> {
  const { locationCreate } = await d.query<{ locationCreate: { position: string | null; userErrors: { message: string }[] } }>(
    'mutation ($name: String!) { locationCreate(input: { name: $name }) { position userErrors { message } } }',
    { name },
  )
  expect(locationCreate.userErrors).toEqual([])
  return locationCreate.position!
}

test('the audit tells who changed a room, with before and after, and never a PIN', async ({ page }) => {
  await open(page, 'Meeting rooms')
  await page.getByRole('link', { name: 'Phone Box' }).click()
  await page.getByLabel('Description', { exact: true }).fill('Under the stairs')
  await page.getByLabel('Host PIN').fill('864209')
  await button(page, 'Save').click()
  await notice(page, 'Meeting room Phone Box was saved')

  await page.getByRole('link', { name: 'Who changed this' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible()
  const changed = page.getByRole('row').filter({ hasText: 'Changed' })
  await expect(changed).toHaveCount(1)
  await expect(changed).toContainText('admin')
  await expect(changed).toContainText('127.0.0.1')
  await expect(page.getByRole('row').filter({ hasText: 'Created' }), 'only this room').toHaveCount(1)

  await changed.getByRole('link', { name: /was changed/ }).click()
  const what = page.getByRole('grid', { name: 'What differs' })
  await expect(what.getByRole('row', { name: /^Description/ })).toHaveText(/Two participants at the most\s*Under the stairs$/)
  await expect(what.getByRole('row', { name: /^Host PIN/ })).toContainText('Changed, not shown')
  await expect(page.getByLabel('The change')).toContainText('127.0.0.1')

  await button(page, 'Show').click()
  const state = page.getByRole('region', { name: /^State at/ })
  await expect(state).toContainText('"name": "Phone Box"')
  expect(await page.content()).not.toContain('864209')

  await page.getByRole('link', { name: /^service.updated.v1 at position/ }).click()
  const event = page.getByRole('dialog', { name: 'service.updated.v1' })
  await expect(event.getByRole('region', { name: 'Data of the event' })).toContainText('Under the stairs')
  await expect(event).toContainText('Administrator admin')
  expect(await page.content()).not.toContain('864209')
})

test('the audit is filtered by kind, action, actor and words, and the address says so', async ({ page }) => {
  const position = await makeLocation('Trondheim')
  await open(page, 'Audit')
  await page.getByLabel('Kind of object').selectOption('Location')
  await page.getByLabel('What was done').selectOption('Created')
  await page.getByLabel('Search the audit').fill('trond')
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('row').filter({ hasText: 'Trondheim' })).toContainText('API token')
  await page.reload()
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByLabel('Search the audit')).toHaveValue('trond')
  await page.getByRole('link', { name: /Trondheim.* was created/ }).click()
  await expect(page.getByRole('link', { name: `location.created.v1 at position ${position}` })).toBeVisible()
  await page.goBack()
  await page.getByLabel('Name of who did it').fill('nobody of that name')
  await expect(page.getByRole('heading', { name: 'No change like that' })).toBeVisible()
  await button(page, 'Clear all filters').click()
  await expect(page.getByRole('row').filter({ hasText: 'Phone Box' }).first()).toBeVisible()
})

test('the log is followed live, is paused without a gap, and an unusable bookmark is explained', async ({ page }) => {
  await visit(page, '/log?type=location.')
  const state = page.getByTestId('tail-state')
  await expect(state).toHaveText('Following')
  const first = await makeLocation('Bergen')
  const line = (position: string) => page.getByTestId('log-event').filter({ has: page.getByRole('button', { name: `location.created.v1 at position ${position}`, exact: true }) })
  await expect(line(first)).toBeVisible()
  await expect(page.getByTestId('log-event').first()).toContainText(first)

  await button(page, 'Pause').click()
  await expect(state).toContainText('Paused')
  const missed = [await makeLocation('Stavanger'), await makeLocation('Molde')]
  await expect(page.getByLabel('The log')).toContainText(missed[1]!)
  await expect(line(missed[0]!), 'nothing moves while paused').toHaveCount(0)
  await button(page, 'Go on').click()
  for (const position of [first, ...missed]) await expect(line(position), 'each event stands once').toHaveCount(1)
  await expect(page.getByTestId('log-event').first()).toContainText(missed[1]!)
  await expect(page.getByTestId('log-event').filter({ hasNotText: 'location.' }), 'only what was asked for').toHaveCount(0)

  await page.getByRole('button', { name: `location.created.v1 at position ${missed[1]}` }).click()
  await expect(page.getByRole('dialog').getByRole('region', { name: 'Data of the event' })).toContainText('"Molde"')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await visit(page, `/log?type=location.&after=${first}`)
  await expect(page.getByTestId('log-event')).toHaveCount(2)
  await expect(page.getByTestId('log-event').last()).toContainText(missed[0]!)
  await visit(page, '/log?after=987654321')
  await expect(page.getByRole('heading', { name: 'The log does not reach that far' })).toBeVisible()
  await button(page, 'Show the newest events').click()
  await expect(state).toHaveText('Following')
  await expect(page.getByTestId('log-event').first()).toBeVisible()
})

test('a webhook is made, gets signed events, and shows what became of them', async ({ page }) => {
  const receiver = await Receiver.start()
  try {
    await open(page, 'Webhooks')
    await page.getByRole('link', { name: 'Add webhook' }).first().click()
    await page.getByRole('textbox', { name: /^Name/ }).fill('Signage')
    await page.getByRole('textbox', { name: /^Address/ }).fill('http://192.0.2.1/')
    await page.getByLabel('Events', { exact: true }).fill('location.')
    await button(page, 'Add webhook').click()
    await expect(page.getByRole('textbox', { name: /^Address/ }), 'plain HTTP goes to this machine only').toBeFocused()
    await page.getByRole('textbox', { name: /^Address/ }).fill(receiver.url)
    await button(page, 'Add webhook').click()
    const secret = await page.getByRole('textbox', { name: 'Secret of the webhook' }).inputValue()
    expect(secret).toMatch(/^whsec_/)
    await button(page, 'I have kept it').click()
    await expect(page.getByRole('heading', { level: 1, name: 'Signage' })).toBeVisible()
    expect(await page.content()).not.toContain(secret)

    await button(page, 'Send a test').click()
    await expect(page.getByTestId('webhook-test')).toContainText('status 204')

    const position = await makeLocation('Bodø')
    const delivery = page.getByTestId('deliveries').getByRole('row').filter({ hasText: 'location.created.v1' })
    await expect(delivery).toContainText('Delivered')
    await expect(delivery).toContainText(position)
    await expect(delivery).toContainText('status 204')
    const sent = receiver.received.find((r) => r.event.type === 'video.parley.location.created.v1')!
    expect(JSON.stringify(sent.event.data)).toContain('Bodø')
    expect(isSigned(secret, sent)).toBe(true)
    expect(isSigned(secret, { ...sent, body: Buffer.concat([sent.body, Buffer.from(' ')]) }), 'a changed body').toBe(false)
    expect(isSigned(`whsec_${Buffer.alloc(32).toString('base64')}`, sent), 'another secret').toBe(false)

    receiver.status = 410
    await makeLocation('Narvik')
    await expect(delivery.filter({ hasText: 'Parked' })).toHaveCount(1)
    await expect(page.getByLabel('State', { exact: true })).toContainText('1 parked')
    receiver.status = 204
    await page.getByRole('button', { name: 'Retry the delivery of position' }).click()
    await expect(delivery.filter({ hasText: 'Delivered' })).toHaveCount(2)

    await button(page, 'Replay…').click()
    await page.getByRole('textbox', { name: /^Events after position/ }).fill(String(Number(position) - 1))
    await page.getByRole('dialog').getByRole('button', { name: 'Replay', exact: true }).click()
    await notice(page, 'The replay has begun')
    await expect(delivery.filter({ hasText: 'Replay' }).filter({ hasText: 'Delivered' })).toHaveCount(2)

    await button(page, 'Rotate secret of Signage').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click()
    const next = await page.getByRole('textbox', { name: 'Secret of the webhook' }).inputValue()
    expect(next).not.toBe(secret)
    await button(page, 'I have kept it').click()
    await button(page, 'Send a test').click()
    await expect.poll(() => isSigned(next, receiver.received.at(-1)!)).toBe(true)
    expect(isSigned(secret, receiver.received.at(-1)!), 'the old secret is good for a day').toBe(true)

    await button(page, 'Settings').click()
    await page.getByText('Enabled', { exact: true }).click()
    await button(page, 'Save').click()
    await notice(page, 'Webhook Signage was saved')
    await open(page, 'Webhooks')
    await expect(page.getByRole('row').filter({ hasText: 'Signage' })).toContainText('Disabled')
  } finally {
    await receiver.stop()
  }
})

test('a participant of a finished meeting is erased everywhere', async ({ page }) => {
  const name = 'Ada Vanishing'
  const people = [await Caller.join(d, 'team', name), await Caller.join(d, 'team', 'Ben Staying')]
  for (const person of people) await person.leave()
  await open(page, 'Conference history')
  await expect(page.getByRole('row').filter({ hasText: 'Team Room' })).toContainText('Ended')
  await page.getByRole('link', { name: 'Team Room' }).click()
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible()
  const joined = (await d.events({ personal: true })).find((e) => e.type === 'conference.participant-joined.v1' && e.data['displayName'] === name)!
  expect(joined, 'the name is in the log before').toBeDefined()

  await button(page, `Erase personal data of ${name}`).click()
  const question = page.getByRole('dialog', { name: /Erase personal data of Ada Vanishing/ })
  await expect(question).toContainText('It cannot be undone')
  await question.getByRole('button', { name: 'Erase', exact: true }).click()
  await notice(page, 'The personal data was erased')
  await expect(page.getByRole('row').filter({ hasText: 'Erased' })).toHaveCount(1)
  await expect(page.getByRole('row').filter({ hasText: 'Ben Staying' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('row').filter({ hasText: 'Erased' })).toHaveCount(1)
  await expect(page.getByText(name)).toHaveCount(0)

  await visit(page, `/log?event=${joined.position}`)
  const data = page.getByRole('dialog').getByRole('region', { name: 'Data of the event' })
  await expect(data).toContainText('"displayName": ""')
  await expect(data).not.toContainText(name)
  const after = JSON.stringify(await d.events({ personal: true }))
  expect(after).not.toContain(name)
  expect(after, 'others keep theirs').toContain('Ben Staying')

  await visit(page, '/audit?kind=participant')
  await expect(page.getByRole('row').filter({ hasText: 'admin' })).toHaveCount(1)
  await expect(page.getByText(name)).toHaveCount(0)
})

test('a read model is rebuilt and tells the same as before', async ({ page }) => {
  await makeLocation('Hammerfest')
  await open(page, 'System')
  await expect(page.getByText('All read models follow the log')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'Who changed what' })
  await expect(row).toContainText('up to date')
  await expect(row.getByRole('img', { name: /^Events a second in the last 5 minutes/ })).toBeVisible()
  await button(page, 'Events behind').click()
  await expect(row.getByRole('img', { name: /^Events behind in the last 5 minutes: now 0 events/ })).toBeVisible()
  await button(page, 'Rebuild Audit').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rebuild', exact: true }).click()
  await notice(page, 'Audit was rebuilt')
  await expect(row).toContainText('Live')
  await expect(page.getByRole('row').filter({ hasText: 'liveview' })).toContainText('In memory')

  await visit(page, '/audit?search=hammerfest')
  await expect(page.getByRole('row').filter({ hasText: 'Hammerfest' })).toHaveCount(1)
})

test('a token is held to some events', async ({ page }) => {
  await open(page, 'API tokens')
  await button(page, 'Add token').click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('conference reader')
  await page.getByRole('checkbox', { name: 'Read events' }).check()
  await page.getByLabel('Only events of types that begin with').fill('location.\nnode.')
  await page.getByRole('dialog').getByRole('button', { name: 'Add token' }).click()
  const secret = await page.getByRole('textbox', { name: 'API token' }).inputValue()
  await button(page, 'I have kept it').click()
  await expect(page.getByRole('row').filter({ hasText: 'conference reader' })).toContainText('types location., node.')

  await makeLocation('Lofoten')
  const response = await fetch(`${d.at.events}?after=0`, { headers: { authorization: `Bearer ${secret}` } })
  const types = new Set((await response.text()).split('\n').filter(Boolean).map((l) => (JSON.parse(l) as { type?: string }).type).filter(Boolean))
  expect([...types].some((t) => t!.startsWith('location.'))).toBe(true)
  expect([...types].filter((t) => !/^(location|node)\./.test(t!))).toEqual([])
})

test('who may only look sees the pages of the log without what changes anything', async ({ browser }) => {
  const reader = { username: 'reader', password: 'only looking here' }
  await d.query('mutation ($username: String!, $password: String!) { administratorCreate(input: { username: $username, password: $password, role: READ_ONLY }) { userErrors { message } } }', reader)
  await d.query('mutation { webhookCreate(input: { name: "Looked at", url: "http://127.0.0.1:9/", enabled: false }) { userErrors { message } } }')
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await signIn(page, d, reader)
    await open(page, 'System')
    await expect(page.getByRole('row').filter({ hasText: 'Who changed what' })).toContainText('Live')
    await expect(page.getByRole('button', { name: /^(Rebuild|Retry)/ })).toHaveCount(0)
    await open(page, 'Webhooks')
    await expect(page.getByRole('row').filter({ hasText: 'Looked at' })).toContainText('Disabled')
    await expect(page.getByRole('link', { name: 'Add webhook' })).toHaveCount(0)
    await page.getByRole('link', { name: 'Looked at' }).click()
    await expect(page.getByRole('heading', { name: 'Nothing was sent yet' })).toBeVisible()
    await expect(page.getByRole('button', { name: /test|Replay|Rotate|Remove/ })).toHaveCount(0)
    await open(page, 'Event log')
    await expect(page.getByTestId('tail-state')).toHaveText('Following')
    await open(page, 'Audit')
    await expect(page.getByRole('row').filter({ hasText: 'Looked at' })).toHaveCount(1)
  } finally {
    await context.close()
  }
})
