import AWSModel
import Documents

/// Finds out what a document is, by what is in it and not by its name.
package enum Frontend {
  /// The reader for a document; nil if the document is of no format that is understood.
  ///
  /// - Throws: `InputError` for a document that is of such a format, but of a version or shape that is not understood.
  package static func reader(for document: Document) throws(InputError) -> (any StackReader)? {
    if let plan = try TerraformPlan(document) { return plan }
    if let template = try CloudFormationTemplate(document) { return template }
    if let configuration = try TerraformConfiguration(document) { return configuration }
    return nil
  }
}
