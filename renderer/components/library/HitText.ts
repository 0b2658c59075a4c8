import { createTextVNode, type FunctionalComponent, h, type VNode } from 'vue'
import type { Hits } from '../../../shared/model/article.ts'
import { piecesOf } from './hits.ts'

const HIT = { class: 'hit' }

/** Text with the words that were searched for marked. Text and marks take turns, so that another text fills the same nodes. */
export const HitText: FunctionalComponent<{ text: string; hits?: Hits | undefined }> = ({ text, hits }): VNode[] =>
  (hits ? piecesOf(hits) : [text]).map((piece, at) => (at % 2 === 0 ? createTextVNode(piece) : h('mark', HIT, piece)))
HitText.props = ['text', 'hits']
