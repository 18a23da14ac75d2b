/// What the ARNs of a type of resource look like, as far as its name tells.
enum ARNForm {
  /// Those of a resource of a type of Terraform or CloudFormation; empty if nothing is known of them.
  ///
  /// - Parameter property: the text of one of its properties, if that is known.
  static func forms(ofType type: String, property: (String) -> String?) -> [GlobPattern] {
    let listed = listedForms(ofType: type)
    guard let last = nameProperties[type], let name = property(last), !name.contains(":") else { return listed }
    // The name is the last of what varies.
    return listed.map { form in
      form.symbols.last == .run ? GlobPattern(form.symbols.dropLast() + GlobPattern(spelling: name).symbols) : form
    }
  }

  /// `aws_ecs_cluster` and `AWS::ECS::Cluster`: of the service `ecs` what it calls `cluster`.
  private static func listedForms(ofType type: String) -> [GlobPattern] {
    let separator = type.hasPrefix("AWS::") ? ":" : "_"
    let words = type.lowercased().split(separator: Character(separator))
    guard words.count > 2, words[0] == "aws", let service = ActionCatalogue.builtIn.service(String(words[1])) else {
      return []
    }
    let name = words.dropFirst(2).joined()
    let types = Set(service.actions.flatMap(\.resourceTypes).map(\.name))
    let exact = types.filter { letters($0) == name }
    let found = exact.isEmpty ? types.filter { letters($0).hasSuffix(name) } : exact
    return found.sorted().flatMap { ActionCatalogue.builtIn.formats(ofType: $0, in: service.name) }
  }

  private static func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// The properties that are the last part of the ARN, which more often is an identifier that AWS gives.
  ///
  /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  private static let nameProperties = [
    "aws_codebuild_project": "name",
    "aws_ecs_cluster": "name",
    "aws_eks_cluster": "name",
    "aws_rds_cluster": "cluster_identifier",
    "AWS::CodeBuild::Project": "Name",
    "AWS::ECS::Cluster": "ClusterName",
    "AWS::EKS::Cluster": "Name",
  ]
}
