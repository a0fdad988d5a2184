import type { Deployment } from './deployment'

/** Somebody who calls a room as a program does, without a browser or media. */
export class Caller {
  private constructor(
    readonly name: string,
    private readonly room: string,
    private readonly token: string,
  ) {}

  static async join(d: Deployment, alias: string, name: string): Promise<Caller> {
    const room = `http://127.0.0.1:${d.port + 2}/api/client/v2/conferences/${alias}`
    const { token } = await post<{ token: string }>(`${room}/request_token`, { display_name: name, control_only: true })
    return new Caller(name, room, token)
  }

  async leave(): Promise<void> {
    await post(`${this.room}/release_token`, {}, { token: this.token })
  }
}

async function post<T>(url: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}: ${await response.text()}`)
  return ((await response.json()) as { result: T }).result
}
