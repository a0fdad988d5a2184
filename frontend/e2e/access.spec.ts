import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, signIn } from './support/admin'
import { Deployment } from './support/deployment'

test.use({ actionTimeout: 15_000 })

let d: Deployment
test.beforeAll(async () => {
  d = await Deployment.start()
})
test.afterAll(async () => {
  await d.stop()
})

const notice = (page: Page, text: string) => expect(page.getByRole('list', { name: 'Notices' })).toContainText(text)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const menu = (page: Page) => page.getByRole('navigation', { name: 'Main' })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const open = async (page: Page, section: string) => {
  await menu(page).getByRole('link', { name: section, exact: true }).click()
  await expect(heading(page, section)).toBeVisible()
}
const at = (path: string) => new URL(path, d.at.admin).href
const password = 'correct horse battery'

/** Signs in without saying where that leads to. */
async function enter(page: Page, username: string, secret = password): Promise<void> {
  await page.goto(d.at.admin)
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password').fill(secret)
  await button(page, 'Sign in').click()
}

async function account(username: string, roleId: string): Promise<string> {
  const { administratorCreate: made } = await d.query<{ administratorCreate: { administrator: { id: string } | null; userErrors: unknown[] } }>(
    'mutation ($i: AdministratorCreateInput!) { administratorCreate(input: $i) { administrator { id } userErrors { message } } }',
    { i: { username, password, roleId } },
  )
  expect(made.userErrors).toEqual([])
  return made.administrator!.id
}

async function role(name: string, scopes: string[]): Promise<string> {
  const { roleCreate: made } = await d.query<{ roleCreate: { role: { id: string } } }>('mutation ($i: RoleCreateInput!) { roleCreate(input: $i) { role { id } } }', { i: { name, scopes } })
  return made.role.id
}

test('a role is made and given; what it does not open is not in the menu, and says so at its address; taking a right away counts at once', async ({ page, browser }) => {
  await signIn(page, d)
  await open(page, 'Roles')
  await expect(page.getByRole('row', { name: /Read-write/ }).first()).toContainText('Built in')
  await expectAccessible(page, 'roles')
  await page.getByRole('link', { name: 'Add role' }).click()
  await button(page, 'Add role').click()
  await expect(page.getByRole('textbox', { name: /^Name/ }), 'a refusal has the focus').toBeFocused()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Help desk')
  await page.getByLabel('Description', { exact: true }).fill('Answers the phone')
  await page.getByRole('checkbox', { name: 'See the history' }).check()
  await page.getByRole('checkbox', { name: 'See the configuration' }).uncheck()
  await expectAccessible(page, 'a new role')
  await button(page, 'Add role').click()
  await notice(page, 'Role Help desk was added')
  const matrix = page.getByRole('region', { name: 'Permissions of the roles' })
  await expect(matrix.getByRole('columnheader', { name: 'Help desk' })).toBeVisible()

  await open(page, 'Administrators')
  await button(page, 'Add administrator').click()
  const dialog = page.getByRole('dialog', { name: 'New administrator' })
  await dialog.getByRole('textbox', { name: /^User name/ }).fill('phone')
  await dialog.getByRole('combobox', { name: /^Role/ }).selectOption('Help desk')
  await dialog.getByLabel(/^Password/).fill(password)
  await dialog.getByRole('button', { name: 'Add administrator' }).click()
  await notice(page, 'Administrator phone was added')
  await expect(page.getByRole('row', { name: /phone/ })).toContainText('Help desk')

  const other = await (await browser.newContext()).newPage()
  try {
    await enter(other, 'phone')
    await expect(heading(other, 'Live View')).toBeVisible()
    for (const hidden of ['Locations', 'Administrators', 'Roles', 'API tokens', 'Event log']) {
      await expect(menu(other).getByRole('link', { name: hidden, exact: true })).toHaveCount(0)
    }
    await expect(menu(other).getByRole('link', { name: 'Sessions', exact: true })).toBeVisible()
    await other.goto(at('/locations/new'))
    await expect(heading(other, 'Your role does not open this page')).toBeVisible()
    await expect(other.getByRole('main')).toContainText('config:read')
    await expectAccessible(other, 'not permitted')
    await other.getByRole('link', { name: 'Go to Live View' }).click()
    await expect(heading(other, 'Live View')).toBeVisible()

    // The role loses Live View: the open subscription ends, and the page is not open any more.
    await open(page, 'Roles')
    await page.getByRole('link', { name: 'Help desk' }).click()
    await page.getByRole('checkbox', { name: 'See Live View' }).uncheck()
    await button(page, 'Save').click()
    await notice(page, 'Role Help desk was saved')
    await expect(heading(other, 'Conference history'), 'the open page ends; the first one that is open comes').toBeVisible()

    await page.getByRole('button', { name: 'Remove role Help desk' }).click()
    const question = page.getByRole('dialog', { name: /Remove role Help desk/ })
    await question.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(question).toContainText('administrator phone')
    await question.getByRole('button', { name: 'Cancel' }).click()
  } finally {
    await other.context().close()
  }
})

test('alarms stay live when a role gets other rights while a page is open', async ({ browser }) => {
  const id = await role('Watchers', ['config:read', 'liveview:read'])
  await account('watcher', id)
  const page = await (await browser.newContext()).newPage()
  try {
    await enter(page, 'watcher')
    await expect(heading(page, 'Live View')).toBeVisible()
    const asked: string[] = []
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => asked.push(String(payload))))
    const followed = () => asked.filter((frame) => frame.includes('"Alarms"')).length
    await page.goto(at('/locations'))
    await expect.poll(followed).toBe(1)
    await expect(page.getByTestId('alarm-bell')).toHaveAccessibleName(/alarms?/i)
    await d.query('mutation ($i: RoleUpdateInput!) { roleUpdate(input: $i) { position } }', { i: { id, scopes: ['config:read'] } })
    await expect.poll(followed, 'they are asked for anew').toBe(2)
    await expect(page.getByTestId('alarm-bell')).not.toHaveAccessibleName(/may be old/)
    await expect(heading(page, 'Locations'), 'the page stays').toBeVisible()
  } finally {
    await page.context().close()
  }
})

test('who may only look sees all of every form', async ({ browser }) => {
  const { roles } = await d.query<{ roles: { nodes: { id: string; name: string }[] } }>('{ roles { nodes { id name } } }')
  await account('looker', roles.nodes.find((r) => r.name === 'Read-only')!.id)
  const { conferencingNodes, locations } = await d.query<Record<'conferencingNodes' | 'locations', { nodes: { id: string }[] }>>('{ conferencingNodes { nodes { id } } locations { nodes { id } } }')
  const page = await (await browser.newContext()).newPage()
  try {
    await enter(page, 'looker')
    await expect(heading(page, 'Live View')).toBeVisible()
    await page.goto(at('/settings'))
    for (const [tab, field] of [['Meetings', 'Default theme'], ['Timers', 'Guests only'], ['Break-in protection', 'Trusted networks']] as const) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByLabel(field)).toBeDisabled()
    }
    await page.getByLabel('Search settings').fill('wrong pins')
    await expect(page.getByRole('spinbutton', { name: 'Wrong PINs' })).toBeDisabled()
    await expectAccessible(page, 'settings to look at')

    await page.goto(at(`/nodes/${conferencingNodes.nodes[0]!.id}`))
    await page.getByText('Kept for later').click()
    await expect(page.getByLabel('IPv6 address')).toBeVisible()
    await expect(page.getByLabel('IPv6 address')).toBeDisabled()
    await expectAccessible(page, 'a node to look at')

    await page.goto(at(`/locations/${locations.nodes[0]!.id}`))
    await page.getByText(/^Servers of this location/).focus()
    await page.keyboard.press('Enter')
    await expect(button(page, 'Add DNS server')).toBeDisabled()
    await expect(button(page, 'Save')).toHaveCount(0)
    await expectAccessible(page, 'a location to look at')
  } finally {
    await page.context().close()
  }
})

test('built-in roles are shown and cannot be changed', async ({ page }) => {
  await signIn(page, d)
  await open(page, 'Roles')
  await page.getByRole('link', { name: 'Read-only' }).click()
  await expect(page.getByText('This role is built in')).toBeVisible()
  await expect(page.getByRole('textbox', { name: /^Name/ })).toBeDisabled()
  await expect(button(page, 'Save')).toHaveCount(0)
  await expectAccessible(page, 'a built-in role')
})

test('an account is locked after ten wrong passwords, and unlocked by another administrator', async ({ page, browser }) => {
  const { roles } = await d.query<{ roles: { nodes: { id: string; name: string }[] } }>('{ roles { nodes { id name } } }')
  await account('clumsy', roles.nodes.find((r) => r.name === 'Read-only')!.id)
  const other = await (await browser.newContext()).newPage()
  try {
    await other.goto(d.at.admin)
    await other.getByLabel('User name').fill('clumsy')
    for (let i = 0; i < 10; i++) {
      await other.getByLabel('Password').fill(`wrong ${i}`)
      const answered = other.waitForResponse((r) => r.url().endsWith('/graphql'))
      await button(other, 'Sign in').click()
      await answered
      await expect(button(other, 'Sign in')).toBeEnabled()
    }
    await expect(other.getByRole('alert')).toContainText(/disabled or locked/)

    await signIn(page, d)
    await open(page, 'Administrators')
    await expect(page.getByRole('row', { name: /clumsy/ })).toContainText('Locked until')
    await expectAccessible(page, 'administrators')
    await page.getByRole('link', { name: 'clumsy' }).click()
    await expect(page.getByRole('main')).toContainText('10 wrong passwords were tried')
    await expectAccessible(page, 'a locked administrator')
    await button(page, 'Unlock now').click()
    await notice(page, 'Administrator clumsy was unlocked')
    await expect(page.getByText('10 wrong passwords were tried')).toHaveCount(0)

    await other.getByLabel('Password').fill(password)
    await button(other, 'Sign in').click()
    await expect(heading(other, 'Live View')).toBeVisible()

    // Their session is shown, and ended: the page is over at once.
    await page.reload()
    await expect(page.getByRole('heading', { level: 2, name: 'Open sessions' })).toBeVisible()
    await page.getByRole('button', { name: /^End session of clumsy/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click()
    await notice(page, 'A session of clumsy was ended')
    await expect(heading(other, 'Sign in')).toBeVisible()
  } finally {
    await other.context().close()
  }
})

test('by keyboard alone: an account gets another role and a new password', async ({ page }) => {
  const { roles } = await d.query<{ roles: { nodes: { id: string; name: string }[] } }>('{ roles { nodes { id name } } }')
  const id = await account('keys', roles.nodes.find((r) => r.name === 'Read-only')!.id)
  await signIn(page, d)
  await page.goto(at(`/administrators/${id}`))
  const choice = page.getByRole('combobox', { name: /^Role/ })
  await expect(choice).toBeVisible()
  await page.getByRole('textbox', { name: /^Name/ }).focus()
  await page.keyboard.type('Keys')
  await page.keyboard.press('Tab')
  await expect(choice).toBeFocused()
  await page.keyboard.type('Read-w')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('switch', { name: 'May sign in' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(button(page, 'Save')).toBeFocused()
  await page.keyboard.press('Enter')
  await notice(page, 'Administrator keys was saved')
  await expect(choice).toHaveValue(roles.nodes.find((r) => r.name === 'Read-write')!.id)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(button(page, 'Set password')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: /^New password/ })).toBeFocused()
  await page.keyboard.type('short')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: /^New password/ })).toHaveAccessibleDescription(/12 to 128/)
  await page.getByRole('textbox', { name: /^New password/ }).fill('another long password')
  await page.keyboard.press('Enter')
  await notice(page, 'Administrator keys has a new password')
})

test('sessions and tokens', async ({ page }) => {
  await signIn(page, d)
  await open(page, 'Sessions')
  await expect(page.getByRole('row').filter({ hasText: 'This one' })).toContainText('from 127.0.0.1')
  await expectAccessible(page, 'sessions')

  await open(page, 'API tokens')
  await button(page, 'Add token').click()
  const dialog = page.getByRole('dialog', { name: 'New API token' })
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Monitoring')
  await dialog.getByRole('textbox', { name: /^Description/ }).fill('Graphs')
  await dialog.getByRole('combobox', { name: /^Ends/ }).selectOption('In 30 days')
  await dialog.getByRole('checkbox', { name: 'Ask freely' }).check()
  await dialog.getByRole('button', { name: 'Add token' }).click()
  const secret = await page.getByTestId('token-secret').getByRole('textbox').inputValue()
  await button(page, 'I have kept it').click()
  const row = page.getByRole('row').filter({ hasText: 'Monitoring' })
  await expect(row).toContainText('Valid')
  await expect(row).toContainText('never')

  const used = await fetch(d.at.graphql, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` }, body: '{"query":"{ viewer { name } }"}' })
  expect(used.headers.get('ratelimit-limit')).toBe('1000')
  await page.reload()
  await expect(row).toContainText('from 127.0.0.1')
  await row.getByRole('button', { name: 'Rename token Monitoring' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).fill('Monitoring 2')
  await button(page, 'Save').click()
  await notice(page, 'Token Monitoring 2 was saved')
  await expectAccessible(page, 'tokens')
  await row.getByRole('button', { name: /^Revoke token/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(row).toContainText('Revoked')
  await page.getByRole('combobox', { name: 'State' }).selectOption('Valid')
  await expect(row).toHaveCount(0)
})

test('narrow screens do not scroll sideways, and pages work with their security headers', async ({ page }) => {
  const violations: string[] = []
  page.on('console', (m) => {
    if (/Content Security Policy|Permissions policy/i.test(m.text())) violations.push(m.text())
  })
  await signIn(page, d)
  await page.setViewportSize({ width: 390, height: 844 })
  const { roles, administrators } = await d.query<Record<'roles' | 'administrators', { nodes: { id: string }[] }>>('{ roles { nodes { id } } administrators { nodes { id } } }')
  for (const path of ['/administrators', `/administrators/${administrators.nodes[0]!.id}`, '/roles', '/roles/new', `/roles/${roles.nodes[0]!.id}`, '/sessions', '/tokens']) {
    const answer = await page.goto(at(path))
    expect(answer!.headers()['content-security-policy'], path).toContain("script-src 'self';")
    expect(answer!.headers()['permissions-policy'], path).toContain('camera=()')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${path} does not scroll sideways`).toBeLessThanOrEqual(0)
    await expectAccessible(page, `${path}, narrow`)
  }
  const participant = await page.goto(d.meet('team'))
  expect(participant!.headers()['permissions-policy']).toContain('camera=(self), microphone=(self)')
  await expect(page.getByTestId('join')).toBeVisible()
  expect(violations).toEqual([])
})
