import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, signIn } from './support/admin'
import { Deployment } from './support/deployment'
import { client, Provider } from './support/provider'

test.use({ actionTimeout: 15_000 })
test.describe.configure({ mode: 'serial' })

let d: Deployment
let provider: Provider
let origin: string
test.beforeAll(async () => {
  d = await Deployment.start()
  origin = new URL(d.at.admin).origin
  provider = await Provider.start(`${origin}/signin/oidc/callback`, { ada: ['admins', 'staff'], zoe: ['guests'] })
})
test.afterAll(async () => {
  await provider.stop()
  await d.stop()
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const notice = (page: Page, text: string) => expect(page.getByRole('list', { name: 'Notices' })).toContainText(text)

/** Signs in at the provider, whose page this is. */
async function atProvider(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder(/login/i).fill(login)
  await page.getByPlaceholder(/password/i).fill('any')
  await page.keyboard.press('Enter')
}

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign-in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign-in' })).toBeVisible()
}

test('a provider is set up, tested, and lets people in with the role of their group', async ({ page, browser }) => {
  await signIn(page, d)
  await openSettings(page)
  await page.getByLabel('Public address').fill(origin)
  await page.getByLabel('Text of the button').fill('Sign in with Example')
  await page.getByLabel('Issuer').fill(provider.issuer)
  await page.getByLabel('Client id').fill(client.id)
  await page.getByLabel('Client secret', { exact: true }).fill('not the secret, but as long as it')
  await button(page, 'Test the provider').click()
  await expect(page.getByText('The provider does not work yet')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Client and secret' })).toContainText('invalid_client')
  await expectAccessible(page, 'a test that failed')

  await page.getByLabel('Client secret', { exact: true }).fill(client.secret)
  await button(page, 'Test the provider').click()
  await expect(page.getByText('The provider works as far as it was tested')).toBeVisible()

  await button(page, 'Add group').first().click()
  await page.getByLabel('Group 1', { exact: true }).fill('admins')
  await page.getByLabel('Role of group 1').selectOption('Read-write')
  await page.getByText('People may sign in at the provider').click()
  await button(page, 'Save').click()
  await notice(page, 'How administrators sign in was saved')
  await expect(page.getByText('One is set. Leave empty to keep it.').first()).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Redirect address' })).toHaveValue(`${origin}/signin/oidc/callback`)

  const context = await browser.newContext()
  const ada = await context.newPage()
  await ada.goto(`${origin}/locations`)
  const begin = ada.getByRole('link', { name: 'Sign in with Example' })
  await expect(begin).toBeVisible()
  await expectAccessible(ada, 'the sign-in page with a provider')
  await ada.getByRole('heading', { level: 1 }).click()
  await ada.keyboard.press('Tab')
  await expect(begin).toBeFocused()
  await ada.keyboard.press('Enter')
  await atProvider(ada, 'ada')
  await expect(ada.getByRole('heading', { level: 1, name: 'Locations' }), 'back where she wanted to be').toBeVisible()
  await expect(ada.getByTitle('Signed in')).toContainText('ada')
  await expect(ada.getByRole('link', { name: 'Add location' })).toBeVisible()
  const cookies = await context.cookies(origin)
  expect(cookies.filter((c) => c.name.startsWith('parley_signin_')), 'an attempt leaves nothing').toEqual([])
  expect(cookies.find((c) => c.name === 'parley_session')).toMatchObject({ httpOnly: true, sameSite: 'Strict' })

  const event = (await d.events()).find((e) => e.type === 'administrator.external-signed-in.v1')
  expect(event?.data).toMatchObject({ source: 'oidc', subject: 'ada', username: 'ada', groups: ['admins'], roles: ['read-write'] })

  // The mapping goes: so does the session, without a reload.
  await page.getByLabel('Remove group 1').first().click()
  await button(page, 'Save').click()
  await notice(page, 'How administrators sign in was saved')
  await ada.getByRole('link', { name: 'Meeting rooms' }).click()
  await expect(ada.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await context.close()

  await page.getByRole('link', { name: 'Audit', exact: true }).click()
  await expect(page.getByRole('main')).toContainText('signed in (OIDC, read-write)')
})

test('whoever is in no group, comes late or comes from nowhere is told so', async ({ page }) => {
  await d.query(`mutation ($r: ID!) { signInSettingsUpdate(input: { oidc: { mappings: [{ group: "admins", roleId: $r }] } }) { userErrors { message } } }`, { r: await role('Read-only') })
  await page.goto(origin)
  await page.getByRole('link', { name: 'Sign in with Example' }).click()
  await atProvider(page, 'zoe')
  await expect(page.getByRole('alert')).toContainText('You may not administer this deployment')
  await expect(page.getByRole('alert')).toContainText('In the log under')
  expect(new URL(page.url()).search, 'the address is clean again').toBe('')
  await expectAccessible(page, 'not permitted')

  await page.goto(`${origin}/signin/oidc/callback?state=somebody-elses&code=stolen`)
  await expect(page.getByRole('alert')).toContainText('That took too long, or began elsewhere')
  await page.goto(`${origin}/signin/oidc/start?return=//evil.example.com/`)
  // The provider still knows zoe.
  await expect(page.getByRole('alert')).toContainText('You may not administer this deployment')
  expect(new URL(page.url()).origin).toBe(origin)

  await page.setViewportSize({ width: 390, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await expectAccessible(page, 'not permitted, narrow')
})

test('a provider or directory that does not answer is told in words, and local accounts go on', async ({ page }) => {
  await d.query(`mutation { signInSettingsUpdate(input: {
    oidc: { issuer: "http://127.0.0.1:9", clientSecret: null }
    ldap: { enabled: true, name: "Example directory", servers: ["127.0.0.1:9"], baseDn: "dc=example,dc=com", timeout: 2 }
  }) { userErrors { message } } }`)
  await page.goto(origin)
  await page.getByRole('link', { name: 'Sign in with Example' }).click()
  await expect(page.getByRole('alert').first()).toContainText('The provider does not answer')

  await expect(page.getByRole('radio', { name: 'Example directory' })).toBeChecked()
  await page.getByLabel('User name').fill('ada')
  await page.getByLabel('Password').fill('x')
  await button(page, 'Sign in').click()
  await expect(page.getByText('the directory does not answer')).toBeVisible()
  await expectAccessible(page, 'the sign-in page with everything')

  await page.getByRole('radio', { name: 'Local account' }).check()
  await page.getByLabel('User name').fill(d.at.username)
  await page.getByLabel('Password').fill(d.at.password)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('live-view')).toBeVisible()

  await openSettings(page)
  await page.getByLabel('User name to look for').fill('ada')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The directory does not work yet')).toBeVisible()
  await page.getByText('Local accounts may sign in').click()
  await button(page, 'Save').click()
  await expect(page.getByLabel('Local accounts may sign in')).toHaveAccessibleDescription(/nobody might get in/)
  await page.setViewportSize({ width: 390, height: 800 })
  // The navigation gives way first.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await expectAccessible(page, 'a refused form')
})

async function role(name: string): Promise<string> {
  const { roles } = await d.query<{ roles: { nodes: { id: string; name: string }[] } }>('{ roles(first: 20) { nodes { id name } } }')
  return roles.nodes.find((r) => r.name === name)!.id
}
