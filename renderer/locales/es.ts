import { messagesOf, type Messages } from './messages.ts'

export const messages = messagesOf(import.meta.glob<Messages>('./es/*.json', { eager: true, import: 'default' }))
