import { expect, test } from '@playwright/test'
import { expectAccessible, signIn } from './support/admin'
import { Deployment } from './support/deployment'

let d: Deployment
test.beforeAll(async () => {
  // A node that is killed is started again after so long: it has to become late first.
  d = await Deployment.start({ restartDelay: '75s' })
})
test.afterAll(async () => {
  await d.stop()
})

test('a node that dies raises an alarm, which is acknowledged, goes away when the node is back, and stays in the history', async ({ page }) => {
  test.setTimeout(240_000)
  await signIn(page, d)
  const bell = page.getByTestId('alarm-bell')
  await expect(bell).toHaveAccessibleName('No alarms')
  await bell.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Alarms' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No alarms' })).toBeVisible()
  await expectAccessible(page, 'no alarms')

  const [name, pid] = Object.entries(d.at.processes).find(([process]) => process !== 'management')!
  process.kill(pid, 'SIGKILL')

  // Live: the page is not loaded again.
  const row = page.getByRole('row').filter({ hasText: 'Node unreachable' })
  await expect(row).toBeVisible({ timeout: 90_000 })
  await expect(row).toContainText('Warning')
  await expect(bell).toHaveAccessibleName(/^1 alarm, 1 not acknowledged/)
  await expectAccessible(page, 'an alarm')
  await row.getByRole('button', { name: /^Acknowledge/ }).click()
  const dialog = page.getByRole('dialog')
  await expectAccessible(page, 'acknowledging')
  await dialog.getByLabel(/^Note/).fill('The cable')
  await dialog.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(row).toContainText('The cable')
  await expect(bell).toHaveAccessibleName(/0 not acknowledged$/)

  await expect(row, `${name} is back`).toHaveCount(0, { timeout: 90_000 })
  await page.getByRole('tab', { name: 'History' }).click()
  const past = page.getByRole('row').filter({ hasText: 'Node unreachable' })
  await expect(past).toHaveCount(1)
  await expect(past).toContainText('The cable')
  await expect(past).not.toContainText('Still raised')
  await expectAccessible(page, 'the history of alarms')

  await past.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/\/nodes\//)
})
