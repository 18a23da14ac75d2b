import Synchronization

/// Answers that are computed at the first question and kept.
package final class Memo<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
  private let answers = Mutex<[Key: Answer]>([:])

  package init() {}

  package func value(_ key: Key, _ compute: () -> Answer) -> Answer {
    if let answer = answers.withLock({ $0[key] }) { return answer }
    // Not under the lock: an answer may need others of the same kind.
    let answer = compute()
    answers.withLock { $0[key] = answer }
    return answer
  }
}

/// An answer that is computed at the first question and kept.
package final class Once<Answer: Sendable>: Sendable {
  private let answer = Mutex<Answer?>(nil)

  package init() {}

  package func value(_ compute: () -> Answer) -> Answer {
    if let answer = answer.withLock({ $0 }) { return answer }
    // Not under the lock: an answer may need others.
    let computed = compute()
    answer.withLock { $0 = computed }
    return computed
  }
}
