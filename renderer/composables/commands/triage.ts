import { useI18n } from 'vue-i18n'
import { useSettingsStore } from '../../stores/settings.ts'
import { useTriageStore } from '../../stores/triage.ts'
import { useCommands, type Command } from './commands.ts'

/** The keys of going through a list; there while that is done, before all others. */
export function useTriageCommands(own: { openTags: () => void; leave: () => void }): void {
  const { t } = useI18n()
  const triage = useTriageStore()
  const settings = useSettingsStore()
  const changeable = (): boolean => triage.active && !settings.readOnly
  const command = (
    id: string,
    keys: string[],
    run: () => unknown,
    when: () => boolean = () => triage.active,
  ): Command => ({
    id: `triage.${id}`,
    label: () => t(`triage.command.${id}`),
    group: 'triage',
    keys,
    sheetOnly: true,
    leftToFields: true,
    when,
    run,
  })

  useCommands([
    command('next', ['J', 'ArrowRight'], () => triage.step(1)),
    command(
      'back',
      ['K', 'ArrowLeft'],
      () => triage.step(-1),
      () => triage.at > 0,
    ),
    command('read', ['M'], triage.read, changeable),
    command('star', ['S'], triage.star, changeable),
    command('trash', ['Delete', 'D'], triage.trash, changeable),
    command('tags', ['T'], own.openTags, changeable),
    ...Array.from({ length: 9 }, (_, index) => ({
      ...command(`tag${String(index + 1)}`, [String(index + 1)], () => triage.tag(index), changeable),
      label: () => t('triage.command.tagNamed', { tag: triage.offered[index] ?? '' }),
    })),
    command('undo', ['Mod+Z'], triage.undo, () => triage.changes.length > 0 && !settings.readOnly),
    command('redo', ['Mod+Shift+Z', 'Mod+Y'], triage.redo, () => triage.takenBack.length > 0 && !settings.readOnly),
    command('leave', ['Escape'], own.leave, () => true),
  ])
}
