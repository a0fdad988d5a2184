import { expect, type Page, test } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { signIn } from './support/admin'
import { Deployment } from './support/deployment'

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

const open = async (page: Page, section: string) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section }).click()
  await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible()
  await expect(page).toHaveTitle(`${section} – Parley`)
}
const notice = (page: Page, text: string) => expect(page.getByRole('list', { name: 'Notices' })).toContainText(text)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('a wrong password is refused in words, and signing out ends the session', async ({ page }) => {
  await page.goto(d.at.admin)
  await page.getByLabel('User name').fill(d.at.username)
  await page.getByLabel('Password').fill('wrong')
  await button(page, 'Sign in').click()
  await expect(page.getByRole('alert')).toContainText(/user name or password/i)
  await expect(page.getByLabel('Password')).toBeFocused()

  await page.getByLabel('Password').fill(d.at.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Live View' })).toBeVisible()

  await button(page, 'Sign out').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await page.goto(new URL('/rooms', d.at.admin).href)
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
})

test('a session that ends by itself leaves what is typed for whoever comes back', async ({ page }) => {
  await d.query('mutation { webhookCreate(input: { name: "Signage", url: "http://127.0.0.1:9/", enabled: false }) { userErrors { message } } }')
  await enter(page)
  await open(page, 'Webhooks')
  await page.getByRole('link', { name: 'Signage' }).click()
  await button(page, 'Settings').click()
  const name = page.getByRole('textbox', { name: /^Name/ })
  await name.fill('Half of a new na')

  const back = async (username: string, password: string) => {
    await page.context().clearCookies()
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible() // with the next refresh
    await expect(page).toHaveTitle(/^Sign in/)
    await expect(name).toBeHidden()
    await page.getByLabel('User name').fill(username)
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Signage' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toHaveCount(0)
  }
  await back(d.at.username, d.at.password)
  await expect(name).toHaveValue('Half of a new na')
  await expect(page).toHaveTitle(/^Signage/)

  // Somebody else finds nothing of it.
  await d.query('mutation { administratorCreate(input: { username: "other", password: "correct horse battery", role: READ_WRITE }) { userErrors { message } } }')
  await back('other', 'correct horse battery')
  await button(page, 'Settings').click()
  await expect(name).toHaveValue('Signage')
})

test('a location and a node in it, with its provisioning document', async ({ page }) => {
  await enter(page)
  await open(page, 'Locations')
  await page.getByRole('link', { name: 'Add location' }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Copenhagen')
  await page.getByLabel('MTU').fill('9')
  await button(page, 'Add location').click()
  await expect(page.getByLabel('MTU')).toBeFocused()
  await expect(page.getByLabel('MTU')).toHaveAccessibleDescription(/512/)
  await page.getByLabel('MTU').fill('1400')
  await button(page, 'Add location').click()
  await notice(page, 'Location Copenhagen was added')
  await expect(page.getByRole('link', { name: 'Copenhagen' })).toBeVisible()

  await open(page, 'Conferencing Nodes')
  await page.getByRole('link', { name: 'Add Conferencing Node' }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('cph-1')
  await page.getByRole('combobox', { name: /^Location/ }).selectOption('Copenhagen')
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('192.0.2.10')
  await button(page, 'Add node').click()
  await expect(page.getByRole('heading', { level: 1, name: 'cph-1' })).toBeVisible()
  await expect(page.getByText('Never contacted')).toBeVisible()

  const downloading = page.waitForEvent('download')
  await button(page, 'Provision …').click()
  await button(page, 'Download provisioning document').click()
  const download = await downloading
  const document = JSON.parse(readFileSync(await download.path(), 'utf8')) as Record<string, unknown>
  expect(JSON.stringify(document)).toContain('cph-1')
  await expect(page.getByText(/provision\.json was downloaded/)).toBeVisible()
  await button(page, 'Close').last().click()

  await open(page, 'Live View')
  await expect(page.getByRole('row', { name: /cph-1/ })).toContainText('never contacted')
})

test('a meeting room from beginning to end', async ({ page }) => {
  await enter(page)
  await open(page, 'Meeting rooms')
  await page.getByRole('link', { name: 'Add meeting room' }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Planning')
  await page.getByLabel('Alias 1', { exact: true }).fill('team')
  await page.getByLabel('Host PIN').fill('2468')
  await button(page, 'Add room').click()

  const alias = page.getByLabel('Alias 1', { exact: true })
  await expect(alias, 'the refusal stands beside the field and takes the focus').toBeFocused()
  await expect(alias).toHaveAccessibleDescription(/team|another service|used/i)
  await alias.fill('planning')
  await button(page, 'Add room').click()
  await notice(page, 'Meeting room Planning was added')

  await page.getByRole('link', { name: 'Planning' }).click()
  await expect(page.getByText('One is set. Leave empty to keep it.').first()).toBeVisible()
  await page.getByLabel('Description', { exact: true }).fill('Every Monday')
  await page.getByRole('link', { name: 'Locations' }).click()
  await expect(page.getByRole('dialog', { name: /Leave without saving/ })).toBeVisible()
  await button(page, 'Stay on the page').click()
  await expect(page.getByLabel('Description', { exact: true })).toHaveValue('Every Monday')
  await button(page, 'Save').click()
  await notice(page, 'Meeting room Planning was saved')

  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Meeting rooms' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Planning' })
  await expect(row).toContainText('Every Monday')
  await expect(row).toContainText('PIN')
  await page.getByLabel('Search meeting rooms and aliases').fill('plann')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: 'Planning' }).click()

  await button(page, 'Remove room Planning').click()
  const question = page.getByRole('dialog', { name: /Remove room Planning/ })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(button(page, 'Remove room Planning')).toBeFocused()
  await button(page, 'Remove room Planning').click()
  await question.getByRole('button', { name: 'Remove', exact: true }).click()
  await notice(page, 'Meeting room Planning was removed')
  await expect(page.getByRole('link', { name: 'Planning' })).toHaveCount(0)
})

test('a room is made with the keyboard alone', async ({ page }) => {
  await enter(page)
  await open(page, 'Meeting rooms')
  await tabTo(page, 'Add meeting room')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'New meeting room' })).toBeVisible()
  await tabTo(page, 'Name')
  await page.keyboard.type('Keys only')
  await tabTo(page, 'Alias 1')
  await page.keyboard.type('keys-only')
  await tabTo(page, 'Add alias')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Alias 2', { exact: true })).toBeFocused()
  await page.keyboard.type('keys')
  await page.keyboard.press('Enter')
  await notice(page, 'Meeting room Keys only was added')
  await expect(page.getByRole('row').filter({ hasText: 'Keys only' })).toContainText('keys-only, keys')
})

test('the list of Live View is walked with the keyboard', async ({ page }) => {
  await enter(page)
  const grid = page.getByRole('treegrid')
  await expect(grid.getByRole('row', { name: /Amsterdam-1/ })).toBeVisible()
  await grid.getByRole('row').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(grid.getByRole('row', { name: /Amsterdam-1/ })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(grid.getByRole('row').first()).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(grid.getByRole('row', { name: /Amsterdam-1/ })).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const details = page.getByTestId('live-details')
  await expect(details).toContainText('Estimated maximum')
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)

  await page.keyboard.press('/')
  await expect(page.getByLabel(/^Search locations/)).toBeFocused()
  await page.keyboard.type('berlin-1')
  await expect(grid.getByRole('row')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(grid.getByRole('row', { name: /Amsterdam-1/ })).toBeVisible()
})

test('a token is shown once, works, and is refused after it was revoked', async ({ page }) => {
  await enter(page)
  await open(page, 'API tokens')
  await button(page, 'Add token').click()
  await expect(page.getByRole('textbox', { name: /^Name/ })).toBeFocused()
  await page.getByRole('textbox', { name: /^Name/ }).fill('robot')
  await page.getByRole('checkbox', { name: 'Ask freely' }).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Add token' }).click()
  const secret = await page.getByRole('textbox', { name: 'API token' }).inputValue()
  expect(secret).toMatch(/^parley_/)
  expect(await asks(secret)).toBe('answered')
  await button(page, 'I have kept it').click()
  await expect(page.getByText(secret)).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('row').filter({ hasText: 'robot' })).toBeVisible()
  expect(await page.content()).not.toContain(secret)

  await button(page, 'Revoke token robot').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await notice(page, 'Token robot was revoked')
  expect(await asks(secret)).toBe('UNAUTHENTICATED')
})

/** How the API answers somebody with this token. */
async function asks(token: string): Promise<string> {
  const response = await fetch(d.at.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ locations { totalCount } }' }),
  })
  const answer = (await response.json()) as { errors?: { extensions: { code: string } }[] }
  return answer.errors?.[0]?.extensions.code ?? 'answered'
}

/** Presses Tab until the named control has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate((wanted) => {
      const e = document.activeElement as (HTMLElement & { labels?: NodeListOf<HTMLLabelElement> | null }) | null
      const label = e?.getAttribute('aria-label') ?? e?.labels?.[0]?.querySelector('.pf-v6-c-form__label-text')?.textContent ?? e?.textContent
      return label?.trim() === wanted
    }, name)
    if (found) return
  }
  throw new Error(`Tab does not come to “${name}”`)
}
