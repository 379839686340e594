// Which rules and readers a line calls for by the literals that it holds. See rule-literals.ts for the lists.

import {
  calledReaders,
  calledRules,
  everywhere,
  everywhereCount,
  found,
  held,
  needItems,
  needStarts,
  readerItems,
  readerSeen,
  readerStarts,
  ruleItems,
  ruleSeen,
  ruleStarts,
  setItems,
  setStarts,
} from './tables'

export let ruleCount: u32 = 0
export let readerCount: u32 = 0

let stamp: u32 = 0

/** Of a line that holds so many literals; those that it holds are stamped so. */
export function call(foundCount: u32, lineStamp: u32): void {
  stamp = lineStamp
  ruleCount = 0
  readerCount = 0
  for (let index: u32 = 0; index < everywhereCount; index++) callRule(wordAt(everywhere, index))
  for (let index: u32 = 0; index < foundCount; index++) {
    const id = wordAt(found, index)
    if (ruleStarts !== 0) callRules(id)
    if (readerStarts !== 0) callReaders(id)
  }
}

function callRules(id: u32): void {
  const end = wordAt(ruleStarts, id + 1)
  for (let index = wordAt(ruleStarts, id); index < end; index++) {
    const rule = wordAt(ruleItems, index)
    if (needStarts === 0 || isMet(rule)) callRule(rule)
  }
}

function callRule(rule: u32): void {
  if (wordAt(ruleSeen, rule) === stamp) return
  store<u32>(ruleSeen + (rule << 2), stamp)
  insert(calledRules, ruleCount++, rule)
}

function callReaders(id: u32): void {
  const end = wordAt(readerStarts, id + 1)
  for (let index = wordAt(readerStarts, id); index < end; index++) {
    const reader = wordAt(readerItems, index)
    if (wordAt(readerSeen, reader) === stamp) continue
    store<u32>(readerSeen + (reader << 2), stamp)
    insert(calledReaders, readerCount++, reader)
  }
}

/** A rule that is called is one of few: kept in order, the lowest first. */
function insert(list: usize, count: u32, item: u32): void {
  let at = count
  while (at > 0 && wordAt(list, at - 1) > item) {
    store<u32>(list + (at << 2), wordAt(list, at - 1))
    at--
  }
  store<u32>(list + (at << 2), item)
}

/** Whether the line holds a literal of every set that the rule needs. */
function isMet(rule: u32): bool {
  const end = wordAt(needStarts, rule + 1)
  for (let index = wordAt(needStarts, rule); index < end; index++) {
    if (!holdsOne(wordAt(needItems, index))) return false
  }
  return true
}

function holdsOne(set: u32): bool {
  const end = wordAt(setStarts, set + 1)
  for (let index = wordAt(setStarts, set); index < end; index++) {
    if (wordAt(held, wordAt(setItems, index)) === stamp) return true
  }
  return false
}

function wordAt(table: usize, index: u32): u32 {
  return load<u32>(table + (index << 2))
}
