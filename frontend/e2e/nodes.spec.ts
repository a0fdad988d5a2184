import { expect, test } from '@playwright/test'
import { Deployment } from './support/deployment'
import { Person } from './support/person'

test('whose node is killed goes on at another one, in the same seat, and reads one quiet line', async () => {
  const d = await Deployment.start({ nodes: 3, restartDelay: '60s' })
  const people: Person[] = []
  try {
    const ada = await Person.arrive('Ada', 'red')
    people.push(ada)
    await ada.join(d.meet('team', 0))
    const ben = await Person.arrive('Ben', 'green')
    people.push(ben)
    // Where he is, which on one busy machine need not be where the page comes from.
    const streams: string[] = []
    ben.page.on('request', (request) => {
      if (request.url().includes('/events?')) streams.push(new URL(request.url()).origin)
    })
    await ben.page.addInitScript(() => {
      const seen = (window as unknown as { reconnecting: string[] }).reconnecting = []
      new MutationObserver(() => {
        const line = document.querySelector('[data-testid=reconnecting]')?.textContent
        if (line && !seen.includes(line as never)) seen.push(line as never)
      }).observe(document, { childList: true, subtree: true })
    })
    await ben.join(d.meet('team', 1))
    await ada.expectToSee('green')
    await ben.expectToSee('red')
    await ada.say('Before')
    await ben.expectToRead('Before')
    await ben.page.getByTestId('mute').click()
    await expect(ben.page.getByTestId('mute')).toHaveAccessibleName(/Unmute/)
    const joined = async () => (await d.events({ personal: true })).filter((e) => e.type === 'conference.participant-joined.v1').map((e) => String(e.data['displayName'])).sort()
    await expect.poll(joined).toEqual(['Ada', 'Ben'])

    const lost = streams.at(-1)!
    const { name } = d.at.nodes.find((node) => node.url === lost)!
    const [, pid] = Object.entries(d.at.processes).find(([process]) => process.toLowerCase() === name.toLowerCase())!
    process.kill(pid, 'SIGKILL')
    const killed = Date.now()
    await expect.poll(() => streams.at(-1), { timeout: 5000, message: 'he is elsewhere' }).not.toBe(lost)
    await ben.expectToSee('red')
    await ada.expectToSee('green')
    test.info().annotations.push({ type: 'seen again after', description: `${Date.now() - killed} ms` })
    await expect(ben.page.getByTestId('reconnecting')).toBeHidden()
    expect(await ben.page.evaluate(() => (window as unknown as { reconnecting: string[] }).reconnecting)).toEqual(['Reconnecting…'])
    await expect(ben.page.getByTestId('stage')).toBeVisible()
    expect(new URL(ben.page.url()).origin, 'the page stays where it is').toBe(d.at.nodes[1]!.url)

    await ben.expectToRead('Before')
    await ada.say('After')
    await ben.expectToRead('After')
    await expect(ben.page.getByTestId('mute'), 'still muted').toHaveAccessibleName(/Unmute/)
    expect(await joined(), 'nobody joined twice').toEqual(['Ada', 'Ben'])
    // Ada may have been there, too, and an answer may have come too late to be heard.
    await expect.poll(async () => (await d.events()).filter((e) => e.type === 'conference.participant-moved.v1').length).toBeGreaterThan(0)
  } finally {
    await Promise.all(people.map((p) => p.leave()))
    await d.stop()
  }
})
