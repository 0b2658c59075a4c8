import { messagesOf, type Messages } from './messages.ts'

export const messages = messagesOf(import.meta.glob<Messages>('./de/*.json', { eager: true, import: 'default' }))
