import { Star } from '@lucide/vue'
import { mount, type VueWrapper } from '@vue/test-utils'
import axe from 'axe-core'
import { afterEach, describe, expect, it } from 'vitest'
import type { Component } from 'vue'
import { createTexts } from '../../../../renderer/locales/index.ts'
import Button from '../../../../renderer/components/base/Button.vue'
import Checkbox from '../../../../renderer/components/base/Checkbox.vue'
import Chip from '../../../../renderer/components/base/Chip.vue'
import EmptyState from '../../../../renderer/components/base/EmptyState.vue'
import Field from '../../../../renderer/components/base/Field.vue'
import IconButton from '../../../../renderer/components/base/IconButton.vue'
import PaneDivider from '../../../../renderer/components/base/PaneDivider.vue'
import ProgressBar from '../../../../renderer/components/base/ProgressBar.vue'
import QueryChip from '../../../../renderer/components/base/QueryChip.vue'
import SearchField from '../../../../renderer/components/base/SearchField.vue'
import SegmentedControl from '../../../../renderer/components/base/SegmentedControl.vue'
import Select from '../../../../renderer/components/base/Select.vue'
import TabBar from '../../../../renderer/components/base/TabBar.vue'
import Toast from '../../../../renderer/components/base/Toast.vue'

const global = { plugins: [createTexts()] }
let wrapper: VueWrapper | undefined
afterEach(() => {
  wrapper?.unmount()
})
const options = [
  { value: 'a', label: 'One' },
  { value: 'b', label: 'Two' },
]
const cases: [string, Component, Record<string, unknown>, string?][] = [
  ['Button', Button, {}, 'Export'],
  ['IconButton', IconButton, { label: 'Star', icon: Star, pressed: true, keys: 'S' }],
  ['Field', Field, { label: 'Name', modelValue: 'a//b', error: 'A part of the path is empty.' }],
  ['SearchField', SearchField, { label: 'Find', modelValue: '' }],
  ['Checkbox', Checkbox, { label: 'Images', modelValue: 'some' }],
  ['Chip', Chip, { label: 'maps', removable: true }],
  ['QueryChip', QueryChip, { field: 'author', value: 'Varnholt', corrected: 'auther' }],
  ['Toast', Toast, { text: 'Moved', action: 'Undo' }],
  ['ProgressBar', ProgressBar, { label: 'Import', value: 0.4 }],
  ['EmptyState', EmptyState, { title: 'All read' }, 'Nothing is waiting.'],
  ['PaneDivider', PaneDivider, { label: 'Width', min: 180, max: 320, initial: 228, modelValue: 228 }],
  ['SegmentedControl', SegmentedControl, { label: 'View', options, modelValue: 'a' }],
  ['Select', Select, { label: 'Language', options, modelValue: 'a' }],
  ['TabBar', TabBar, { label: 'Outcome', tabs: options, modelValue: 'a' }],
]

describe('base components', () => {
  it.each(cases)('%s breaks no rule of accessibility', async (_, component, props, text) => {
    wrapper = mount(component, {
      props,
      global,
      attachTo: document.body,
      slots: text === undefined ? {} : { default: text },
    })
    const { violations } = await axe.run(wrapper.element.parentElement ?? document.body, {
      // without layout there is no contrast; a component is no page
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    })
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })

  it('a box that some have becomes one that all have', async () => {
    wrapper = mount(Checkbox, { props: { label: 'x', modelValue: 'some' }, global })
    expect(wrapper.get('[role=checkbox]').attributes('aria-checked')).toBe('mixed')
    await wrapper.get('[role=checkbox]').trigger('click')
    expect(wrapper.emitted('update:modelValue')).toEqual([[true]])
  })

  it('the edge between panes moves with the arrow keys and stays between its limits', async () => {
    wrapper = mount(PaneDivider, { props: { label: 'x', min: 180, max: 240, initial: 228, modelValue: 232 }, global })
    await wrapper.trigger('keydown', { key: 'ArrowRight' })
    expect(wrapper.emitted('done')).toEqual([[240]])
    await wrapper.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('done')?.at(-1)).toEqual([228])
  })

  it('a finder empties on Escape, and only then lets the key through', async () => {
    wrapper = mount(SearchField, { props: { label: 'Find', modelValue: 'x' }, global })
    await wrapper.get('input').trigger('keydown', { key: 'Escape' })
    expect(wrapper.emitted('update:modelValue')).toEqual([['']])
  })

  it('a field says its error to a screen reader', () => {
    wrapper = mount(Field, {
      props: { label: 'Name', modelValue: '', error: 'Missing.' },
      global,
      attachTo: document.body,
    })
    const input = wrapper.get('input')
    expect(input.attributes('aria-invalid')).toBe('true')
    expect(document.getElementById(input.attributes('aria-describedby') ?? '')?.textContent).toBe('Missing.')
  })
})

describe('a chip of the search', () => {
  it.each([
    [{ field: 'is', value: 'unread', corrected: 'is:unraed' }, 'is unraed unread', 'unraed'],
    [{ field: 'site', value: 'kerb', corrected: 'sit:kerb' }, 'sit site kerb', 'sit'],
    [{ field: 'tag', value: 'sea' }, 'tag sea', undefined],
  ])('strikes out what was typed wrong, %j', (props, said, struck) => {
    wrapper = mount(QueryChip, { props, global })
    expect(wrapper.find('.text').text()).toBe(said)
    expect(wrapper.find('s').exists() ? wrapper.find('s').text() : undefined).toBe(struck)
  })
})
