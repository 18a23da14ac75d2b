import Synchronization

/// Answers that are computed at the first question and kept.
///
/// Public, so that the modules that use it have code that is made for their keys and answers.
public final class Memo<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
  @usableFromInline let answers = Mutex<[Key: Answer]>([:])

  public init() {}

  @inlinable public func value(_ key: Key, _ compute: () -> Answer) -> Answer {
    if let answer = answers.withLock({ $0[key] }) { return answer }
    // Not under the lock: an answer may need others of the same kind.
    let answer = compute()
    answers.withLock { $0[key] = answer }
    return answer
  }
}

/// An answer that is computed at the first question and kept.
public final class Once<Answer: Sendable>: Sendable {
  @usableFromInline let answer = Mutex<Answer?>(nil)

  public init() {}

  @inlinable public func value(_ compute: () -> Answer) -> Answer {
    if let answer = answer.withLock({ $0 }) { return answer }
    // Not under the lock: an answer may need others.
    let computed = compute()
    answer.withLock { $0 = computed }
    return computed
  }
}

/// The last answer alone, for what is asked several times in a row and is too large to be kept for all.
public final class Recent<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
  @usableFromInline let last = Mutex<(key: Key, answer: Answer)?>(nil)

  public init() {}

  @inlinable public func value(_ key: Key, _ compute: () -> Answer) -> Answer {
    if let last = last.withLock({ $0 }), last.key == key { return last.answer }
    // Not under the lock: an answer may need others.
    let answer = compute()
    last.withLock { $0 = (key, answer) }
    return answer
  }
}
