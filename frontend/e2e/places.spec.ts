import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, signIn } from './support/admin'
import { Caller } from './support/caller'
import { Deployment } from './support/deployment'

test.use({ actionTimeout: 15_000 })

let d: Deployment
test.beforeAll(async () => {
  d = await Deployment.start()
})
test.afterAll(async () => {
  await d.stop()
})

const heading = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()

const open = async (page: Page, section: string) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section }).click()
  await heading(page, section)
}
const notice = (page: Page, text: string) => expect(page.getByRole('list', { name: 'Notices' })).toContainText(text)
/** Makes a location by the API. */
const place = (name: string) => d.query('mutation ($name: String!) { locationCreate(input: { name: $name }) { position } }', { name })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const warnings = (page: Page) => page.getByRole('group', { name: 'Warnings' })

test('a location with overflow and lists, a node, a warning that is mended', async ({ page }) => {
  await signIn(page, d)
  await open(page, 'Locations')
  await page.getByRole('link', { name: 'Add location' }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Edge North')
  await page.getByRole('combobox', { name: 'First overflow location' }).selectOption({ index: 1 })
  await page.getByText(/^Servers of this location/).click()
  await button(page, 'Add DNS server').click()
  await page.getByLabel('Address of DNS server 1').fill('dns.example.org')
  await button(page, 'Add TURN server of clients').click()
  await page.getByLabel('Address of TURN server of clients 1').fill('turn.example.org')
  await page.getByLabel('User name of TURN server of clients 1').fill('parley')
  await page.getByLabel('Password of TURN server of clients 1').fill('open sesame')
  await button(page, 'Add location').click()

  const dns = page.getByLabel('Address of DNS server 1')
  await expect(dns, 'the refusal stands beside the entry').toBeFocused()
  await expect(dns).toHaveAccessibleDescription(/not the IP address/)
  await expectAccessible(page, 'location with a refused entry')
  await dns.fill('192.0.2.53')
  await button(page, 'Add location').click()
  await notice(page, 'Location Edge North was added')

  await page.getByRole('link', { name: 'Edge North' }).click()
  await heading(page, 'Edge North')
  await expect(page.getByLabel('Address of DNS server 1')).toHaveValue('192.0.2.53')
  await expect(page.getByLabel('Port of TURN server of clients 1', { exact: true })).toHaveValue('3478')
  await expect(page.getByLabel('Password of TURN server of clients 1')).toHaveValue('')
  await expect(page.getByLabel('Password of TURN server of clients 1')).toHaveAttribute('placeholder', /One is set/)
  const port = page.getByLabel('Port of TURN server of clients 1', { exact: true })
  await port.fill('9')
  await expect(page.getByLabel('Password of TURN server of clients 1')).toHaveAccessibleDescription(/type it again/)
  await expectAccessible(page, 'a password that a changed entry loses')
  await port.fill('3478')
  await expect(page.getByLabel('Password of TURN server of clients 1')).toHaveAccessibleDescription('')
  await expect(warnings(page)).toHaveCount(0)

  await open(page, 'Conferencing Nodes')
  await page.getByRole('link', { name: 'Add Conferencing Node' }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('edge-1')
  await page.getByRole('combobox', { name: /^Location/ }).selectOption('Edge North')
  await page.getByRole('combobox', { name: 'Role' }).selectOption('PROXYING')
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('192.0.2.70')
  await page.getByRole('textbox', { name: 'Static NAT address' }).fill('203.0.113.70')
  await button(page, 'Add node').click()
  await heading(page, 'edge-1')
  await expect(warnings(page)).toContainText('has proxying nodes only and no transcoding location')
  await expectAccessible(page, 'node with a warning')

  await open(page, 'Warnings')
  await expect(warnings(page)).toContainText('Choose the location whose nodes are to host them')
  await expectAccessible(page, 'warnings')
  await warnings(page).getByRole('link', { name: 'Open Edge North' }).first().click()
  await heading(page, 'Edge North')
  await expect(warnings(page)).toContainText('no transcoding location')
  await expectAccessible(page, 'location with a warning')
  await page.getByRole('combobox', { name: 'Transcoding location' }).selectOption({ index: 1 })
  await button(page, 'Save').click()
  await notice(page, 'Location Edge North was saved')
  await expect(warnings(page)).toHaveCount(0)

  // The password stayed what it was: nothing was typed.
  const { locations } = await d.query<{ locations: { nodes: { clientTurnServers: { hasPassword: boolean }[] }[] } }>(
    '{ locations(filter: { search: "Edge North" }) { nodes { clientTurnServers { hasPassword } } } }',
  )
  expect(locations.nodes[0]?.clientTurnServers).toEqual([{ hasPassword: true }])

  await open(page, 'Warnings')
  await expect(page.getByText('has proxying nodes only')).toHaveCount(0)
})

test('a link from one location to another leads to a form of the other one', async ({ page }) => {
  const { locationCreate: last } = await d.query<{ locationCreate: { location: { id: string } } }>('mutation { locationCreate(input: { name: "Spillway" }) { location { id } } }')
  await d.query('mutation ($to: ID!) { locationCreate(input: { name: "Spilling", overflowLocation1: $to }) { location { id } } }', { to: last.location.id })
  await signIn(page, d)
  await open(page, 'Locations')
  await page.getByRole('link', { name: 'Spillway' }).first().click()
  await heading(page, 'Spillway')
  await warnings(page).getByRole('link', { name: 'Open Spilling' }).first().click()
  await heading(page, 'Spilling')
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('Spilling')
  await page.getByLabel('Description').fill('Meant for this one')
  await button(page, 'Save').click()
  await notice(page, 'Location Spilling was saved')
  const { locations } = await d.query<{ locations: { nodes: { name: string; description: string }[] } }>('{ locations(filter: { search: "Spill" }) { nodes { name description } } }')
  expect(locations.nodes.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
    { name: 'Spilling', description: 'Meant for this one' },
    { name: 'Spillway', description: '' },
  ])
})

test('what is typed while a location is being saved stays, and is saved next', async ({ page }) => {
  const { locationCreate } = await d.query<{ locationCreate: { location: { id: string } } }>('mutation { locationCreate(input: { name: "Slow" }) { location { id } } }')
  await signIn(page, d)
  await page.goto(new URL(`/locations/${locationCreate.location.id}`, d.at.admin).href)
  await heading(page, 'Slow')
  let answer: () => void = () => undefined
  const answered = new Promise<void>((ok) => (answer = ok))
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('LocationUpdate')) await answered
    await route.continue()
  })
  const description = page.getByLabel('Description')
  await description.fill('first')
  const sent = page.waitForRequest((r) => r.postData()?.includes('LocationUpdate') ?? false)
  await button(page, 'Save').click()
  await sent
  await description.fill('second')
  await page.getByText(/^Servers of this location/).click()
  await button(page, 'Add DNS server').click()
  await page.getByLabel('Address of DNS server 1').fill('192.0.2.1')
  answer()
  await notice(page, 'Location Slow was saved')
  await expect(description).toHaveValue('second')
  await expect(page.getByLabel('Address of DNS server 1')).toHaveValue('192.0.2.1')
  const saved = () => d.query<{ locations: { nodes: unknown[] } }>('{ locations(filter: { search: "Slow" }) { nodes { description dnsServers } } }').then((a) => a.locations.nodes)
  expect(await saved()).toEqual([{ description: 'first', dnsServers: [] }])
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Locations' }).click()
  await page.getByRole('button', { name: 'Stay on the page' }).click()
  await button(page, 'Save').click()
  await expect.poll(saved).toEqual([{ description: 'second', dnsServers: ['192.0.2.1'] }])
})

test('many at once, and each is answered for', async ({ page }) => {
  await place('Spare 1')
  await place('Spare 2')
  const { conferencingNodes } = await d.query<{ conferencingNodes: { nodes: { location: { name: string } }[] } }>('{ conferencingNodes { nodes { location { name } } } }')
  const used = conferencingNodes.nodes[0]?.location.name ?? ''
  await signIn(page, d)
  await open(page, 'Locations')
  for (const name of ['Spare 1', 'Spare 2', used]) await page.getByRole('checkbox', { name: `Choose ${name}` }).check()
  await button(page, 'Remove 3 locations').click()
  const question = page.getByRole('dialog', { name: 'Remove 3 locations?' })
  await question.getByRole('button', { name: 'Remove', exact: true }).click()
  await notice(page, '2 locations removed')
  await expect(page.getByText('One was refused')).toBeVisible()
  await expect(page.getByText(`${used}: The location is used by`)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Spare 1' })).toHaveCount(0)
  await expectAccessible(page, 'locations, some refused')

  await open(page, 'Conferencing Nodes')
  const first = page.getByRole('checkbox', { name: /^Choose (?!all)/ }).first()
  await first.focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('1 chosen')).toBeVisible()
  await expectAccessible(page, 'nodes, one chosen')
  await button(page, 'Enter maintenance mode for 1 node').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Enter', exact: true }).click()
  await notice(page, '1 node in maintenance')
  await expect(page.getByRole('grid', { name: 'Conferencing Nodes' }).getByText('Maintenance', { exact: true })).toBeVisible()
  await first.check()
  await button(page, 'Leave maintenance mode for 1 node').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await notice(page, '1 node out of maintenance')

  // One in service is spared, unless it is said that its calls may end.
  const name = (await first.getAttribute('aria-label'))!.replace('Choose ', '')
  await first.check()
  await button(page, 'Remove 1 node').click()
  const removal = page.getByRole('dialog', { name: 'Remove 1 node?' })
  await expectAccessible(page, 'removing nodes')
  await removal.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText(`${name}: The Conferencing Node is in service`)).toBeVisible()
  const { conferencingNodeCreate: spare } = await d.query<{ conferencingNodeCreate: { conferencingNode: { name: string } } }>(
    'mutation ($l: ID!) { conferencingNodeCreate(input: { name: "spare-node", locationId: $l, address: "192.0.2.99" }) { conferencingNode { name } } }',
    { l: (await d.query<{ locations: { nodes: { id: string }[] } }>('{ locations(first: 1) { nodes { id } } }')).locations.nodes[0]!.id },
  )
  await page.reload()
  await page.getByRole('checkbox', { name: `Choose ${spare.conferencingNode.name}` }).check()
  await button(page, 'Remove 1 node').click()
  await removal.getByLabel('Reason, for the history').fill('Sold')
  await removal.getByLabel('Remove those that have not drained, too').check()
  await removal.getByRole('button', { name: 'Remove', exact: true }).click()
  await notice(page, '1 node removed')
  await open(page, 'Node history')
  await expect(page.getByRole('row').filter({ hasText: 'spare-node' }).filter({ hasText: 'Sold' })).toBeVisible()
})

test('where a call would go, and why', async ({ page }) => {
  await place('Far away')
  await signIn(page, d)
  await open(page, 'Placement')
  await expectAccessible(page, 'placement')
  const at = page.getByRole('combobox', { name: /^Location/ })
  await button(page, 'Explain').click()
  await expect(at).toBeFocused()
  await expect(at).toHaveAccessibleDescription(/A value is required/)
  await expectAccessible(page, 'placement without a location')
  await at.selectOption('Amsterdam')
  await page.getByLabel('Service that is called').selectOption({ index: 1 })
  await button(page, 'Explain').press('Enter')
  await expect(page.getByRole('heading', { name: /would carry the media/ })).toBeVisible()
  await expect(page.getByRole('grid', { name: /^Nodes of/ }).first()).toContainText('Chosen')
  await expectAccessible(page, 'placement explained')

  await at.selectOption('Far away')
  await button(page, 'Explain').click()
  await expect(page.getByText('none of the locations has a node that hosts conferences')).toBeVisible()
})

test('moving a node asks before it ends calls, and ends them', async ({ page }) => {
  await place('Elsewhere')
  const { conferencingNodes, meetingRooms } = await d.query<{
    conferencingNodes: { nodes: { id: string; name: string; clientUrl: string | null; location: { name: string } }[] }
    meetingRooms: { nodes: { name: string; aliases: { alias: string }[]; hasHostPin: boolean }[] }
  }>('{ conferencingNodes { nodes { id name clientUrl location { name } } } meetingRooms { nodes { name hasHostPin aliases { alias } } } }')
  const node = conferencingNodes.nodes.find((n) => n.clientUrl?.endsWith(`:${d.port + 2}`))
  const room = meetingRooms.nodes.find((r) => !r.hasHostPin && r.aliases.length > 0)
  if (!node || !room) throw new Error('no node or room to try it with')
  await Caller.join(d, room.aliases[0]!.alias, 'Ada')
  const started = async () => (await d.events()).filter((e) => e.type === 'conference.started.v1').length
  const ended = async () => (await d.events()).filter((e) => e.type === 'conference.ended.v1').length
  await expect.poll(started).toBeGreaterThan(0)

  await signIn(page, d)
  await open(page, 'Conferencing Nodes')
  await page.getByRole('link', { name: node.name, exact: true }).click()
  await heading(page, node.name)
  await page.getByRole('combobox', { name: /^Location/ }).selectOption('Elsewhere')
  await button(page, 'Save').click()
  const question = page.getByRole('dialog', { name: 'Save and end the calls?' })
  await expect(question).toContainText('ends the 1 call that runs on it')
  await expectAccessible(page, 'question about calls')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('ends the 1 call that runs on it')).toBeVisible()
  expect(await ended()).toBe(0)

  await button(page, 'Save').click()
  await question.getByRole('button', { name: 'Save and end the calls' }).click()
  await notice(page, `Conferencing Node ${node.name} was saved`)
  await expect.poll(ended).toBe(1)
})

test('among more choices than a list holds, what is saved is shown and others are found', async ({ page }) => {
  const names = Array.from({ length: 101 }, (_, i) => `Site ${String(i).padStart(3, '0')}`)
  for (const name of names) await place(name)
  const { locationCreate: last } = await d.query<{ locationCreate: { location: { id: string } } }>('mutation { locationCreate(input: { name: "Zermatt" }) { location { id } } }')
  const { locationCreate: made } = await d.query<{ locationCreate: { location: { id: string } } }>(
    'mutation ($to: ID!) { locationCreate(input: { name: "Zug", overflowLocation1: $to }) { location { id } } }',
    { to: last.location.id },
  )
  await signIn(page, d)
  await page.goto(new URL(`/locations/${made.location.id}`, d.at.admin).href)
  await heading(page, 'Zug')
  const first = page.getByRole('combobox', { name: 'First overflow location' })
  await expect(first.locator('option:checked')).toHaveText('Zermatt')
  const second = page.getByRole('combobox', { name: 'Second overflow location' })
  await expect(second).toHaveAccessibleDescription(/The first 100 are listed/)
  await expectAccessible(page, 'choices that are searched')
  await page.getByRole('textbox', { name: 'Search for Second overflow location' }).fill('site 1')
  await expect(second.locator('option')).toHaveText(['None', 'Site 100'])
  await second.selectOption('Site 100')
  await page.getByRole('textbox', { name: 'Search for Second overflow location' }).fill('nowhere at all')
  await expect(second).toHaveAccessibleDescription(/Nothing matches “nowhere at all”/)
  await expect(second.locator('option:checked'), 'what is chosen stays').toHaveText('Site 100')
  await button(page, 'Save').click()
  await notice(page, 'Location Zug was saved')
  const { locations } = await d.query<{ locations: { nodes: unknown[] } }>('{ locations(filter: { search: "Zug" }) { nodes { overflowLocation1 { name } overflowLocation2 { name } } } }')
  expect(locations.nodes).toEqual([{ overflowLocation1: { name: 'Zermatt' }, overflowLocation2: { name: 'Site 100' } }])
})
