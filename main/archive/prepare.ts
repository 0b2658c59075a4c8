/** For who knows that a library is about to be opened, long before the engine is read: the thread that answers first starts. */
export { prepareIndexThread as prepareLibrary } from '../store/index/thread.ts'
