import AWSModel
import Documents

extension Fields {
  /// A word of a list of words; any other is a diagnostic and unknown.
  func choice<T: RawRepresentable<String> & Hashable & Sendable>(_ key: String, of type: T.Type) -> Attribute<T>? {
    string(key).map { choice($0, as: key, of: type) }
  }

  func choice<T: RawRepresentable<String> & Hashable & Sendable>(
    _ word: Attribute<String>, as key: String, of type: T.Type
  ) -> Attribute<T> {
    word.flatMap { text in
      if let value = T(rawValue: text) { return .known(value) }
      return .unknown(unreadable(key, text, at: word.place))
    }
  }

  /// What transit gateways call on and off; nil when it is left out.
  func isEnabled(_ key: String) -> Attribute<Bool>? {
    guard let word = string(key) else { return nil }
    return word.flatMap { text in
      switch text {
      case "enable": .known(true)
      case "disable": .known(false)
      default: .unknown(unreadable(key, text, at: word.place))
      }
    }
  }

  func isEnabled(_ key: String, default value: Bool) -> Attribute<Bool> { isEnabled(key) ?? defaulted(value) }

  private func unreadable(_ key: String, _ text: String, at place: Place) -> Unknown {
    let message = "\(key) is \"\(text)\", which is not known"
    context.report(Diagnostic(.unreadable, message, at: place.range))
    return Unknown("\(key) \"\(text)\"", .unreadable("not a word that is known"), at: place.range)
  }

  /// Whether something is, or may be, named by its ARN, and not by a name that is unique in its region.
  func isARN(_ key: String, _ attribute: String) -> Bool {
    guard let name = text(key) else { return false }
    guard let text = name.known else { return true }
    return text.attribute?.name == attribute || text.description.hasPrefix("arn:")
  }
}
