import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect as expectSoon, type Page, test } from '@playwright/test'
import { expectAccessible, signIn } from './support/admin'
import { certificate, key } from './support/certificate'
import type { Deployment } from './support/deployment'
import { fingerprintOf, Platform } from './support/platform'

test.describe.configure({ mode: 'serial' })
// Nobody vouches for a platform that was just installed.
test.use({ actionTimeout: 15_000, ignoreHTTPSErrors: true })

const expect = expectSoon.configure({ timeout: 15_000 })

let p: Platform
let issued = ''
let nodePage = ''
test.beforeAll(async () => {
  p = await Platform.start()
})
test.afterAll(async () => {
  await p.stop()
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const enter = (page: Page) => signIn(page, p as unknown as Deployment)
const open = async (page: Page, section: string) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible()
}
/** The fingerprint on a page of a node, as it is compared. */
const shown = async (page: Page, label: string) => (await page.getByLabel(label).innerText()).replaceAll(/[^0-9A-F]/g, '').toLowerCase()

test('a node is provisioned in the browser and comes online', async ({ page, context }) => {
  await enter(page)
  await open(page, 'Locations')
  await page.getByRole('link', { name: 'Add location' }).first().click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Oslo')
  await button(page, 'Add location').click()
  await open(page, 'Conferencing Nodes')
  await page.getByRole('link', { name: 'Add Conferencing Node' }).first().click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('node1')
  await page.getByRole('textbox', { name: /^Address/ }).fill('127.0.0.1')
  await page.getByRole('combobox', { name: /^Location/ }).selectOption('Oslo')
  await button(page, 'Add node').click()
  await expect(page.getByText('None was made yet')).toBeVisible()

  await button(page, 'Provision …').click()
  const dialog = page.getByRole('dialog', { name: 'Provision node1' })
  await dialog.getByLabel('How long it can be used').selectOption('One hour')
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Download provisioning document').click()])
  issued = readFileSync(await file.path(), 'utf8')
  await expect(dialog).toContainText('was downloaded')
  await button(page, 'Close').last().click()
  await expect(page.getByText(/^Waits for the node until/)).toBeVisible()
  nodePage = page.url()

  const node = await p.node(0)
  const its = await context.newPage()
  await its.goto(node.url)
  await expect(its.getByRole('heading', { level: 1, name: 'Provision this Conferencing Node' })).toBeVisible()
  const first = await fingerprintOf(Number(new URL(node.url).port))
  expect(await shown(its, "Fingerprint of this page's certificate")).toBe(first)
  expect(node.log().replaceAll(/[: ]/g, '').toLowerCase(), 'the fingerprint is in the log').toContain(first)
  await expectAccessible(its, 'upload page')

  await its.getByLabel('Provisioning document').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"version":1}') })
  await its.getByRole('button', { name: 'Provision', exact: true }).click()
  await expect(its.getByRole('alert')).toContainText('The field "nodeId" is missing.')
  await expectAccessible(its, 'upload refused')

  // By keyboard alone: the text instead of the file.
  await its.getByText('Paste its text instead').focus()
  await its.keyboard.press('Enter')
  await its.getByLabel('Text of the document').fill(issued)
  await its.keyboard.press('Tab')
  await its.keyboard.press('Enter')
  for (const step of ['Document read', 'Key made', 'Certificate signed', 'Connected']) {
    await expect(its.getByRole('listitem').filter({ hasText: step })).toBeVisible()
  }
  await expectAccessible(its, 'upload done')
  const joined = await shown(its, "Fingerprint of the node's link certificate")

  await expect(page.getByText('Online').first()).toBeVisible()
  await expect(page.getByText(joined)).toBeVisible()
  await expect(page.getByText(/^Used; it was made on/)).toBeVisible()
  await expect(async () => expect((await its.request.get(new URL('/readyz', node.url).href)).status()).toBe(200)).toPass()
  expect((await its.request.get(node.url).then((r) => r.text())).includes('Provision this')).toBe(false)
})

test('a copy of the document is refused, and the page of the node says so', async ({ page, context }) => {
  const thief = await p.node(1)
  const its = await context.newPage()
  await its.goto(thief.url)
  await its.getByLabel('Provisioning document').setInputFiles({ name: 'copy.json', mimeType: 'application/json', buffer: Buffer.from(issued) })
  await its.getByRole('button', { name: 'Provision', exact: true }).click()
  await expect(its.getByRole('alert')).toContainText('The document was used before')
  await its.getByRole('link', { name: 'Try again' }).click()
  await expect(its.getByRole('heading', { level: 1, name: 'Provision this Conferencing Node' })).toBeVisible()

  await enter(page)
  await page.goto(nodePage)
  await expect(page.getByText('Somebody presented a copy of a provisioning document of this node')).toBeVisible()
  await expect(page.getByText(/a document that was used before from 127\.0\.0\.1/)).toBeVisible()
  await expectAccessible(page, 'node with refusals')
})

test('an uploaded certificate is served by the web side and by a node', async ({ page }) => {
  const mine = new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase()
  await enter(page)
  await open(page, 'Certificates')
  await expect(page.getByText('No certificates yet')).toBeVisible()
  await expectAccessible(page, 'no certificates')
  await page.getByRole('link', { name: 'Upload certificate' }).first().click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Web 2026')
  await page.getByRole('textbox', { name: /^Certificate and chain/ }).fill(key)
  await page.getByRole('textbox', { name: /^Private key/ }).fill(certificate)
  await button(page, 'Upload').click()
  await expect(page.getByText('There is a private key among the certificates')).toBeVisible()
  await expectAccessible(page, 'upload refused')
  await page.getByLabel('Certificate and chain from a file').setInputFiles({ name: 'c.pem', mimeType: 'text/plain', buffer: Buffer.from(certificate) })
  // A file that is too large takes nothing away, and says why.
  const chain = page.getByRole('textbox', { name: /^Certificate and chain/ })
  await expect(chain).toHaveValue(certificate)
  await page.getByLabel('Certificate and chain from a file').setInputFiles({ name: 'disk.img', mimeType: 'application/octet-stream', buffer: Buffer.alloc(129 * 1024, 'x') })
  await expect(chain).toHaveAccessibleDescription(/disk.img has more than 128 KB/)
  await expect(chain).toHaveValue(certificate)
  await page.getByLabel('Private key from a file').setInputFiles({ name: 'k.pem', mimeType: 'text/plain', buffer: Buffer.from(key) })
  await button(page, 'Upload').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Web 2026' })).toBeVisible()
  await expect(page.getByText('Nobody else signed this certificate')).toBeVisible()
  await expect(page.getByText(mine)).toBeVisible()
  expect(await page.content()).not.toContain('PRIVATE KEY')
  await expectAccessible(page, 'certificate')

  await page.getByRole('button', { name: 'Use for the web side: Web 2026' }).click()
  await button(page, 'Use').click()
  await expect(page.getByText('Web side of the Management Node')).toBeVisible()
  await expect(async () => expect(await fingerprintOf(p.port)).toBe(mine)).toPass()

  await page.goto(nodePage)
  await page.getByLabel('Certificate that participants see').selectOption('Web 2026')
  await button(page, 'Use it').click()
  await expect(page.getByRole('link', { name: 'Web 2026' })).toBeVisible()
  await expect(async () => expect(await fingerprintOf(p.port + 2)).toBe(mine)).toPass()
  await expectAccessible(page, 'node with a certificate')

  await open(page, 'Certificates')
  await expect(page.getByRole('row').filter({ hasText: 'Web 2026' })).toContainText('Web side, node1')
})

test('a request is made, and its certificate is asked for', async ({ page }) => {
  await enter(page)
  await open(page, 'Certificates')
  await page.getByRole('link', { name: 'Request certificate' }).first().click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Next')
  await page.getByLabel('Country').fill('Norway')
  await button(page, 'Make request').click()
  await expect(page.getByText('A country is given by its two letters, such as NO.')).toBeVisible()
  await expect(page.getByText('A certificate names at least one host or address.')).toBeVisible()
  await page.getByLabel('Country').fill('NO')
  await page.getByLabel('Host names').fill('meet.example.org\n*.meet.example.org')
  await button(page, 'Make request').click()
  await expect(page.getByText('This request waits for its certificate')).toBeVisible()
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Download request').click()])
  expect(readFileSync(await file.path(), 'utf8')).toContain('BEGIN CERTIFICATE REQUEST')
  await button(page, 'Install certificate').click()
  const dialog = page.getByRole('dialog', { name: 'Install the signed certificate' })
  await dialog.getByRole('textbox', { name: /^Certificate and chain/ }).fill(certificate)
  await dialog.getByRole('button', { name: 'Install certificate' }).click()
  await expect(dialog).toContainText('This certificate is of another key')
})

test('revoked certificates cut the node off', async ({ page }) => {
  await enter(page)
  await page.goto(nodePage)
  await page.getByRole('button', { name: 'Revoke certificates of node1' }).click()
  await button(page, 'Revoke').click()
  await expect(page.getByText(/^Revoked on/)).toBeVisible()
  await expect(page.getByText('Offline').first()).toBeVisible()
})
