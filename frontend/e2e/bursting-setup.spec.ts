import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, signIn } from './support/admin'
import { Deployment } from './support/deployment'

test.use({ actionTimeout: 15_000 })

let d: Deployment
test.beforeAll(async () => {
  d = await Deployment.start({ burst: true, nodes: 1 })
})
test.afterAll(async () => {
  await d.stop()
})

const open = (page: Page, path: string) => page.goto(new URL(path, d.at.admin).href)

/** Changes an object; a refusal is an error here. */
async function change(mutation: string, type: string, input: Record<string, unknown>): Promise<void> {
  const done = await d.query<Record<string, { userErrors: { message: string }[] }>>(`mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { message } } }`, { input })
  expect(done[mutation]!.userErrors, mutation).toEqual([])
}

const changeAccount = (input: Record<string, unknown>) => change('cloudAccountUpdate', 'CloudAccountUpdateInput', { id: d.at.burst!.accountId, ...input })

const changeNode = (id: string, input: Record<string, unknown>) => change('conferencingNodeUpdate', 'ConferencingNodeUpdateInput', { id, ...input })

test('a burst node becomes one that always runs, and a burst node again, step by step', async ({ page }) => {
  const [node] = d.at.burst!.nodes
  const { id, instance } = node!
  const places = await d.query<{ conferencingNode: { location: { id: string } }; cloudAccount: { tagKey: string; tagValue: string } }>(
    'query ($node: ID!, $account: ID!) { conferencingNode(id: $node) { location { id } } cloudAccount(id: $account) { tagKey tagValue } }',
    { node: id, account: d.at.burst!.accountId },
  )
  const { tagKey, tagValue } = places.cloudAccount
  const cloud = places.conferencingNode.location.id
  const made = await d.query<{ locationCreate: { location: { id: string } } }>('mutation { locationCreate(input: { name: "Always" }) { location { id } userErrors { message } } }')

  await signIn(page, d)
  await open(page, '/bursting/setup?step=conversion')
  await page.getByLabel('Node', { exact: true }).selectOption('Cloud-1')
  await expect(page.getByText('Cloud-1 is a burst node')).toBeVisible({ timeout: 40_000 })
  await page.getByLabel('What it is to become').selectOption('A node that always runs')
  const steps = page.getByRole('list', { name: 'Steps of the conversion' }).getByRole('listitem')
  const step = (text: string) => steps.filter({ hasText: text })
  /** It is to be done, with these words; and ticked by itself when it was. */
  const take = async (text: string, remedy: string, deed: () => Promise<unknown>) => {
    await expect(step(text)).toContainText('Not yet')
    await expect(step(text)).toContainText(remedy)
    await deed()
    await expect(step(text)).toContainText('Done', { timeout: 60_000 })
    await expect(step(text)).not.toContainText(remedy)
  }
  await expectAccessible(page, 'the way to a node that always runs')
  await take("bears the account's tag", 'Take the tag off the machine', () => d.cloud(`tag?id=${instance}&key=${tagKey}&value=nobody`))
  await take('The node runs.', 'Start its machine at the cloud', () => d.cloud(`start?id=${instance}`))
  await take('is not marked for bursting', 'Take back that the node is for bursting.', () => changeNode(id, { cloudBursting: false }))
  await take('Its location has no burst nodes', 'Move the node into a location whose nodes always run.', () => changeNode(id, { locationId: made.locationCreate.location.id }))
  await take('The node is always on', 'Mark the node as always on', () => changeNode(id, { alwaysOn: true }))
  await expect(page.getByText('Cloud-1 always runs')).toBeVisible()

  // Whoever goes where a step is taken comes back to it.
  await page.getByLabel('What it is to become').selectOption('A burst node')
  await step('marked for bursting').getByRole('link', { name: 'Open the node' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Cloud-1' })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('Node', { exact: true })).toHaveValue(id)
  await take('The machine bears the tag', 'the value that the account has', () => d.cloud(`tag?id=${instance}&key=${tagKey}&value=${tagValue}`))
  await take('A location overflows into its location first', 'the first overflow location', () => changeNode(id, { locationId: cloud }))
  await take('is marked for bursting and is not always on', 'take back that it is always on', () => changeNode(id, { cloudBursting: true, alwaysOn: false }))
  // What was started at the cloud is taken on as if it had been started here.
  await expect(step('Its machine is stopped, or runs because bursting wants it to.')).toContainText('Done', { timeout: 60_000 })
  const maintenance = (on: boolean) => change('conferencingNodeSetMaintenance', 'ConferencingNodeSetMaintenanceInput', { id, maintenance: on })
  await maintenance(true)
  await expect(page.getByText('Cloud-1 is a burst node')).toHaveCount(0, { timeout: 60_000 })
  await take('The node is not in maintenance', 'one in maintenance is never started', () => maintenance(false))
  await expect(page.getByText('Cloud-1 is a burst node')).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page, 'a conversion that is done')
})

test('scripts of one’s own are not told of policies', async ({ page }) => {
  const made = await d.query<{ cloudAccountCreate: { cloudAccount: { id: string } } }>('mutation { cloudAccountCreate(input: { name: "Oslo", provider: STATIC, scripts: "oslo", tagValue: "ours" }) { cloudAccount { id } userErrors { message } } }')
  const { id } = made.cloudAccountCreate.cloudAccount
  await signIn(page, d)
  await open(page, `/bursting/setup?account=${id}&step=rights`)
  await expect(page.getByText(/run by scripts of yours/)).toContainText('parley-cloud=ours')
  await expect(page.getByRole('region', { name: 'Policy' })).toHaveCount(0)
  await page.getByRole('link', { name: 'On to ports' }).click()
  await expect(page.getByRole('grid', { name: 'Ports' }), 'those in use').toContainText(new URL(d.at.nodes[0]!.url).port)
  await expect(page.getByRole('grid', { name: 'Ports' })).not.toContainText('169.254.169.254')
  await page.getByRole('link', { name: 'On to machines' }).click()
  await expect(page.getByRole('region', { name: 'Command' })).toHaveText('parley node --provision FILE')
  await expectAccessible(page, 'machines of scripts')
})

// It leaves an account that cannot be used behind, so it is the last.
test('the check of an account says what is wrong with it, and where that is mended', async ({ page }) => {
  await signIn(page, d)
  await open(page, `/bursting/setup?account=${d.at.burst!.accountId}&step=check`)
  const again = () => page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByText('All rights that are needed are there')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Check', exact: true }), 'where one is').toHaveAttribute('aria-current', 'page')
  const machines = page.getByRole('grid', { name: 'Machines with the tag' })
  await expect(machines.getByRole('row').filter({ hasText: d.at.burst!.nodes[0]!.instance })).toContainText('Cloud-1')

  await d.cloud('deny?permission=ec2:StartInstances')
  await again()
  await expect(page.getByText('A right is missing: ec2:StartInstances')).toBeVisible()
  const rights = page.getByRole('grid', { name: 'Rights' })
  const start = rights.getByRole('row').filter({ hasText: 'ec2:StartInstances' })
  await expect(start).toContainText('Missing')
  await expect(start).toContainText('Give the policy of the step Rights')
  await expect(start).toContainText('The cloud says:')
  await expect(rights.getByRole('row').filter({ hasText: 'ec2:StopInstances' })).toContainText('There')
  await expectAccessible(page, 'a right that is missing')
  const { cloudAccount } = await d.query<{ cloudAccount: { tagValue: string } }>('query ($id: ID!) { cloudAccount(id: $id) { tagValue } }', { id: d.at.burst!.accountId })
  await page.getByRole('link', { name: 'Show the policy' }).click()
  await expect(page.getByRole('region', { name: 'Policy', exact: true })).toContainText(`"ec2:ResourceTag/parley-cloud": "${cloudAccount.tagValue}"`)
  await d.cloud('allow?permission=ec2:StartInstances')

  await changeAccount({ region: 'eu-centrl-1' })
  await page.goBack()
  await again()
  await expect(page.getByText('There is no such region, or it is not open to the account.')).toBeVisible()
  await expect(page.getByText(/eu-centrl-1/)).toBeVisible()
  await page.getByRole('link', { name: 'Open the account' }).click()
  await page.getByRole('textbox', { name: /^Region/ }).fill('eu-central-1')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Check it' }).click()
  await expect(page.getByText('All rights that are needed are there')).toBeVisible()

  await changeAccount({ secretAccessKey: 'another+secret/' })
  await again()
  await expect(page.getByText('The account cannot be used as it is')).toBeVisible()
  await expect(page.getByText(/Enter both once more in the account/)).toBeVisible()
  await expectAccessible(page, 'a secret that is wrong')
  await page.getByRole('link', { name: 'Open the account' }).click()
  await expect(page.getByLabel('Secret key'), 'it is never shown').toHaveValue('')
  await page.getByRole('link', { name: 'What is to be set up at the cloud' }).click()
  await expect(page.getByRole('link', { name: 'Rights', exact: true })).toHaveAttribute('aria-current', 'page')

  // A role of its own needs a policy of its own.
  await changeAccount({ roleArn: 'arn:aws:iam::123456789012:role/parley' })
  await page.reload()
  await expect(page.getByRole('region', { name: 'Policy to assume the role' })).toContainText('arn:aws:iam::123456789012:role/parley')
  await expectAccessible(page, 'two policies')
})
