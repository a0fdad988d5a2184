import { expect, test } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { expectAccessible } from './support/admin'
import { EmptyDeployment } from './support/empty'
import { Keyboard } from './support/keyboard'
import { Person } from './support/person'

test.use({ actionTimeout: 15_000 })

let d: EmptyDeployment
test.beforeEach(async () => {
  d = await EmptyDeployment.start()
})
test.afterEach(async () => {
  await d.stop()
})

const rooms = [
  { name: 'Team Room', alias: 'team', description: 'No PIN: everybody is a host' },
  { name: 'Board Room', alias: 'board', description: 'Host PIN 1234, guest PIN 5678', hostPin: '1234', guestPin: '5678', guests: true },
  { name: 'Town Hall', alias: 'townhall', description: 'Host PIN 1234; guests need none and wait for a host', hostPin: '1234', guests: true },
  { name: 'Phone Box', alias: 'phonebox', description: 'Two participants at the most', limit: '2' },
]

/** How somebody without a mouse gets about. */
class Administrator extends Keyboard {
  field = (name: string | RegExp) => this.page.getByRole('main').getByRole('textbox', { name, exact: typeof name === 'string' })
  number = (name: string | RegExp) => this.page.getByRole('main').getByRole('spinbutton', { name })
  list = (name: string | RegExp) => this.page.getByRole('main').getByRole('combobox', { name })
  switch = (name: string) => this.page.getByRole('main').getByRole('switch', { name })
  secret = (name: string) => this.page.getByRole('main').getByLabel(name, { exact: true })
  button = (name: string) => this.page.getByRole('button', { name, exact: true })
  link = (name: string) => this.page.getByRole('main').getByRole('link', { name, exact: true }).first()
  heading = (name: string) => expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible()

  async open(section: string): Promise<void> {
    await this.press(this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section, exact: true }))
    await this.heading(section)
  }

  async signIn(): Promise<void> {
    await this.page.goto(d.admin)
    await this.type(this.page.getByLabel('User name'), d.username)
    await this.type(this.page.getByLabel('Password'), d.password)
    await this.page.keyboard.press('Enter')
    await this.heading('Live View')
  }

  async addLocation(name: string, description: string): Promise<void> {
    await this.open('Locations')
    await this.press(this.link('Add location'))
    await this.type(this.field(/^Name/), name)
    await this.type(this.field(/^Description/), description)
    await this.press(this.button('Add location'))
    await this.heading('Locations')
    await expect(this.link(name)).toBeVisible()
  }

  /** Adds a node and gives its provisioning document. */
  async addNode(name: string, location: string): Promise<string> {
    await this.open('Conferencing Nodes')
    await this.press(this.link('Add Conferencing Node'))
    await this.type(this.field(/^Name/), name)
    await this.choose(this.list(/^Location/), location)
    await this.type(this.field(/^Address/).first(), '127.0.0.1')
    await this.press(this.button('Add node'))
    await this.heading(name)
    await this.press(this.button('Provision …'))
    const downloading = this.page.waitForEvent('download')
    await this.press(this.button('Download provisioning document'))
    const document = readFileSync(await (await downloading).path(), 'utf8')
    await this.page.keyboard.press('Escape')
    await expect(this.page.getByRole('dialog')).toBeHidden()
    return document
  }

  async addRoom(room: (typeof rooms)[number]): Promise<void> {
    await this.open('Meeting rooms')
    await this.press(this.link('Add meeting room'))
    await this.type(this.field(/^Name/), room.name)
    await this.type(this.field(/^Description$/), room.description)
    if (!(await this.field('Alias 1').isVisible())) await this.press(this.button('Add alias'))
    await this.type(this.field('Alias 1'), room.alias)
    if (room.hostPin) await this.type(this.secret('Host PIN'), room.hostPin)
    if (room.guests) await this.check(this.switch('Allow guests'))
    if (room.guestPin) await this.type(this.secret('Guest PIN'), room.guestPin)
    if (room.limit) await this.type(this.number('Participant limit'), room.limit)
    await this.press(this.button('Add room'))
    await this.heading('Meeting rooms')
    await expect(this.link(room.name)).toBeVisible()
  }
}

test('the whole example deployment is configured from nothing, by keyboard alone', async ({ page }) => {
  test.setTimeout(240_000)
  const admin = new Administrator(page)
  await admin.signIn()

  await admin.addLocation('Amsterdam', 'Example location')
  await admin.addLocation('Berlin', 'Example location; overflow of Amsterdam')
  await admin.press(admin.link('Amsterdam'))
  await admin.heading('Amsterdam')
  await admin.choose(admin.list('First overflow location'), 'Berlin')
  await admin.press(admin.button('Save'))
  await expect(page.getByRole('list', { name: 'Notices' })).toContainText('Location Amsterdam was saved')

  const served: string[] = []
  for (const [name, location] of [['Amsterdam-1', 'Amsterdam'], ['Berlin-1', 'Berlin']] as const) {
    const document = await admin.addNode(name, location)
    served.push(await d.node(name.toLowerCase(), document))
  }
  for (const room of rooms) await admin.addRoom(room)
  await expectAccessible(page, 'the list of rooms')

  // What was configured is a deployment that works.
  await admin.open('Live View')
  for (const name of ['Amsterdam-1', 'Berlin-1']) {
    // Only a node that reports has a load.
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('0 %', { timeout: 60_000 })
  }
  const ada = await Person.arrive('Ada', 'red')
  try {
    await ada.join(new URL('/meet/team', served[1]).href)
    await expect(page.getByRole('row', { name: /Team Room/ })).toBeVisible({ timeout: 60_000 })
  } finally {
    await ada.leave()
  }
})
