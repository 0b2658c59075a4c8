import type { Element } from '../dom/node.ts'

const DRAWN =
  /(?:^|\s)(?:katex|katex-display|MathJax|MathJax_Display|MathJax_CHTML|MathJax_SVG|MathJax_Preview|mwe-math-element|math-container)(?:\s|$)/

/** Whether an element is what a program of formulas makes of one. */
export const isFormula = ({ name, attribs }: Element): boolean =>
  name === 'math' || name === 'mjx-container' || DRAWN.test(attribs.class ?? '')
