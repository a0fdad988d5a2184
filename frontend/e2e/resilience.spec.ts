import { expect, test } from '@playwright/test'
import { signIn } from './support/admin'
import { Deployment, type LoggedEvent } from './support/deployment'
import { Person } from './support/person'

test('a meeting goes on while the Management Node is dead, and the log has everything afterwards', async ({ page: watcher }) => {
  // The Management Node stays down long enough for everything below to happen.
  const d = await Deployment.start({ restartDelay: '45s' })
  const people: Person[] = []
  try {
    await signIn(watcher, d)
    for (const [name, picture] of [['Ada', 'red'], ['Ben', 'green'], ['Cleo', 'blue']] as const) {
      const person = await Person.arrive(name, picture)
      people.push(person)
      await person.join(d.meet('team'))
    }
    const [ada, ben, cleo] = people as [Person, Person, Person]
    const dora = await Person.arrive('Dora', 'yellow')
    people.push(dora)
    await ada.expectToSee('green', 'blue')
    await expect(watcher.getByTestId('live-participant')).toHaveCount(3)

    process.kill(d.at.processes['management']!, 'SIGKILL')
    await expect.poll(() => d.ready()).toBe(false)

    await dora.join(d.meet('team'))
    expect(await d.ready(), 'the Management Node is still down').toBe(false)
    await ada.say('Hello Dora')
    await dora.expectToRead('Hello Dora')
    await ben.hangUp()
    await ada.expectToSee('blue', 'yellow')
    await dora.expectToSee('red', 'blue')
    expect(await d.ready(), 'all of that happened without the Management Node').toBe(false)

    await expect.poll(() => d.ready(), { timeout: 90_000 }).toBe(true)
    const shown = watcher.getByTestId('live-participant')
    await expect(shown.filter({ hasText: 'Dora' }), 'the page resumes by itself').toBeVisible({ timeout: 30_000 })
    await expect(shown.filter({ hasText: 'Ben' })).toHaveCount(0)
    await expect(shown).toHaveCount(3)
    await cleo.hangUp()
    await expect(watcher.getByTestId('live-participant')).toHaveCount(2, { timeout: 20_000 })
    expectOnceAndInOrder(await d.events({ personal: true }))
  } finally {
    await Promise.all(people.map((p) => p.leave()))
    await d.stop()
  }
})

/** Every fact is in the log once and in the order of its number; who joined joined once. */
function expectOnceAndInOrder(log: LoggedEvent[]): void {
  const conference = log.filter((e) => e.stream.startsWith('conference-'))
  const facts = conference.filter((e) => e.meta.fact)
  expect(facts.length, 'facts in the log').toBeGreaterThan(6)
  const numbers = facts.map((e) => `${e.meta.fact!.epoch}/${e.meta.fact!.seq}/${e.type}`)
  expect(new Set(numbers).size, 'no fact twice').toBe(numbers.length)
  const byEpoch = groupBy(facts, (e) => e.meta.fact!.epoch)
  for (const [epoch, list] of byEpoch) {
    const order = list.map((e) => e.meta.fact!.seq)
    expect(order, `facts of ${epoch} in order`).toEqual([...order].sort((a, b) => a - b))
  }
  const joined = conference.filter((e) => e.type === 'conference.participant-joined.v1').map((e) => String(e.data['displayName']))
  expect(joined.sort()).toEqual(['Ada', 'Ben', 'Cleo', 'Dora'])
  const left = conference.filter((e) => e.type === 'conference.participant-left.v1').length
  expect(left, 'Ben and Cleo left').toBe(2)
}

function groupBy<T>(list: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}
