import { expect, type Locator, type Page } from '@playwright/test'

/** Uses a page as somebody does who has no mouse: what cannot be reached with the Tab key is not there. */
export class Keyboard {
  constructor(readonly page: Page) {}

  /** Moves on with Tab until the element has the focus; a whole round without it is a failure. */
  async to(target: Locator): Promise<void> {
    await expect(target).toBeVisible()
    for (let i = 0; i < 400; i++) {
      if (await target.evaluate((e) => e === document.activeElement)) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not lead to ${target.toString()}`)
  }

  /** Replaces what stands in a text field. */
  async type(target: Locator, text: string): Promise<void> {
    await this.to(target)
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.type(text)
  }

  /** Chooses in a list by typing what the choice begins with. */
  async choose(target: Locator, label: string): Promise<void> {
    await this.to(target)
    await this.page.keyboard.type(label)
    await expect(target.locator('option:checked')).toHaveText(label)
  }

  /** Turns a switch or a box on. */
  async check(target: Locator): Promise<void> {
    await this.to(target)
    if (!(await target.isChecked())) await this.page.keyboard.press('Space')
    await expect(target).toBeChecked()
  }

  /** Presses a button or follows a link. */
  async press(target: Locator): Promise<void> {
    await this.to(target)
    await this.page.keyboard.press('Enter')
  }
}
