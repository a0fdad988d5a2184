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
test.beforeEach(async ({ page }) => {
  await signIn(page, d)
})

const open = async (page: Page, section: string) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible()
}
const notice = (page: Page, text: string) => expect(page.getByRole('list', { name: 'Notices' })).toContainText(text)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const text = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name, exact: true })

test('a policy profile from beginning to end', async ({ page }) => {
  await open(page, 'Policy profiles')
  await expect(page.getByRole('heading', { name: 'No policy profiles yet' })).toBeVisible()
  await expect(page.getByText('Kept for later')).toBeVisible()
  await expectAccessible(page, 'no policy profiles')
  await page.getByRole('link', { name: 'Add policy profile' }).first().click()
  await text(page, /^Name/).fill('Directory')
  await text(page, /^Address/).fill('https://somebody@policy.example.com/')
  await text(page, 'User name').fill('parley')
  await page.getByLabel('Password', { exact: true }).fill('open sesame')
  await page.getByRole('switch', { name: 'What a dialled alias leads to' }).click({ force: true })
  await button(page, 'Add policy profile').click()
  await expect(text(page, /^Address/), 'the refusal stands beside the field').toBeFocused()
  await expect(text(page, /^Address/)).toHaveAccessibleDescription(/must not hold a user name/)
  await expectAccessible(page, 'a refused policy profile')
  await text(page, /^Address/).fill('https://policy.example.com/v1')
  await button(page, 'Add policy profile').click()
  await notice(page, 'Policy profile Directory was added')
  const row = page.getByRole('row').filter({ hasText: 'Directory' })
  await expect(row).toContainText('parley, with a password')
  await expect(row).toContainText('Aliases')
  await expectAccessible(page, 'policy profiles')

  await page.getByRole('link', { name: 'Directory' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/One is set/)
  await expect(page.getByRole('switch', { name: 'What a dialled alias leads to' })).toBeChecked()
  await expect(page.getByText('No location names this profile.')).toBeVisible()

  // Whoever does not know the password cannot have it sent elsewhere.
  await text(page, /^Address/).fill('https://elsewhere.example.com/')
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/needs the password once more/)
  await button(page, 'Save').click()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.getByLabel('Password', { exact: true }).fill('sesame, open')
  // Somebody else saves first.
  const { policyProfiles } = await d.query<{ policyProfiles: { nodes: { id: string }[] } }>('{ policyProfiles { nodes { id } } }')
  const { id } = policyProfiles.nodes[0]!
  await d.query('mutation ($id: ID!) { policyProfileUpdate(input: { id: $id, avatar: true }) { userErrors { code } } }', { id })
  await button(page, 'Save').click()
  const conflict = page.getByRole('dialog', { name: /Somebody else saved/ })
  await expect(conflict.getByRole('row', { name: /^Address/ })).toContainText('elsewhere')
  await expect(conflict.getByRole('row', { name: /^Pictures of participants/ })).toHaveText(/off\s*on/)
  await expect(conflict.getByRole('row', { name: /^Password/ })).toContainText('a new one')
  await expect(conflict).not.toContainText('sesame')
  await expectAccessible(page, 'conflict of a policy profile', '[role="dialog"]')
  await conflict.getByRole('button', { name: 'Save mine instead' }).click()
  await notice(page, 'Policy profile Directory was saved')
  const saved = await d.query<{ policyProfile: Record<string, unknown> }>('query ($id: ID!) { policyProfile(id: $id) { url hasPassword avatar } }', { id })
  expect(saved.policyProfile).toEqual({ url: 'https://elsewhere.example.com/', hasPassword: true, avatar: false })

  // One that a location names stays.
  const { locations } = await d.query<{ locations: { nodes: { id: string; name: string }[] } }>('{ locations { nodes { id name } } }')
  const at = locations.nodes[0]!
  await d.query('mutation ($at: ID!, $id: ID!) { locationUpdate(input: { id: $at, policyProfileId: $id }) { position } }', { at: at.id, id })
  await page.reload()
  await expect(page.getByRole('main').getByRole('link', { name: at.name })).toBeVisible()
  await expectAccessible(page, 'a policy profile')
  await button(page, 'Remove policy profile Directory').click()
  const question = page.getByRole('dialog')
  await question.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(question).toContainText(`used by location ${at.name}`)
  await d.query('mutation ($at: ID!) { locationUpdate(input: { id: $at, policyProfileId: null }) { position } }', { at: at.id })
  await question.getByRole('button', { name: 'Remove', exact: true }).click()
  await notice(page, 'Policy profile Directory was removed')
})

test('a cloud account from beginning to end', async ({ page }) => {
  await open(page, 'Cloud accounts')
  await expect(page.getByRole('heading', { name: 'No cloud accounts yet' })).toBeVisible()
  await expect(page.getByText('Kept for later')).toBeVisible()
  await expectAccessible(page, 'no cloud accounts')
  await page.getByRole('link', { name: 'Add cloud account' }).first().click()
  await text(page, /^Name/).fill('Frankfurt')
  await text(page, /^Region/).fill('here')
  await text(page, 'Access key ID').fill('AKIAEXAMPLEEXAMPLE')
  await button(page, 'Add cloud account').click()
  await expect(text(page, /^Region/)).toHaveAccessibleDescription(/not a region/)
  await expect(page.getByLabel('Secret key')).toHaveAccessibleDescription(/needs its secret key/)
  await expectAccessible(page, 'a refused cloud account')
  await text(page, /^Region/).fill('eu-central-1')
  await page.getByLabel('Secret key').fill('quite+secret/')
  await button(page, 'Add cloud account').click()
  await notice(page, 'Cloud account Frankfurt was added')
  const row = page.getByRole('row').filter({ hasText: 'Frankfurt' })
  await expect(row).toContainText('Access key')
  await expect(row).toContainText('parley-cloud=parley-')
  await expectAccessible(page, 'cloud accounts')

  await page.getByRole('link', { name: 'Frankfurt' }).click()
  const secret = page.getByLabel('Secret key')
  await expect(secret).toHaveValue('')
  await expect(secret).toHaveAccessibleDescription(/One is set/)
  await expectAccessible(page, 'a cloud account')
  await text(page, 'Endpoint').fill('https://cloud.example.com')
  await expect(secret).toHaveAccessibleDescription(/once more/)
  await button(page, 'Save').click()
  await expect(secret, 'nobody sends a secret that they do not know to a server of theirs').toBeFocused()
  await text(page, 'Endpoint').fill('')

  const { cloudAccounts } = await d.query<{ cloudAccounts: { nodes: { id: string }[] } }>('{ cloudAccounts { nodes { id } } }')
  const { id } = cloudAccounts.nodes[0]!
  await d.query('mutation ($id: ID!) { cloudAccountUpdate(input: { id: $id, enabled: false }) { userErrors { code } } }', { id })
  await text(page, 'Description').fill('For the peaks')
  await button(page, 'Save').click()
  const conflict = page.getByRole('dialog', { name: /Somebody else saved/ })
  await expect(conflict.getByRole('row', { name: /^Enabled/ })).toHaveText(/on\s*off/)
  await conflict.getByRole('button', { name: 'Use the saved version' }).click()
  await expect(page.getByRole('switch', { name: 'Enabled' })).not.toBeChecked()

  // The secret goes with its access key.
  await text(page, 'Access key ID').fill('')
  await expect(secret).toHaveAccessibleDescription(/removed with its access key/)
  await button(page, 'Save').click()
  await notice(page, 'Cloud account Frankfurt was saved')
  const saved = await d.query<{ cloudAccount: Record<string, unknown> }>('query ($id: ID!) { cloudAccount(id: $id) { accessKeyId hasSecretKey enabled } }', { id })
  expect(saved.cloudAccount).toEqual({ accessKeyId: '', hasSecretKey: false, enabled: false })

  await page.getByRole('link', { name: 'Who changed this' }).click()
  await expect(page.getByText('quite+secret/')).toHaveCount(0)
  await page.getByRole('row').filter({ hasText: 'Created' }).getByRole('link', { name: 'Frankfurt', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Frankfurt' }), 'the audit leads to the account').toBeVisible()
  await button(page, 'Remove cloud account Frankfurt').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await notice(page, 'Cloud account Frankfurt was removed')
})

test('a meeting room keeps its automatic participants, theme, layout and the like', async ({ page }) => {
  // More than are offered at once, so that there is something to search for.
  const many = Array.from({ length: 105 }, (_, i) => `p${i}: automaticParticipantCreate(input: { alias: "stand-${i}@example.com" }) { position }`)
  for (let i = 0; i < many.length; i += 21) await d.query(`mutation { ${many.slice(i, i + 21).join(' ')} }`)
  await d.query(`mutation { recorder: automaticParticipantCreate(input: { alias: "zz-recorder@example.com" }) { position } themeCreate(input: { name: "Brand" }) { position } }`)
  await open(page, 'Meeting rooms')
  await page.getByRole('link', { name: 'Add meeting room' }).first().click()
  await text(page, /^Name/).fill('Recorded')
  await expect(page.getByLabel('Layout')).toBeHidden()
  await button(page, 'Kept for later').click()
  await expect(page.getByText('Conferencing Nodes do not use them yet.')).toBeVisible()

  const add = page.getByRole('combobox', { name: 'Automatic participant to add' })
  const find = page.getByRole('textbox', { name: 'Search for Automatic participant to add' })
  await expect(page.getByText(/^The first 100 are listed/)).toBeVisible()
  await add.selectOption('stand-0@example.com')
  await button(page, 'Add to the service').click()
  await find.fill('recorder')
  await expect(add.getByRole('option')).toHaveText(['Choose one to add', 'zz-recorder@example.com'])
  await add.selectOption('zz-recorder@example.com')
  await button(page, 'Add to the service').click()
  await button(page, 'Take stand-0@example.com out').click()
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('Brand')
  await page.getByLabel('Layout').selectOption('2 large, up to 21 small')
  await page.getByRole('switch', { name: 'Names over the pictures' }).click({ force: true })
  await page.getByRole('spinbutton', { name: 'Rate in, kbit/s' }).fill('64')
  await button(page, 'Kept for later').click()
  await button(page, 'Add room').click()
  const rate = page.getByRole('spinbutton', { name: 'Rate in, kbit/s' })
  await expect(rate, 'the section opens, and the refusal stands beside the field').toBeFocused()
  await expect(rate).toHaveAccessibleDescription(/128 and 8192/)
  await expectAccessible(page, 'a refused room')
  await rate.fill('512')
  await button(page, 'Add room').click()
  await notice(page, 'Meeting room Recorded was added')

  await page.getByRole('link', { name: 'Recorded' }).click()
  await expect(page.getByLabel('Layout'), 'what is set is shown').toHaveValue('TWO_MAINS_TWENTYONE_PIPS')
  await expect(page.getByRole('combobox', { name: 'Theme' }).getByRole('option', { selected: true })).toHaveText('Brand')
  await expect(page.getByRole('group', { name: 'Automatic participants' }).getByRole('link')).toHaveText(['zz-recorder@example.com'])
  await expectAccessible(page, 'a room with what is kept for later')

  // Both versions are told apart by names.
  const { meetingRooms } = await d.query<{ meetingRooms: { nodes: { id: string }[] } }>('{ meetingRooms(filter: { search: "Recorded" }) { nodes { id } } }')
  await d.query('mutation ($id: ID!) { meetingRoomUpdate(input: { id: $id, automaticParticipants: [], encryption: REQUIRED }) { position } }', { id: meetingRooms.nodes[0]!.id })
  await text(page, 'Description').fill('x')
  await button(page, 'Save').click()
  const conflict = page.getByRole('dialog', { name: /Somebody else saved/ })
  await expect(conflict.getByRole('row', { name: /^Automatic participants/ })).toHaveText(/zz-recorder@example.com\s*empty/)
  await expect(conflict.getByRole('row', { name: /^Encryption/ })).toHaveText(/As in the global settings\s*Required/)
  await conflict.getByRole('button', { name: 'Save mine instead' }).click()
  await notice(page, 'Meeting room Recorded was saved')
  const saved = await d.query<{ meetingRoom: Record<string, unknown> }>('query ($id: ID!) { meetingRoom(id: $id) { encryption maxCallRateIn enableOverlayText automaticParticipants } }', { id: meetingRooms.nodes[0]!.id })
  expect(saved.meetingRoom).toMatchObject({ encryption: 'DEFAULT', maxCallRateIn: 512, enableOverlayText: true })
  expect(saved.meetingRoom['automaticParticipants']).toHaveLength(1)
})

test('auditoriums, receptions and test calls have the same section', async ({ page }) => {
  for (const [section, add, field] of [
    ['Auditoriums', 'Add auditorium', 'Layout that guests see'],
    ['Receptions', 'Add reception', 'Encryption'],
    ['Test calls', 'Add test call', 'Theme'],
  ] as const) {
    await open(page, section)
    await expect(page.getByRole('navigation', { name: 'Main' }).locator('[aria-current=page]'), 'one entry is open').toHaveText(section)
    await page.getByRole('link', { name: add }).first().click()
    await button(page, 'Kept for later').click()
    await expect(page.getByRole('combobox', { name: field })).toBeVisible()
    await expectAccessible(page, section)
  }
})
