import { expect, type Page, test } from '@playwright/test'
import { readFileSync } from 'node:fs'
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

const open = async (page: Page, section: string) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: section, exact: true })).toBeVisible()
}
const notice = (page: Page, text: string) => expect(page.getByRole('list', { name: 'Notices' })).toContainText(text)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const nameField = (page: Page) => page.getByRole('textbox', { name: /^Name/ })

/** Creates rooms by the API. */
async function rooms(list: { name: string; alias: string; tag?: string }[]): Promise<void> {
  const input = { rooms: list.map(({ name, alias, tag }) => ({ name, tag, aliases: [{ alias }] })) }
  const { meetingRoomsCreate } = await d.query<{ meetingRoomsCreate: { succeeded: number } }>(
    'mutation($input: MeetingRoomsCreateInput!) { meetingRoomsCreate(input: $input) { succeeded } }',
    { input },
  )
  expect(meetingRoomsCreate.succeeded).toBe(list.length)
}

test('an auditorium, a reception and a test call', async ({ page }) => {
  await signIn(page, d)
  await open(page, 'Auditoriums')
  await expect(page.getByRole('heading', { name: 'No auditoriums yet' })).toBeVisible()
  await expectAccessible(page, 'no auditoriums')
  await page.getByRole('link', { name: 'Add auditorium' }).first().click()
  await nameField(page).fill('Keynote')
  await page.getByLabel('Alias 1', { exact: true }).fill('keynote')
  await page.getByLabel('Owner').fill('nobody')
  await button(page, 'Add auditorium').click()
  await expect(page.getByLabel('Owner')).toBeFocused()
  await expect(page.getByLabel('Owner')).toHaveAccessibleDescription(/e-mail/)
  await page.getByLabel('Owner').fill('ada@example.com')
  await page.getByLabel('Guests see each other').selectOption('Never')
  await button(page, 'Add auditorium').click()
  await notice(page, 'Auditorium Keynote was added')
  await page.getByRole('link', { name: 'Keynote' }).click()
  await expect(page.getByLabel('Guests see each other')).toHaveValue('NEVER')
  await expectAccessible(page, 'an auditorium')

  await open(page, 'Receptions')
  await page.getByRole('link', { name: 'Add reception' }).first().click()
  await nameField(page).fill('Front desk')
  await page.getByLabel('Number must match').fill('(')
  await button(page, 'Add reception').click()
  await expect(page.getByLabel('Number must match')).toBeFocused()
  await expect(page.getByLabel('Number must match')).toHaveAccessibleDescription(/missing closing/)
  await page.getByLabel('Number must match').fill('9(\\d+)')
  await page.getByLabel('Call instead').fill('room\\1@example.com')
  await button(page, 'Add reception').click()
  await notice(page, 'Reception Front desk was added')
  await expect(page.getByRole('row').filter({ hasText: 'Front desk' })).toContainText('room\\1@example.com')
  await expectAccessible(page, 'receptions')
  await page.getByRole('link', { name: 'Front desk' }).click()
  await expectAccessible(page, 'a reception')

  await open(page, 'Test calls')
  await page.getByRole('link', { name: 'Add test call' }).first().click()
  await nameField(page).fill('Echo')
  await page.getByLabel('Duration').fill('4')
  await button(page, 'Add test call').click()
  await expect(page.getByLabel('Duration')).toHaveAccessibleDescription(/5 and 600/)
  await page.getByLabel('Duration').fill('30')
  await button(page, 'Add test call').click()
  await notice(page, 'Test call Echo was added')
  await expect(page.getByRole('row').filter({ hasText: 'Echo' })).toContainText('30 s')
  await page.getByRole('link', { name: 'Echo' }).click()
  await expectAccessible(page, 'a test call')
  await button(page, 'Remove test call Echo').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await notice(page, 'Test call Echo was removed')

  await page.setViewportSize({ width: 390, height: 800 })
  for (const path of ['/rooms', '/rooms/import', '/auditoriums', '/receptions', '/test-calls', '/auditoriums/new', '/receptions/new', '/test-calls/new']) {
    await page.goto(new URL(path, d.at.admin).href)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${path} does not scroll sideways`).toBeLessThanOrEqual(0)
    await expectAccessible(page, `${path}, narrow`)
  }
})

test('many rooms are selected over pages, changed and removed, by keyboard too', async ({ page }) => {
  await rooms(Array.from({ length: 60 }, (_, i) => ({ name: `Bulk ${String(i).padStart(2, '0')}`, alias: `bulk-${i}` })))
  await signIn(page, d)
  await open(page, 'Meeting rooms')
  await page.getByLabel('Search meeting rooms and aliases').fill('bulk')
  await expect(page.getByText('Page 1, 60 entries')).toBeVisible()
  const all = page.getByLabel('Select all on this page')
  await all.focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('50 selected')).toBeVisible()
  await button(page, 'Next').click()
  await page.getByLabel('Select Bulk 50').check()
  await expect(page.getByText('51 selected')).toBeVisible()
  await expectAccessible(page, 'a selection')

  await button(page, 'Change…').focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Change 51 meeting rooms' })
  await expect(dialog.getByRole('button', { name: 'Change', exact: true })).toBeDisabled()
  await dialog.getByLabel('Change the tag').check()
  await dialog.getByRole('textbox', { name: 'Tag' }).fill('ops')
  await dialog.getByLabel('Change the participant limit').check()
  await dialog.getByRole('textbox', { name: 'Participant limit' }).fill('12')
  await dialog.getByLabel('Highest quality').selectOption('SD')
  await expectAccessible(page, 'changing many')
  await dialog.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(dialog.getByText('51 changed')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('row').filter({ hasText: 'Bulk 00' })).toContainText('12')

  await page.getByLabel('Tag is').fill('OPS')
  await expect(page.getByText('Page 1, 51 entries')).toBeVisible()
  await page.getByLabel('Tag is').fill('')
  await expect(page.getByText('Page 1, 60 entries')).toBeVisible()

  await page.getByLabel('Select Bulk 01').check()
  await page.getByLabel('Select Bulk 02').check()
  const { services } = await d.query<{ services: { nodes: { id: string }[] } }>('{ services(filter: {alias: "bulk-2"}) { nodes { id } } }')
  await d.query('mutation($ids: [ID!]!) { servicesRemove(input: {ids: $ids}) { succeeded } }', { ids: services.nodes.map((s) => s.id) })
  await button(page, 'Remove…').click()
  const removing = page.getByRole('dialog', { name: 'Remove 2 meeting rooms?' })
  await expect(removing.getByRole('listitem')).toHaveText(['Bulk 01', 'Bulk 02'])
  await removing.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(removing.getByText('1 removed, 1 not')).toBeVisible()
  await expect(removing.getByText('Bulk 02: There is no such service.')).toBeVisible()
  await removing.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByText('Page 1, 58 entries')).toBeVisible()
  await expect(page.getByText(/ selected$/)).toHaveCount(0)
})

test('rooms are imported from a file: looked at first, and every line is told of', async ({ page }) => {
  await rooms([{ name: 'Taken', alias: 'import-taken' }])
  await signIn(page, d)
  await open(page, 'Meeting rooms')
  await page.getByRole('link', { name: 'Import from a file' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Import meeting rooms' })).toBeVisible()
  await expectAccessible(page, 'import')
  const choose = async (text: string) =>
    await page.locator('input[type=file]').setInputFiles({ name: 'rooms.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

  await choose('name,colour\nA,red\n')
  await expect(page.getByText(/“colour” that is not known/)).toBeVisible()

  const many = Array.from({ length: 250 }, (_, i) => `Import ${i},,bulk,import-${i} 88${1000 + i},,,no`).join('\n')
  await choose(`name,description,tag,aliases,host PIN,guest PIN,allow guests\n${many}\nGuests,"a, b",,import-guests,123456,,yes\nNo PIN,,,import-nopin,,,yes\nClash,,,import-taken,,,\n`)
  await expect(page.getByText('253 rooms, 1 with problems')).toBeVisible()
  const bad = page.getByRole('row').filter({ hasText: 'No PIN' })
  await expect(bad).toContainText('Guests need a host PIN.')
  await expect(bad.locator('td').first()).toHaveText('253')
  await expect(page.getByText('123456')).toHaveCount(0)
  await expectAccessible(page, 'preview of an import')

  await button(page, 'Create 252 rooms').click()
  await expect(page.getByText('251 created, 1 refused, 1 left out')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('row').filter({ hasText: 'Clash' })).toContainText('Another service has the alias')
  await expectAccessible(page, 'result of an import')
  const downloading = page.waitForEvent('download')
  await button(page, 'Download the result').click()
  const result = readFileSync(await (await downloading).path(), 'utf8')
  const lines = result.trim().split('\r\n')
  expect(lines).toHaveLength(254)
  expect(lines[0]).toBe('line,name,aliases,result,id,message')
  expect(lines[251]).toMatch(/^252,Guests,import-guests,created,[\w-]+,$/)
  expect(lines[252]).toBe('253,No PIN,import-nopin,not created,,Guests need a host PIN.')
  expect(lines[253]).toMatch(/^254,Clash,import-taken,refused,,"?Another service/)
  expect(result).not.toContain('123456')

  await page.getByRole('link', { name: 'Go to the meeting rooms' }).click()
  await page.getByLabel('Search meeting rooms and aliases').fill('import-guests')
  await expect(page.getByRole('row', { name: /^Select Guests/ })).toContainText('PIN, guests allowed')
})

test('two administrators change one room: the second sees both versions, of a PIN what became of it, and nothing is lost', async ({ page, browser }) => {
  const context = await browser.newContext()
  try {
    const { meetingRoomCreate } = await d.query<{ meetingRoomCreate: { meetingRoom: { id: string } } }>('mutation { meetingRoomCreate(input: { name: "Shared room" }) { meetingRoom { id } } }')
    const address = new URL(`/rooms/${meetingRoomCreate.meetingRoom.id}`, d.at.admin).href
    const other = await context.newPage()
    for (const p of [page, other]) {
      await signIn(p, d)
      await p.goto(address)
      await expect(p.getByRole('heading', { level: 1, name: 'Shared room' })).toBeVisible()
    }
    const conflict = page.getByRole('dialog', { name: /Somebody else saved/ })
    await other.getByLabel('Owner').fill('theirs@example.com')
    await other.getByLabel('Tag').fill('theirs')
    await other.getByLabel('Host PIN', { exact: true }).fill('1111')
    await button(other, 'Save').click()
    await notice(other, 'Meeting room Shared room was saved')

    await page.getByLabel('Owner').fill('mine@example.com')
    await page.getByLabel('Host PIN', { exact: true }).fill('2222')
    await button(page, 'Save').click()
    await expect(conflict.getByRole('row', { name: /^Owner/ })).toHaveText(/Owner\s*mine@example.com\s*theirs@example.com/)
    await expect(conflict.getByRole('row', { name: /^Tag/ })).toHaveText(/Tag\s*empty\s*theirs/)
    await expect(conflict.getByRole('row', { name: /^Host PIN/ })).toHaveText(/Host PIN\s*a new one\s*one is set/)
    await expectAccessible(page, 'a conflict')
    await button(page, 'Go on editing').click()
    await expect(page.getByLabel('Owner'), 'what was typed is there').toHaveValue('mine@example.com')

    await button(page, 'Save').click()
    await button(page, 'Save mine instead').click()
    await expect(conflict).toHaveCount(0)
    await other.reload()
    await expect(other.getByLabel('Owner')).toHaveValue('mine@example.com')

    // Nothing that is shown differs after this, and the dialog does not say that nothing does.
    await other.getByLabel('Host PIN', { exact: true }).fill('3333')
    await button(other, 'Save').click()
    await notice(other, 'Meeting room Shared room was saved')
    await button(page, 'Save').click()
    await expect(conflict).toContainText('may differ in one that is not: a PIN')
    await expectAccessible(page, 'a conflict of what is not shown')
  } finally {
    await context.close()
  }
})

test('an alias moves to a service of another kind', async ({ page }) => {
  await rooms([{ name: 'Old hall', alias: 'hall' }])
  await d.query('mutation { auditoriumCreate(input: {name: "New hall"}) { userErrors { message } } }')
  await signIn(page, d)
  await open(page, 'Meeting rooms')
  await page.getByLabel('Search meeting rooms and aliases').fill('Old hall')
  await page.getByRole('link', { name: 'Old hall' }).click()
  await button(page, 'Move an alias…').click()
  const dialog = page.getByRole('dialog', { name: 'Move an alias' })
  await dialog.getByLabel('Find the service').fill('new hall')
  await expect(dialog.getByLabel('Service', { exact: true }).locator('option')).toHaveText(['New hall (auditorium)'])
  await expectAccessible(page, 'moving an alias')
  const { services } = await d.query<{ services: { nodes: { id: string }[] } }>('{ services(first: 1, filter: {search: "Old hall"}) { nodes { id } } }')
  const { testCallCreate } = await d.query<{ testCallCreate: { testCall: { id: string } } }>('mutation { testCallCreate(input: {name: "In between"}) { testCall { id } } }')
  const move = 'mutation($from: ID, $to: ID!) { aliasMove(input: {alias: "hall", fromServiceId: $from, toServiceId: $to}) { userErrors { message } } }'
  await d.query(move, { from: services.nodes[0]!.id, to: testCallCreate.testCall.id })
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(dialog.getByText('Another service has the alias by now.')).toBeVisible()
  await d.query(move, { from: testCallCreate.testCall.id, to: services.nodes[0]!.id })
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await notice(page, 'Alias hall leads to New hall now')
  await open(page, 'Auditoriums')
  await expect(page.getByRole('row').filter({ hasText: 'New hall' })).toContainText('hall')
})

test('a service over the alias of a device is saved, and says so', async ({ page }) => {
  await d.query('mutation { deviceCreate(input: {alias: "lobby"}) { userErrors { message } } }')
  await signIn(page, d)
  await open(page, 'Meeting rooms')
  await page.getByRole('link', { name: 'Add meeting room' }).first().click()
  await nameField(page).fill('Lobby')
  await page.getByLabel('Alias 1', { exact: true }).fill('LOBBY')
  await button(page, 'Add room').click()
  await notice(page, 'Meeting room Lobby was added')
  const warnings = page.getByRole('group', { name: 'Warnings' })
  await expect(page.getByRole('heading', { level: 1, name: 'Lobby', exact: true })).toBeVisible()
  await expect(warnings).toContainText('The service "Lobby" has the alias "lobby", too, and gets the calls to it.')
  await expectAccessible(page, 'a room with a warning')
  await page.getByLabel('Alias 1', { exact: true }).fill('lobby-room')
  await button(page, 'Save').click()
  await expect(warnings).toBeHidden()
  await page.getByLabel('Alias 1', { exact: true }).fill('lobby')
  await button(page, 'Save').click()
  await warnings.getByRole('link', { name: 'Open lobby' }).click()
  await expect(page).toHaveURL(/\/devices\//)
  await expect(page.getByRole('heading', { level: 1, name: 'lobby', exact: true })).toBeVisible()
  await expect(warnings, 'the page of the device says the same').toContainText('The service "Lobby" has the alias "lobby", too, and gets the calls to it.')
})

test('the audit leads to a service of any kind', async ({ page }) => {
  await d.query('mutation { receptionCreate(input: {name: "Audited"}) { userErrors { message } } }')
  await signIn(page, d)
  await page.goto(new URL('/audit', d.at.admin).href)
  await page.getByRole('link', { name: 'Audited', exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Audited' })).toBeVisible()
  await expect(page).toHaveURL(/\/receptions\//)
})

test('in an auditorium guests see the host and not each other; the host sees all', async () => {
  test.setTimeout(180_000)
  const { auditoriumCreate } = await d.query<{ auditoriumCreate: { userErrors: unknown[] } }>(
    'mutation { auditoriumCreate(input: {name: "Lecture", aliases: [{alias: "lecture"}], hostPin: "1234", allowGuests: true, guestsCanSeeGuests: NEVER}) { userErrors { message } } }',
  )
  expect(auditoriumCreate.userErrors).toEqual([])
  const knows = () => fetch(`http://127.0.0.1:${d.port + 2}/api/client/v2/conferences/lecture/request_token`, { method: 'POST', body: '{}' }).then((r) => r.status)
  await expect.poll(knows, { message: 'the node knows the auditorium and asks for a PIN' }).toBe(403)
  const people: Person[] = []
  try {
    for (const [name, picture] of [['Ada', 'red'], ['Ben', 'green'], ['Cleo', 'blue']] as const) {
      const person = await Person.arrive(name, picture)
      people.push(person)
      await person.knock(d.meet('lecture'))
      if (name === 'Ada') await person.enterPin('1234')
      else await person.page.getByTestId('continue-as-guest').click()
      await expect(person.page.getByTestId('stage')).toBeVisible({ timeout: 20_000 })
    }
    const [ada, ben, cleo] = people as [Person, Person, Person]
    await ada.expectToSee('green', 'blue')
    await ben.expectToSee('red')
    await cleo.expectToSee('red')
    await cleo.expectToHear()
  } finally {
    await Promise.all(people.map((p) => p.leave()))
  }
})
