import AWSModel
import Documents

/// Finds out what a document is, by what is in it and not by its name.
package enum Frontend {
  /// Sections that say again what others say, of which no reader needs to see what is in them: a third of a plan.
  package static let unread = TerraformPlan.unread

  /// The reader for a document; nil if the document is of no format that is understood.
  ///
  /// - Throws: `InputError` for a document that is of such a format, but of a version or shape that is not understood, or
  ///   that does not tell of the moment.
  package static func reader(
    for document: Document, _ moment: StackMoment = .planned
  ) throws(InputError) -> (any StackReader)? {
    if let plan = try TerraformPlan(document, moment) { return plan }
    let other: (any StackReader)? =
      if let template = try CloudFormationTemplate(document) {
        template
      } else if let state = try TerraformState.read(document) {
        state
      } else {
        TerraformConfiguration(document)
      }
    if let other, moment == .prior {
      throw InputError(
        at: .start(of: document.file), message: "a \(other.format.rawValue) does not say what was there before",
        help: "name both sides; only a plan has both of its own")
    }
    return other
  }
}
