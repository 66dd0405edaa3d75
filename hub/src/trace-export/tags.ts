type Element = PDFKit.PDFStructureElement
/** Of ISO 32000-1's standard structure types, those a list is made of. */
type Kind = 'H1' | 'P' | 'Table' | 'THead' | 'TBody' | 'TR' | 'TH' | 'TD'

/**
 * A PDF's structure (ISO 32000-1, 14.8), made as its pages are drawn: what a screen reader says, in which order, and
 * which words are a table's heads. What only looks (lines, page numbers, a head again on the next page) is an artifact.
 */
export interface Tags {
  /** An element within another; at the document's top without one. */
  within(kind: Kind, parent?: Element, scope?: 'Column' | 'Row'): Element
  /** Draws what an element says. */
  say(element: Element, draw: () => void): void
  /** Draws what is not read aloud. */
  silent(draw: () => void): void
}

/** @param doc made with `tagged: true` */
export function tagsOf(doc: PDFKit.PDFDocument): Tags {
  const root = doc.struct('Document')
  doc.addStructure(root)
  return {
    within(kind, parent = root, scope) {
      // Its types do not know of `scope`.
      const options = scope ? ({ scope } as object) : {}
      const element = doc.struct(kind, options)
      parent.add(element)
      return element
    },
    say(element, draw) {
      const content = doc.markStructureContent('Span')
      draw()
      doc.endMarkedContent()
      element.add(content)
    },
    silent(draw) {
      doc.markContent('Artifact', { type: 'Layout' })
      draw()
      doc.endMarkedContent()
    },
  }
}
