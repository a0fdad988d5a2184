import { expect, test } from '@playwright/test'
import { Deployment } from './support/deployment'
import { Line } from './support/line'
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
    await expect(ben.page.getByTestId('connection'), 'screen readers are told').toHaveText('Connected again')
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

test('a moment without a network keeps the call, the seat and the node', async () => {
  const d = await Deployment.start({ nodes: 3 })
  const people: Person[] = []
  const line = await Line.to(d.at.nodes[1]!.url)
  try {
    const ada = await Person.arrive('Ada', 'red')
    people.push(ada)
    await ada.join(d.meet('team', 0))
    const ben = await Person.arrive('Ben', 'green')
    people.push(ben)
    // He is at the node that the line leads to, and knows of all of them.
    await ben.page.addInitScript((nodes) => {
      sessionStorage.setItem('parley.places', JSON.stringify({ home: location.origin, own: 'here', places: [{ id: 'there', nodes }], delays: [] }))
    }, d.at.nodes.map((node) => node.url))
    const streams: string[] = []
    const seats: string[] = []
    ben.page.on('request', (request) => {
      if (request.url().includes('/events?')) streams.push(new URL(request.url()).origin)
      if (request.url().endsWith('/request_token')) seats.push(request.url())
    })
    await ben.join(`${line.url}/meet/team`)
    await ada.expectToSee('green')
    await ben.expectToSee('red')
    const calls = () => ben.page.evaluate(() => (window as unknown as { parleyConnections: RTCPeerConnection[] }).parleyConnections.map((c) => c.connectionState))
    expect(await calls()).toEqual(['connected'])
    // A region is spoken that was there before it had something to say.
    await ben.page.getByTestId('connection').evaluate((region) => region.setAttribute('data-first', ''))
    const spoken = ben.page.locator('[data-testid=connection][data-first]')

    for (const told of [true, false]) {
      if (told) await ben.page.context().setOffline(true)
      else await ben.page.route('**/api/**', (route) => route.abort())
      line.cut()
      await expect(ben.page.getByTestId('reconnecting')).toBeVisible()
      await expect(spoken).toHaveText('Reconnecting…')
      // Long enough for the node to be given up, and for the seat to be looked for elsewhere.
      await ben.page.waitForTimeout(6000)
      line.mend()
      if (told) await ben.page.context().setOffline(false)
      else await ben.page.unroute('**/api/**')
      await expect(ben.page.getByTestId('reconnecting')).toBeHidden({ timeout: 10_000 })
      await expect(spoken).toHaveText('Connected again')
      await ada.say(told ? 'Still here?' : 'And now?')
      await ben.expectToRead(told ? 'Still here?' : 'And now?')
    }
    await ben.expectToSee('red')
    await ada.expectToSee('green')
    expect(new Set(streams), 'one node').toEqual(new Set([line.url]))
    expect(seats.length, 'the seat was asked for once').toBe(1)
    expect(await calls(), 'the call is the same').toEqual(['connected'])
    expect((await d.events()).filter((e) => e.type === 'conference.participant-moved.v1')).toEqual([])
  } finally {
    await Promise.all(people.map((p) => p.leave()))
    await line.stop()
    await d.stop()
  }
})

test('a node that stands still for a moment loses nobody, and one in maintenance sends joiners on', async () => {
  const d = await Deployment.start({ nodes: 3 })
  const people: Person[] = []
  try {
    const ada = await Person.arrive('Ada', 'red')
    people.push(ada)
    const where: string[] = []
    ada.page.on('request', (request) => {
      if (request.url().includes('/events?')) where.push(new URL(request.url()).origin)
    })
    await ada.join(d.meet('team', 0))
    const at = d.at.nodes.findIndex((node) => node.url === where.at(-1))
    const [, pid] = Object.entries(d.at.processes).find(([process]) => process.toLowerCase() === d.at.nodes[at]!.name.toLowerCase())!
    process.kill(pid, 'SIGSTOP')
    try {
      await ada.page.waitForTimeout(1500)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await ada.say('Hello')
    expect(where.length, 'the stream is the same').toBe(1)

    // The page of a node in maintenance is there, and leads past it.
    const ids = await d.query<{ conferencingNodes: { nodes: { id: string; name: string }[] } }>('{ conferencingNodes(first: 10) { nodes { id name } } }')
    const other = (at + 1) % 3
    const { id } = ids.conferencingNodes.nodes.find((node) => node.name === d.at.nodes[other]!.name)!
    await d.query('mutation M($input: ConferencingNodeSetMaintenanceInput!) { conferencingNodeSetMaintenance(input: $input) { userErrors { message } } }', { input: { id, maintenance: true } })
    await expect.poll(async () => (await fetch(`${d.at.nodes[other]!.url}/api/client/v2/status`)).status).toBe(503)
    const ben = await Person.arrive('Ben', 'green')
    people.push(ben)
    const joined: string[] = []
    ben.page.on('request', (request) => {
      if (request.url().includes('/events?')) joined.push(new URL(request.url()).origin)
    })
    await ben.join(d.meet('team', other))
    expect(joined.at(-1), 'at another node').not.toBe(d.at.nodes[other]!.url)
    await ben.expectToSee('red')
    await ada.expectToSee('green')
  } finally {
    await Promise.all(people.map((p) => p.leave()))
    await d.stop()
  }
})
