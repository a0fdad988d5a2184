import { expect, test } from '@playwright/test'
import { Deployment } from './support/deployment'
import { Person } from './support/person'

let d: Deployment
test.beforeAll(async () => {
  d = await Deployment.start()
})
test.afterAll(async () => {
  await d.stop()
})

/** Gives the test people who leave when it ends, however it ends. */
async function withPeople(names: string[], body: (people: Person[]) => Promise<void>): Promise<void> {
  const people: Person[] = []
  try {
    for (const [i, name] of names.entries()) people.push(await Person.arrive(name, (['red', 'green', 'blue', 'yellow'] as const)[i]!))
    await body(people)
  } finally {
    await Promise.all(people.map((p) => p.leave()))
  }
}

test('a wrong PIN is refused, the right one admits', async () => {
  await withPeople(['Ada'], async ([ada]) => {
    await ada!.knock(d.meet('board'))
    await ada!.enterPin('9999')
    await expect(ada!.page.getByTestId('pin-error')).toContainText(/PIN/)
    await ada!.enterPin('1234')
    await expect(ada!.page.getByTestId('stage')).toBeVisible({ timeout: 20_000 })
  })
})

test('an unknown room says so', async () => {
  await withPeople(['Ada'], async ([ada]) => {
    await ada!.knock(d.meet('no-such-room'))
    await expect(ada!.page.getByTestId('failed')).toContainText(/no such meeting/i)
  })
})

test('a full room says so', async () => {
  await withPeople(['Ada', 'Ben', 'Cleo'], async ([ada, ben, cleo]) => {
    await ada!.join(d.meet('phonebox'))
    await ben!.join(d.meet('phonebox'))
    await cleo!.knock(d.meet('phonebox'))
    await expect(cleo!.page.getByTestId('failed')).toContainText(/full/i)
  })
})

test('a guest waits for a host, a locked room parks who comes, a host admits', async () => {
  await withPeople(['Guest', 'Host', 'Late'], async ([guest, host, late]) => {
    await guest!.knock(d.meet('townhall'))
    await guest!.page.getByTestId('continue-as-guest').click()
    await expect(guest!.page.getByTestId('waiting')).toContainText(/host/i)

    await host!.knock(d.meet('townhall'))
    await host!.enterPin('1234')
    await expect(host!.page.getByTestId('stage')).toBeVisible({ timeout: 20_000 })
    await expect(guest!.page.getByTestId('stage')).toBeVisible({ timeout: 20_000 })

    await host!.page.getByTestId('people').click()
    await host!.page.getByTestId('lock').click()
    await late!.knock(d.meet('townhall'))
    await late!.page.getByTestId('continue-as-guest').click()
    await expect(late!.page.getByTestId('waiting')).toContainText(/locked|admit|let you in/i)
    await host!.page.getByTestId('admit').first().click()
    await expect(late!.page.getByTestId('stage')).toBeVisible({ timeout: 20_000 })
  })
})
