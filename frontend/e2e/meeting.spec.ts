import { expect, test } from '@playwright/test'
import { signIn } from './support/admin'
import { Deployment } from './support/deployment'
import { Person } from './support/person'

test('three browsers meet, and an administrator watches it happen', async ({ page: watcher }) => {
  const d = await Deployment.start()
  const people: Person[] = []
  try {
    await signIn(watcher, d)
    await expect(watcher.getByTestId('live-view')).toBeVisible()
    await watcher.evaluate(() => ((window as unknown as { sameDocument: boolean }).sameDocument = true))

    const room = d.meet('team')
    for (const [name, picture] of [['Ada', 'red'], ['Ben', 'green'], ['Cleo', 'blue']] as const) {
      const person = await Person.arrive(name, picture)
      people.push(person)
      await person.join(room)
      const joined = Date.now()
      await expect(watcher.getByTestId('live-participant').filter({ hasText: name })).toBeVisible({ timeout: 10_000 })
      test.info().annotations.push({ type: 'live view', description: `${name} shown ${Date.now() - joined} ms after the stage` })
    }
    const [ada, ben, cleo] = people as [Person, Person, Person]
    await expect(watcher.getByTestId('live-conference').filter({ hasText: 'Team Room' })).toBeVisible()
    await expect(watcher.getByTestId('live-participant')).toHaveCount(3)

    await ada.expectToSee('green', 'blue')
    await ben.expectToSee('red', 'blue')
    await cleo.expectToSee('red', 'green')
    for (const person of people) await person.expectToHear()

    await ada.say('Good morning')
    await cleo.expectToRead('Good morning')

    await ben.hangUp()
    await expect(watcher.getByTestId('live-participant')).toHaveCount(2, { timeout: 10_000 })
    await ada.expectToSee('blue')

    const sameDocument = await watcher.evaluate(() => (window as unknown as { sameDocument?: boolean }).sameDocument)
    expect(sameDocument, 'Live View was not reloaded').toBe(true)
  } finally {
    await Promise.all(people.map((p) => p.leave()))
    await d.stop()
  }
})

test('the sound of who speaks reaches the others, and mute silences it', async () => {
  const d = await Deployment.start()
  const people = [await Person.arrive('Ada', 'red'), await Person.arrive('Ben', 'green')] as const
  try {
    for (const person of people) await person.join(d.meet('team'))
    await people[1].expectToHear()
    await people[0].page.getByTestId('mute').click()
    await people[1].page.getByTestId('people').click()
    await expect(people[1].page.getByTestId('person').filter({ hasText: 'Ada' })).toContainText(/muted/i, { timeout: 10_000 })
  } finally {
    await Promise.all(people.map((p) => p.leave()))
    await d.stop()
  }
})
