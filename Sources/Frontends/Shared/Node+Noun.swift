import Documents

extension Node {
  /// What a person would call it: for messages.
  var noun: String {
    switch kind {
    case .null: "nothing"
    case .boolean, .number: scalar ?? "a number"
    case .string: "the text \"\(string ?? "")\""
    case .array: "a list"
    case .object: "an object"
    }
  }
}
