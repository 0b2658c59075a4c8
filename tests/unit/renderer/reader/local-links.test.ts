// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { defineComponent, h, nextTick, ref, shallowRef } from 'vue'
import { expect, test } from 'vitest'
import { useLocalLinks } from '../../../../renderer/composables/reader/local-links.ts'
import { createTexts } from '../../../../renderer/locales/index.ts'
import type { LocalLink } from '../../../../shared/model/links.ts'

function drawn(html: string) {
  const body = ref<HTMLElement>(document.createElement('div'))
  body.value.innerHTML = html
  const links = shallowRef<LocalLink[]>()
  let articleOf: ReturnType<typeof useLocalLinks>['articleOf'] | undefined
  const component = defineComponent(() => {
    ;({ articleOf } = useLocalLinks(
      body,
      () => links.value,
      () => undefined,
    ))
    return () => h('div')
  })
  mount(component, { global: { plugins: [createTexts()] } })
  const link = body.value.querySelector('a')
  if (!link) throw new Error('there is no link')
  return { links, link, articleOf: (event: MouseEvent) => articleOf?.(link, event) }
}
const article = { id: 'x', title: 'Target', site: undefined, host: undefined }

test('a link to a saved page says so, and stops when that is gone', async () => {
  const { links, link, articleOf } = drawn('<p><a href="https://example.org/a?b=1&amp;c=2">there</a></p>')
  links.value = [{ href: 'https://example.org/a?b=1&c=2', article }]
  await nextTick()
  expect(link.classList.contains('in-library')).toBe(true)
  expect(link.getAttribute('aria-label')).toBe('there, in your library')
  expect(articleOf(new MouseEvent('click'))).toBe('x')
  expect(articleOf(new MouseEvent('click', { ctrlKey: true }))).toBeUndefined()
  links.value = []
  await nextTick()
  expect(link.classList.contains('in-library')).toBe(false)
  expect(link.getAttribute('aria-label')).toBeNull()
  expect(articleOf(new MouseEvent('click'))).toBeUndefined()
})

test('a link of a picture is named by the page that it leads to', async () => {
  const { links, link } = drawn('<a href="https://example.org/a"><img alt=""></a>')
  links.value = [{ href: 'https://example.org/a', article }]
  await nextTick()
  expect(link.getAttribute('aria-label')).toBe('Target, in your library')
})
