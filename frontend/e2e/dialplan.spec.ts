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

const visit = (page: Page, path: string) => page.goto(new URL(path, d.at.admin).href)
const open = async (page: Page, section: string) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible()
}
const notice = (page: Page, text: string) => expect(page.getByRole('list', { name: 'Notices' })).toContainText(text)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

interface Refused {
  userErrors: { message: string }[]
}

/** Makes a rule by the API and returns its identifier. */
async function makeRule(input: Record<string, unknown>): Promise<string> {
  const { gatewayRuleCreate } = await d.query<{ gatewayRuleCreate: Refused & { gatewayRule: { id: string } } }>(
    'mutation ($input: GatewayRuleCreateInput!) { gatewayRuleCreate(input: $input) { gatewayRule { id } userErrors { message } } }',
    { input },
  )
  expect(gatewayRuleCreate.userErrors).toEqual([])
  return gatewayRuleCreate.gatewayRule.id
}

/** The names of the rules in the order in which they are asked. */
async function order(): Promise<string[]> {
  const { gatewayRules } = await d.query<{ gatewayRules: { nodes: { id: string; name: string }[] } }>('{ gatewayRules(first: 100) { nodes { id name } } }')
  return gatewayRules.nodes.map((r) => r.name)
}

async function removeRules(): Promise<void> {
  const { gatewayRules } = await d.query<{ gatewayRules: { nodes: { id: string }[] } }>('{ gatewayRules(first: 100) { nodes { id } } }')
  if (gatewayRules.nodes.length === 0) return
  await d.query('mutation ($ids: [ID!]!) { gatewayRulesApply(input: { ids: $ids, action: REMOVE }) { results { id } } }', { ids: gatewayRules.nodes.map((r) => r.id) })
}

test('a gateway rule from beginning to end', async ({ page }) => {
  await removeRules()
  await open(page, 'Gateway rules')
  await expect(page.getByRole('heading', { name: 'No gateway rules yet' })).toBeVisible()
  await page.getByRole('link', { name: 'Add gateway rule' }).first().click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('To the office')
  await page.getByRole('textbox', { name: /^Pattern/ }).fill('9(\\d+')
  await button(page, 'Add rule').click()
  const pattern = page.getByRole('textbox', { name: /^Pattern/ })
  await expect(pattern, 'the refusal stands beside the field').toBeFocused()
  await expect(pattern).toHaveAccessibleDescription(/missing closing \)/)
  await pattern.fill('9(\\d+)')
  await page.getByRole('textbox', { name: 'Replacement' }).fill('$2@office.example.com')
  await button(page, 'Add rule').click()
  await expect(page.getByRole('textbox', { name: 'Replacement' })).toHaveAccessibleDescription(/no capture group 2/)
  await page.getByRole('textbox', { name: 'Replacement' }).fill('$1@office.example.com')
  await page.getByRole('combobox', { name: 'Location of the call' }).selectOption('Amsterdam')
  await page.getByLabel('H.323', { exact: true }).uncheck()
  await button(page, 'Add rule').click()
  await notice(page, 'Gateway rule To the office was added')

  const row = page.getByRole('row').filter({ hasText: 'To the office' })
  await expect(row).toContainText('9(\\d+)')
  await expect(row).toContainText('In, Amsterdam')
  await page.getByRole('link', { name: 'To the office' }).click()
  await expect(page.getByLabel('H.323', { exact: true })).not.toBeChecked()
  await expect(page.getByLabel('WebRTC', { exact: true })).toBeChecked()

  // Somebody else saves first.
  const { gatewayRules } = await d.query<{ gatewayRules: { nodes: { id: string }[] } }>('{ gatewayRules { nodes { id } } }')
  await d.query('mutation ($id: ID!) { gatewayRuleUpdate(input: { id: $id, priority: 7 }) { userErrors { code } } }', { id: gatewayRules.nodes[0]!.id })
  await page.getByLabel('Description', { exact: true }).fill('Four digits')
  await button(page, 'Save').click()
  const conflict = page.getByRole('dialog', { name: /Somebody else saved/ })
  await expect(conflict.getByRole('row', { name: /^Priority/ })).toContainText('7')
  await expect(conflict.getByRole('row', { name: /^Description/ })).toContainText('Four digits')
  await expectAccessible(page, 'conflict')
  await conflict.getByRole('button', { name: /mine|yours/i }).click()
  await notice(page, 'Gateway rule To the office was saved')

  await page.getByRole('link', { name: 'Who changed this' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Created' })).toContainText('To the office')
  await page.goBack()
  await button(page, 'Remove rule To the office').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await notice(page, 'Gateway rule To the office was removed')
})

test('rules are put into another order by keyboard, and several are changed at once', async ({ page }) => {
  await removeRules()
  await makeRule({ name: 'First', matchString: '1.*', priority: 10 })
  await makeRule({ name: 'Second', matchString: '2.*', priority: 10 })
  await makeRule({ name: 'Third', matchString: '3.*', priority: 11 })
  await open(page, 'Gateway rules')
  const names = () => page.getByRole('row').locator('td a').allTextContents()
  expect(await names()).toEqual(['First', 'Second', 'Third'])

  await button(page, 'Move Third up').focus()
  await page.keyboard.press('Enter')
  await notice(page, 'Third is asked before Second now')
  await expect.poll(names).toEqual(['First', 'Third', 'Second'])
  await expect(button(page, 'Move Third up'), 'the focus goes along').toBeFocused()
  await page.keyboard.press('Enter')
  await notice(page, 'Third is asked before First now')
  await expect.poll(names).toEqual(['Third', 'First', 'Second'])
  expect(await order()).toEqual(['Third', 'First', 'Second'])
  await expect(button(page, 'Move Third up')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(button(page, 'Move Third up')).toHaveAttribute('aria-disabled', 'true')

  await button(page, 'Move First down').focus()
  await page.keyboard.press('Space')
  await notice(page, 'First is asked after Second now')
  await expect.poll(names).toEqual(['Third', 'Second', 'First'])
  expect(await order()).toEqual(['Third', 'Second', 'First'])
  await expectAccessible(page, 'gateway rules')

  await page.getByLabel('Choose all').check()
  await button(page, 'Disable 3').click()
  await notice(page, '3 rules were disabled')
  await expect(page.getByRole('row').filter({ hasText: 'Disabled' })).toHaveCount(3)
  await page.getByLabel('Choose Second').check()
  await button(page, 'Enable 1').click()
  await notice(page, '1 rule was enabled')
  await page.getByRole('combobox', { name: 'State' }).selectOption('Enabled')
  await expect.poll(names).toEqual(['Second'])
  await expect(page.getByRole('button', { name: /^Move/ }), 'among a part of the rules none is moved').toHaveCount(0)
  await page.getByRole('combobox', { name: 'State' }).selectOption('All states')
  await expect.poll(names).toEqual(['Third', 'Second', 'First'])
  await page.getByLabel('Choose Third').check()
  await page.getByLabel('Choose First').check()
  await button(page, 'Remove 2 rules').click()
  const question = page.getByRole('dialog', { name: 'Remove 2 rules?' })
  await expect(question).toContainText('Third, First')
  await question.getByRole('button', { name: 'Remove' }).click()
  await notice(page, '2 rules were removed')
  expect(await order()).toEqual(['Second'])
})

test('the dial plan test tells what an alias leads to, and why', async ({ page }) => {
  await removeRules()
  await makeRule({ name: 'Off', matchString: '.*', priority: 1, enabled: false })
  await makeRule({ name: 'Branch', matchString: '8(\\d{3})', replaceString: '$1@branch.example.com', priority: 5, protocols: ['SIP'] })
  await makeRule({ name: 'Dial out', matchString: '.*', priority: 9, incoming: false, outgoing: true, target: 'REGISTERED_ONLY' })
  await d.query('mutation { receptionCreate(input: { name: "Front desk", aliases: [{ alias: "0" }], matchString: "7(.*)", replaceString: "8$1" }) { userErrors { message } } }')
  const { deviceCreate } = await d.query<{ deviceCreate: Refused }>('mutation { deviceCreate(input: { alias: "desk" }) { userErrors { message } } }')
  expect(deviceCreate.userErrors).toEqual([])

  await open(page, 'Dial plan test')
  const outcome = page.getByTestId('outcome')
  const steps = page.getByRole('grid', { name: 'How it was found' })
  const alias = page.getByRole('textbox', { name: /^Alias/ })

  await alias.fill('sip:TEAM;transport=tls')
  await page.keyboard.press('Enter')
  await expect(outcome).toContainText('answers')
  await expect(steps.getByRole('row')).toHaveCount(2)
  await steps.getByRole('link', { name: 'Team Room' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Team Room' })).toBeVisible()
  await page.goBack()

  await alias.fill('8123')
  await button(page, 'Test').click()
  await expect(outcome).toContainText('123@branch.example.com is called outside, by the rule Branch')
  await expect(steps).toContainText('it is disabled')
  await expect(steps).toContainText('the alias becomes "123@branch.example.com"')
  await expectAccessible(page, 'dial plan test')

  await page.getByRole('combobox', { name: 'Protocol' }).selectOption('WebRTC')
  await button(page, 'Test').click()
  await expect(outcome).toContainText('Nobody is called')
  await expect(steps).toContainText('it is not for calls with this protocol')

  await page.getByRole('combobox', { name: 'Protocol' }).selectOption('SIP')
  await alias.fill('0')
  await page.getByRole('textbox', { name: 'Digits' }).fill('7555#')
  await button(page, 'Test').click()
  await expect(steps).toContainText('takes "7555#" and looks for "8555"')
  await expect(outcome).toContainText('555@branch.example.com is called outside')

  await page.getByRole('combobox', { name: 'The call goes' }).selectOption('Out of a conference')
  await alias.fill('DESK')
  await button(page, 'Test').click()
  await expect(outcome).toContainText('desk is called if it is registered, by the rule Dial out')
  await steps.getByRole('link', { name: 'Dial out' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Dial out' })).toBeVisible()
})

test('a rule for no calls and a device behind a service are warned of, and the warnings lead to them', async ({ page }) => {
  await d.query('mutation { gatewayRuleCreate(input: { name: "For nobody", matchString: "0", incoming: false, outgoing: false }) { userErrors { message } } }')
  await d.query('mutation { deviceCreate(input: { alias: "team" }) { userErrors { message } } }')
  await open(page, 'Warnings')
  const warnings = page.getByRole('group', { name: 'Warnings' })
  await warnings.getByRole('link', { name: 'Open For nobody' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'For nobody' })).toBeVisible()
  await expect(warnings).toContainText('is for no calls')
  await expectAccessible(page, 'a rule with a warning')
  await page.getByRole('switch', { name: 'Calls into the platform' }).press('Space')
  await button(page, 'Save').click()
  await expect(warnings).toHaveCount(0)
  await open(page, 'Warnings')
  await warnings.getByRole('link', { name: 'Open team' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'team' })).toBeVisible()
  await expect(warnings).toContainText('gets the calls to it')
  await d.query('mutation ($i: DeviceRemoveInput!) { deviceRemove(input: $i) { userErrors { message } } }', { i: { id: decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1)!) } })
  await d.query('mutation ($i: GatewayRuleRemoveInput!) { gatewayRuleRemove(input: $i) { userErrors { message } } }', {
    i: { id: (await d.query<{ gatewayRules: { nodes: { id: string }[] } }>('{ gatewayRules(filter: { search: "For nobody" }) { nodes { id } } }')).gatewayRules.nodes[0]!.id },
  })
})

test('an automatic participant shows who dials it, and stays while somebody does', async ({ page }) => {
  await open(page, 'Automatic participants')
  await page.getByRole('link', { name: 'Add automatic participant' }).first().click()
  await page.getByRole('textbox', { name: /^Alias/ }).fill('recorder')
  await page.getByRole('combobox', { name: 'Protocol' }).selectOption('RTMP')
  await page.getByRole('textbox', { name: 'Tones' }).fill('12x')
  await button(page, 'Add participant').click()
  await expect(page.getByRole('textbox', { name: /^Alias/ })).toHaveAccessibleDescription(/rtmp:\/\//)
  await expect(page.getByRole('textbox', { name: 'Tones' })).toHaveAccessibleDescription(/Only digits/)
  await page.getByRole('textbox', { name: /^Alias/ }).fill('rtmps://recorder.example/live')
  await page.getByRole('textbox', { name: 'Address for content' }).fill('rtmps://recorder.example/slides')
  await page.getByRole('textbox', { name: 'Tones' }).fill('12,,#')
  await page.getByRole('switch', { name: 'Stream or recording' }).press('Space')
  await button(page, 'Add participant').click()
  await notice(page, 'Automatic participant rtmps://recorder.example/live was added')
  await expect(page.getByRole('row').filter({ hasText: 'recorder.example' })).toContainText('Stream or recording')

  const { automaticParticipants } = await d.query<{ automaticParticipants: { nodes: { id: string }[] } }>('{ automaticParticipants { nodes { id } } }')
  const ids = automaticParticipants.nodes.map((n) => n.id)
  const { meetingRoomCreate } = await d.query<{ meetingRoomCreate: Refused & { meetingRoom: { id: string } } }>(
    'mutation ($ids: [ID!]!) { meetingRoomCreate(input: { name: "Recorded", automaticParticipants: $ids }) { meetingRoom { id } userErrors { message } } }',
    { ids },
  )
  expect(meetingRoomCreate.userErrors).toEqual([])
  await page.getByRole('link', { name: 'rtmps://recorder.example/live' }).click()
  await expect(page.getByText('Dialled by')).toContainText('Recorded')
  await expectAccessible(page, 'automatic participant')
  await page.getByRole('button', { name: /^Remove automatic participant/ }).click()
  const question = page.getByRole('dialog')
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(question).toContainText('dialled by service Recorded')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await d.query('mutation ($id: ID!) { meetingRoomUpdate(input: { id: $id, automaticParticipants: [] }) { userErrors { message } } }', { id: meetingRoomCreate.meetingRoom.id })
  await page.getByRole('button', { name: /^Remove automatic participant/ }).click()
  await question.getByRole('button', { name: 'Remove' }).click()
  await notice(page, 'was removed')
  await expect(page.getByRole('heading', { name: 'No automatic participants yet' })).toBeVisible()
})

test('many devices and automatic participants are removed at once, but for those that are used', async ({ page }) => {
  const made = await d.query<Record<'a' | 'b', { automaticParticipant: { id: string } }>>(
    `mutation {
      a: automaticParticipantCreate(input: { alias: "ada@example.com" }) { automaticParticipant { id } }
      b: automaticParticipantCreate(input: { alias: "bob@example.com" }) { automaticParticipant { id } }
      one: deviceCreate(input: { alias: "one" }) { userErrors { message } }
      two: deviceCreate(input: { alias: "two" }) { userErrors { message } }
      three: deviceCreate(input: { alias: "three" }) { userErrors { message } }
    }`,
  )
  const { meetingRoomCreate } = await d.query<{ meetingRoomCreate: { meetingRoom: { id: string } } }>(
    'mutation ($id: ID!) { meetingRoomCreate(input: { name: "Dialling", automaticParticipants: [$id] }) { meetingRoom { id } } }',
    { id: made.a.automaticParticipant.id },
  )
  await open(page, 'Automatic participants')
  await page.getByLabel('Choose all').check()
  await expectAccessible(page, 'chosen automatic participants')
  await button(page, 'Remove 2 automatic participants').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('ada@example.com: The participant is dialled by service Dialling.')).toBeVisible()
  await notice(page, '1 automatic participant removed')
  await expect(page.getByRole('row').filter({ hasText: 'bob@example.com' })).toHaveCount(0)
  await d.query('mutation ($id: ID!) { meetingRoomRemove(input: { id: $id }) { userErrors { message } } }', { id: meetingRoomCreate.meetingRoom.id })
  await page.getByLabel('Choose ada@example.com').check()
  await button(page, 'Remove 1 automatic participant').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'No automatic participants yet' })).toBeVisible()

  await open(page, 'Devices')
  for (const alias of ['one', 'three']) await page.getByLabel(`Choose ${alias}`, { exact: true }).check()
  await button(page, 'Remove 2 devices').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await notice(page, '2 devices removed')
  await expect(page.getByRole('link', { name: 'two', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'three', exact: true })).toHaveCount(0)
})

test('a device keeps its password to itself, and warns of a service with its alias', async ({ page }) => {
  await open(page, 'Devices')
  await page.getByRole('link', { name: 'Add device' }).first().click()
  await page.getByRole('textbox', { name: /^Alias/ }).fill('team')
  await page.getByLabel('Password', { exact: true }).fill('correct horse')
  await page.getByLabel('WebRTC', { exact: true }).uncheck()
  await button(page, 'Add device').click()
  await notice(page, 'Device team was added')
  const row = page.getByRole('row').filter({ hasText: 'team' })
  await expect(row).toContainText('SIP, H.323')
  await expect(row).toContainText('Password')
  await row.getByRole('link', { name: 'team' }).click()
  await expect(page.getByRole('group', { name: 'Warnings' })).toContainText('gets the calls to it')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await expectAccessible(page, 'device')
  await page.getByRole('textbox', { name: 'Owner' }).fill('nobody')
  await button(page, 'Save').click()
  await expect(page.getByRole('textbox', { name: 'Owner' })).toHaveAccessibleDescription(/not an e-mail address/)
  await page.getByRole('textbox', { name: 'Owner' }).fill('ada@example.com')
  await page.getByRole('switch', { name: 'Remove the password' }).press('Space')
  await button(page, 'Save').click()
  await notice(page, 'Device team was saved')
  await expect(page.getByLabel('Remove the password')).toHaveCount(0)
  expect(JSON.stringify(await d.events())).not.toContain('correct horse')
})

test('every page is clean in both themes, and an object that is gone says so', async ({ page }) => {
  const id = await makeRule({ name: 'Last', matchString: 'last' })
  for (const [path, title] of [
    ['/rules', 'Gateway rules'],
    ['/rules/new', 'New gateway rule'],
    [`/rules/${id}`, 'Last'],
    ['/participants', 'Automatic participants'],
    ['/participants/new', 'New automatic participant'],
    ['/devices', 'Devices'],
    ['/devices/new', 'New device'],
    ['/dialplan', 'Dial plan test'],
  ] as const) {
    await visit(page, path)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expectAccessible(page, path)
  }
  await d.query('mutation ($id: ID!) { gatewayRuleRemove(input: { id: $id }) { removedId } }', { id })
  await visit(page, `/rules/${id}`)
  await expect(page.getByText('There is no such rule')).toBeVisible()
})
