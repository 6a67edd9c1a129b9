import { expect } from 'vitest'
import type { Scenes } from './signIn'

export const signUpScenes: Scenes = {
  async 'with a code that is e-mailed, by keyboard alone'({ page, ...visitor }) {
    await visitor.presses('Create one')
    await visitor.comesTo('How can you be reached?')
    await visitor.enters('alice@example.com')
    await visitor.isToldOf('E-mail address', 'Somebody has an account')
    await visitor.enters('new-1@example.com')
    await visitor.comesTo('A little more')
    await visitor.enters('short')
    await visitor.isToldOf('Password', /8|eight/)
    await visitor.enters('a good password')
    await visitor.comesTo('Is this address yours?')
    await page.keyboard.press('Enter')
    await visitor.comesTo('Check your e-mail')
    await visitor.enters(await visitor.code('new-1@example.com'))
    await visitor.isSignedIn('new-1@example.com')
  },

  async 'with a link, from a sign-in that found nobody, across a reload'({ page, ...visitor }) {
    await visitor.begins('new-2@example.com')
    await visitor.button('Create an account with it').click()
    await visitor.comesTo('How can you be reached?')
    expect(await visitor.field('E-mail address').inputValue()).toBe('new-2@example.com')
    await page.keyboard.press('Enter')
    await visitor.comesTo('A little more')
    await page.reload()
    await visitor.field('Password').fill('a good password')
    await visitor.button('Continue').click()
    await visitor.comesTo('Is this address yours?')
    await visitor.button('E-mail me a link').click()
    await visitor.comesTo('Follow the link')
    const landing = await visitor.opensLink('new-2@example.com')
    await visitor.isSignedIn('new-2@example.com')
    await landing.close()
  },

  async 'by way of a provider'({ page, ...visitor }) {
    await visitor.button('Create one').click()
    await visitor.button('Go on with GitHub').click()
    await page.getByRole('heading', { name: 'Sign in with GitHub' }).waitFor()
    await page.getByRole('textbox', { name: 'Email address' }).fill('new-5@example.com')
    await page.getByRole('button', { name: 'Continue' }).click()
    await visitor.shows('new-5@example.com')
  },

  async 'by way of an enterprise, by keyboard alone'({ page, ...visitor }) {
    await visitor.presses('Create one')
    await visitor.comesTo('How can you be reached?')
    await visitor.enters('new-6@acme.example')
    await visitor.comesTo('Your organization knows you')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Sign in with Acme' }).waitFor()
    await visitor.presses('Continue')
    await visitor.shows('new-6@acme.example')
  },

  async 'with a telephone number, and all else that is asked for'({ page, ...visitor }) {
    await visitor.button('Create one').click()
    await page.getByRole('radio', { name: 'Phone number' }).check()
    await visitor.field('Phone number').fill('12')
    await visitor.field('Phone number').press('Enter')
    await visitor.isToldOf('Phone number', /./)
    await visitor.enters('+15555550142')
    await visitor.comesTo('A little more')
    await visitor.field('E-mail address').fill('new-3@example.com')
    await visitor.field('Password').fill('a good password')
    await page.keyboard.press('Enter')
    await visitor.comesTo('Is this address yours?')
    await page.keyboard.press('Enter')
    await visitor.comesTo('Check your e-mail')
    await visitor.enters(await visitor.code('new-3@example.com'))
    await visitor.comesTo('Is this number yours?')
    await page.keyboard.press('Enter')
    await visitor.comesTo('Check your phone')
    await visitor.enters('424242')
    await visitor.isSignedIn('new-3@example.com')
  },
}
