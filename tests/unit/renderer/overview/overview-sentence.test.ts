import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import OverviewSentence from '../../../../renderer/components/overview/OverviewSentence.vue'
import { createTexts, languages, speak } from '../../../../renderer/locales/index.ts'

const overview = {
  articles: 9,
  read: 4,
  unread: 5,
  sites: 3,
  marks: 7,
  bytes: 0,
  minutes: { aWeek: 0, unread: 40, median: 8 },
  ...{ months: [], years: [], days: [], hosts: [], lengths: [], languages: [], formats: [], tags: [], pairs: [] },
}

// notes to a whole article are counted too, and lie among the marks
it.each([...languages])('what was marked is called in %s as the place where it is', async (language) => {
  const texts = createTexts()
  await speak(texts, language)
  const sentence = mount(OverviewSentence, {
    props: { overview, locale: language, within: false },
    global: { plugins: [texts] },
  })
  expect(sentence.text().toLowerCase()).toContain(`7 ${texts.global.t('marks.title').toLowerCase()}`)
})
