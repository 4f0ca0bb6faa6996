/** Numbers every term, counts the living products it stands in, and finds terms that are spelled alike. */
export type Vocabulary = {
  idOf(term: string): number | undefined
  intern(term: string): number
  frequency(id: number): number
  frequencyOf(term: string): number
  count(id: number, by: 1 | -1): void
  similar(word: string): readonly SimilarTerm[]
  /** Terms in use that begin so, the most frequent first. */
  startingWith(prefix: string, limit: number): readonly string[]
}

export type SimilarTerm = { readonly id: number; readonly term: string; readonly likeness: number }

const MAX_GRAM_LIST = 4000
const MAX_SIMILAR = 12
const MIN_FUZZY_CHARS = 4
const ONLY_LETTERS = /^\p{L}+$/u

function gramsOf(word: string): readonly string[] {
  const framed = `^${word}$`
  const grams = new Set<string>()
  for (let at = 0; at + 3 <= framed.length; at += 1) grams.add(framed.slice(at, at + 3))
  return [...grams]
}

/** Share of a word that the other holds whole at its start or end (compounds), else the Dice share of letter triples. */
function likenessOf(word: string, other: string, shared: number): number {
  const [short, long] = word.length < other.length ? [word, other] : [other, word]
  if (short.length >= 5 && (long.endsWith(short) || long.startsWith(short))) return 0.6 + 0.3 * (short.length / long.length)
  return (2 * shared) / (word.length + other.length)
}

export function createVocabulary(): Vocabulary {
  const ids = new Map<string, number>()
  const terms: string[] = []
  const frequencies: number[] = []
  const grams = new Map<string, number[]>()
  const cache = new Map<string, { readonly size: number; readonly found: readonly SimilarTerm[] }>()

  function learnGrams(term: string, id: number): void {
    for (const gram of gramsOf(term)) {
      const list = grams.get(gram)
      if (list === undefined) grams.set(gram, [id])
      else list.push(id)
    }
  }

  function intern(term: string): number {
    const known = ids.get(term)
    if (known !== undefined) return known
    const id = terms.length
    ids.set(term, id)
    terms.push(term)
    frequencies.push(0)
    if (term.length >= MIN_FUZZY_CHARS && term.length <= 32 && ONLY_LETTERS.test(term)) learnGrams(term, id)
    return id
  }

  function find(word: string): readonly SimilarTerm[] {
    const shared = new Map<number, number>()
    for (const gram of gramsOf(word)) {
      const list = grams.get(gram)
      if (list === undefined || list.length > MAX_GRAM_LIST) continue
      for (const id of list) shared.set(id, (shared.get(id) ?? 0) + 1)
    }
    const found: SimilarTerm[] = []
    for (const [id, count] of shared) {
      const term = terms[id] ?? ''
      if (term === word || (frequencies[id] ?? 0) === 0) continue
      const likeness = likenessOf(word, term, count)
      if (likeness >= 0.55) found.push({ id, term, likeness: Math.min(likeness, 0.9) })
    }
    return found.sort((a, b) => b.likeness - a.likeness || a.id - b.id).slice(0, MAX_SIMILAR)
  }

  function similar(word: string): readonly SimilarTerm[] {
    if (word.length < MIN_FUZZY_CHARS || !ONLY_LETTERS.test(word)) return []
    const hit = cache.get(word)
    if (hit !== undefined && hit.size === terms.length) return hit.found
    if (cache.size > 5000) cache.clear()
    const found = find(word)
    cache.set(word, { size: terms.length, found })
    return found
  }

  function startingWith(prefix: string, limit: number): readonly string[] {
    if (prefix === '') return []
    const found: number[] = []
    for (let id = 0; id < terms.length; id += 1) {
      if ((frequencies[id] ?? 0) > 0 && terms[id]?.startsWith(prefix) === true) found.push(id)
    }
    found.sort((a, b) => (frequencies[b] ?? 0) - (frequencies[a] ?? 0) || a - b)
    return found.slice(0, limit).map((id) => terms[id] ?? '')
  }

  return {
    idOf: (term) => ids.get(term),
    intern,
    frequency: (id) => frequencies[id] ?? 0,
    frequencyOf: (term) => frequencies[ids.get(term) ?? -1] ?? 0,
    count: (id, by) => {
      frequencies[id] = (frequencies[id] ?? 0) + by
    },
    similar,
    startingWith,
  }
}
