import { expect as expectSoon, type Page, test } from '@playwright/test'
import { deflateRawSync, crc32 } from 'node:zlib'
import { expectAccessible, signIn } from './support/admin'
import { Deployment } from './support/deployment'

test.use({ actionTimeout: 15_000 })
const expect = expectSoon.configure({ timeout: 15_000 })

let d: Deployment
test.beforeAll(async () => {
  d = await Deployment.start()
})
test.afterAll(async () => {
  await d?.stop()
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const notice = (page: Page, text: string) => expect(page.getByText(text)).toBeVisible()

async function open(page: Page, name: string): Promise<void> {
  await signIn(page, d)
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

test('banners are shown above every page and before signing in', async ({ page, browser }) => {
  await open(page, 'Global settings')
  await page.getByLabel('Banner above every page').fill('Test system: do not rely on it')
  await page.getByLabel('Banner on the sign-in page').fill('Members only.\nCalls are recorded.')
  await expectAccessible(page, 'settings')
  await button(page, 'Save').click()
  await notice(page, 'The configuration was saved')
  await expect(page.getByTestId('site-banner')).toHaveText('Test system: do not rely on it')
  await page.getByRole('link', { name: 'Locations' }).click()
  await expect(page.getByTestId('site-banner')).toBeVisible()
  await expectAccessible(page, 'with a banner')

  const stranger = await browser.newPage()
  await stranger.goto(d.at.admin)
  await expect(stranger.getByText('Members only.')).toContainText('Calls are recorded.')
  await expect(stranger.getByTestId('site-banner')).toHaveCount(0)
  await stranger.close()

  await page.getByRole('link', { name: 'Global settings' }).click()
  await page.getByLabel('Banner above every page').fill('')
  await page.getByLabel('Banner on the sign-in page').fill('')
  await button(page, 'Save').click()
  await expect(page.getByTestId('site-banner')).toHaveCount(0)
})

test('settings are found by searching, and a refusal leads to its field', async ({ page }) => {
  await open(page, 'Global settings')
  await page.getByLabel('Search settings').fill('wrong pins')
  await expect(page.getByRole('spinbutton', { name: 'Wrong PINs' })).toHaveValue('20')
  await expect(page.getByLabel('Deployment name')).toHaveCount(0)
  await page.getByRole('spinbutton', { name: 'Wrong PINs' }).fill('4')
  await page.getByLabel('Search settings').fill('no such thing')
  await expect(page.getByText('Nothing matches “no such thing”')).toBeVisible()
  await page.getByLabel('Search settings').fill('')
  await page.getByRole('tab', { name: 'Break-in protection' }).click()
  await page.getByLabel('Trusted networks').fill('192.0.2.0/24\nthe office')
  await page.getByRole('tab', { name: 'Timers' }).click()
  await button(page, 'Save').click()
  await expect(page.getByText('The value must lie between 5 and 200.')).toBeVisible()
  await expect(page.getByText('This is neither an address nor a network')).toBeVisible()
  await expect(page.getByRole('spinbutton', { name: 'Wrong PINs' })).toBeFocused()
  await page.getByRole('spinbutton', { name: 'Wrong PINs' }).fill('5')
  await page.getByLabel('Trusted networks').fill('192.0.2.17/24')
  await button(page, 'Save').click()
  await notice(page, 'The configuration was saved')
  await expect(page.getByLabel('Trusted networks')).toHaveValue('192.0.2.0/24')

  // Emptied, and out of sight: it is not taken for zero.
  await page.getByRole('tab', { name: 'Timers' }).click()
  await page.getByRole('spinbutton', { name: 'Guests only' }).fill('')
  await page.getByRole('tab', { name: 'General' }).click()
  await button(page, 'Save').click()
  await expect(page.getByRole('spinbutton', { name: 'Guests only' })).toBeFocused()
  await expect(page.getByRole('spinbutton', { name: 'Guests only' })).toHaveAccessibleDescription(/A value is required/)
  await page.getByRole('spinbutton', { name: 'Guests only' }).fill('60')
  await button(page, 'Save').click()
  await expect.poll(() => d.query('{ globalSettings { guestsOnlyTimeout } }')).toEqual({ globalSettings: { guestsOnlyTimeout: 60 } })
  await page.getByRole('tab', { name: 'Break-in protection' }).click()

  await page.getByRole('spinbutton', { name: 'Wrong PINs' }).fill('9')
  await page.getByRole('link', { name: 'Locations' }).click()
  await button(page, 'Stay on the page').click()
  await expect(page.getByRole('spinbutton', { name: 'Wrong PINs' })).toHaveValue('9')
})

test('two administrators who change the settings see both versions', async ({ page }) => {
  await open(page, 'Global settings')
  await page.getByLabel('Deployment name').fill('Mine')
  await d.query('mutation { globalSettingsUpdate(input: { deploymentName: "Theirs" }) { position } }')
  await button(page, 'Save').click()
  const both = page.getByRole('dialog', { name: 'Somebody else saved this meanwhile' })
  await expect(both.getByRole('row', { name: /Deployment name/ })).toHaveText(/Mine\s*Theirs/)
  await button(page, 'Use the saved version').click()
  await expect(page.getByLabel('Deployment name')).toHaveValue('Theirs')
})

const picture = (label: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><title>${label}</title><rect width="16" height="9" fill="#b5179e"/></svg>`

/** A second of silence, as themes want it unless told otherwise. */
function wav(channels = 1): Buffer {
  const data = Buffer.alloc(96_000)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(48_000, 24)
  head.writeUInt32LE(96_000 * channels, 28)
  head.writeUInt16LE(2 * channels, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

/** A ZIP archive, as small as one can be. */
function zip(files: Record<string, string | Buffer>): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const plain = Buffer.from(content)
    const packed = deflateRawSync(plain)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(crc32(plain), 14)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(plain.length, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    head.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(at, 42)
    parts.push(head, Buffer.from(name), packed)
    central.push(entry, Buffer.from(name))
    at += head.length + name.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end])
}

const archive = (files: Record<string, string | Buffer>) => ({ name: 'brand.zip', mimeType: 'application/zip', buffer: zip(files) })

test('a theme is uploaded, its mistakes are named, and what it lacks comes from elsewhere', async ({ page }) => {
  await open(page, 'Themes')
  await expect(page.getByRole('heading', { name: 'No themes yet' })).toBeVisible()
  await expectAccessible(page, 'no themes')
  await page.getByRole('link', { name: 'Add theme' }).first().click()
  await page.getByLabel('Name').fill('Brand')
  await button(page, 'Add theme').click()
  await notice(page, 'Theme Brand was added')
  const places = page.getByRole('grid', { name: 'Pictures and sounds' })
  const row = (name: string) => places.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) })
  await expect(row('Welcome')).toContainText('Built in')

  await page.getByTestId('file Upload a ZIP archive').setInputFiles(archive({ 'welcome.svg': picture('a').replace('<rect', '<script>1</script><rect'), 'welcome.wav': wav(2), 'notes.txt': 'x' }))
  const alert = page.getByRole('listitem')
  await expect(alert.filter({ hasText: 'welcome.svg' })).toContainText('<script> is not allowed')
  await expect(alert.filter({ hasText: 'welcome.wav' })).toContainText('2 channels')
  await expect(alert.filter({ hasText: 'notes.txt' })).toContainText('No theme has a file of this name')
  await expect(row('Welcome'), 'nothing was changed').toContainText('Built in')
  await expectAccessible(page, 'problems of an upload')

  await page.getByTestId('file Upload a ZIP archive').setInputFiles(archive({ 'brand/Welcome.svg': picture('a'), 'brand/timeout.wav': wav(), 'brand/themeconfig.json': '{"commands":{"lock":"*1"}}' }))
  await notice(page, 'The files of Brand were replaced')
  await expect(row('Welcome').locator('td').first()).toContainText('This theme')
  await expect(row('Timeout').locator('td').first()).toContainText('Built in')
  await expect(row('Timeout').locator('td').last()).toContainText('This theme')
  await expect(row('Welcome').locator('td').last()).toContainText('Nothing')
  expect(await row('Welcome').getByRole('img').evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth)), 'the picture is shown').toBeGreaterThan(0)
  await expectAccessible(page, 'a theme')

  // One file at a time, by the place it is for, whatever it is called.
  await page.getByTestId('file Upload picture for PIN entry').setInputFiles({ name: 'my drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(picture('b')) })
  await expect(row('PIN entry').locator('td').first()).toContainText('This theme')
  await page.getByTestId('file Upload sound for Knock').setInputFiles({ name: 'knock.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('ID3') })
  await expect(page.getByText('No theme has a file of this name.').first()).toBeVisible()
  await button(page, 'Remove pin_entry.svg').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await notice(page, 'pin_entry.svg was removed')
  await expect(row('PIN entry').locator('td').first()).toContainText('Built in')

  // Made the default, it stands in for what another theme does not have.
  await page.getByRole('link', { name: 'Global settings' }).click()
  await page.getByRole('tab', { name: 'Meetings' }).click()
  await page.getByLabel('Default theme').selectOption('Brand')
  await button(page, 'Save').click()
  await notice(page, 'The configuration was saved')
  await page.getByRole('link', { name: 'Themes', exact: true }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Brand' })).toContainText('Default')
  await page.getByRole('link', { name: 'Add theme' }).first().click()
  await page.getByLabel('Name').fill('Autumn')
  await button(page, 'Add theme').click()
  await expect(row('Welcome').locator('td').first()).toContainText('Default theme')
  await expect(row('Timeout').locator('td').first()).toContainText('Built in')

  const zipped = await page.request.get(new URL(`/themes/base/archive`, d.at.admin).href)
  expect(zipped.headers()['content-type']).toBe('application/zip')

  await page.getByRole('link', { name: 'Themes', exact: true }).first().click()
  await page.getByRole('link', { name: 'Brand' }).click()
  await button(page, 'Name').click()
  await button(page, 'Remove theme Brand').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText('It is used by the global settings.')
})
