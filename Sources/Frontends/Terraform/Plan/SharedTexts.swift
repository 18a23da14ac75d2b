/// Texts that are written many times and kept once: of a large plan the types, modules and names of its resources.
struct SharedTexts {
  private var known: Set<String> = []

  /// The same text, kept where it was met first; one of up to 15 bytes takes no memory of its own.
  mutating func shared(_ text: String) -> String {
    text.utf8.count < 16 ? text : known.insert(text).memberAfterInsert
  }
}
