import Analysis
import Documents
import NetSpace
import Rules
import TestSupport
import Testing

/// Any resource by its native type and the native names of its attributes.
@Suite struct NativeResourceTests {
  private static let template = """
    Parameters:
      Access: {Type: String}
      Password: {Type: String, NoEcho: true}
      Big: {Type: String, AllowedValues: ["yes", "no"]}
    Conditions:
      IsBig: !Equals [!Ref Big, "yes"]
    Resources:
      Open:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: ml.t3.medium
          DirectInternetAccess: Enabled
          VolumeSizeInGB: 20
          Tags: [{Key: Team, Value: data}]
      Closed:
        Type: AWS::SageMaker::NotebookInstance
        Properties: {InstanceType: ml.t3.medium, DirectInternetAccess: Disabled, KmsKeyId: !GetAtt Key.Arn}
      Given:
        Type: AWS::SageMaker::NotebookInstance
        Condition: IsBig
        Properties:
          DirectInternetAccess: !Ref Access
          VolumeSizeInGB: !If [IsBig, 100, !Ref "AWS::NoValue"]
      Bare: {Type: AWS::SageMaker::NotebookInstance}
      Site:
        Type: AWS::Amplify::App
        Properties: {Name: site, OauthToken: sesame-open-4711, AccessToken: !Ref Password, MaxPasswordAge: 90}
      Key: {Type: AWS::KMS::Key}
    """

  private static let configuration = """
    {"variable": {"access": {"type": "string"}, "token": {"sensitive": true, "default": "sesame-open-4711"}},
     "resource": {
      "aws_sagemaker_notebook_instance": {
       "open": {"instance_type": "ml.t3.medium", "direct_internet_access": "Enabled", "volume_size": 20,
                "lifecycle": {"prevent_destroy": true}, "tags": {"Team": "data"}},
       "closed": {"direct_internet_access": "Disabled", "kms_key_id": "${aws_kms_key.key.arn}"},
       "given": {"direct_internet_access": "${var.access}"}},
      "aws_amplify_app": {"site": {"name": "${var.token}", "custom_rule": [{"source": "/<*>", "status": "404"}]}},
      "aws_kms_key": {"key": {}}}}
    """

  /// What rows say, `address` before a question mark where it is not decided whether they fit.
  private static func rows(
    _ condition: String, _ columns: [String] = ["address"], of text: String, path: String = "template.yaml"
  ) throws -> [String] {
    let query = try RelationQuery("resource", where: condition, select: columns)
    let result = query.rows(of: try Run.facts(text, path: path))
    #expect(result.failure == nil, "\(result.failure?.message ?? "")")
    return result.rows.map { row in
      row.values.map(\.words).joined(separator: " ") + (row.verdict == .unknown ? "?" : "")
    }
  }

  private static func template(_ condition: String, _ columns: String...) throws -> [String] {
    try rows(condition, columns.isEmpty ? ["address"] : columns, of: template)
  }

  private static func configuration(_ condition: String, _ columns: String...) throws -> [String] {
    try rows(condition, columns.isEmpty ? ["address"] : columns, of: configuration, path: "main.tf.json")
  }

  private static let notebook = "resource.type == \"AWS::SageMaker::NotebookInstance\""

  @Test func everyResourceIsThereByItsOwnType() throws {
    #expect(
      try Self.template("true", "type") == [
        "AWS::SageMaker::NotebookInstance", "AWS::SageMaker::NotebookInstance", "AWS::SageMaker::NotebookInstance?",
        "AWS::SageMaker::NotebookInstance", "AWS::Amplify::App", "AWS::KMS::Key",
      ])
    #expect(try Self.configuration("resource.type.startsWith(\"aws_k\")") == ["aws_kms_key.key"])
  }

  @Test func attributesHaveTheNamesAndTypesOfTheirTool() throws {
    #expect(
      try Self.template(
        "has(resource.attributes.VolumeSizeInGB) && resource.attributes.VolumeSizeInGB < 50", "address",
        "attributes.VolumeSizeInGB", "attributes.Tags", "attributes.Nothing.at_all") == [
          "Open 20 Key: Team, Value: data "
        ])
    #expect(
      try Self.configuration(
        "has(resource.attributes.tags) && resource.attributes.tags.Team == \"data\"", "address",
        "attributes.volume_size")
        == ["aws_sagemaker_notebook_instance.open 20"])
    #expect(
      try Self.configuration(
        "has(resource.attributes.custom_rule) && resource.attributes.custom_rule.exists(r, r.status == \"404\")")
        == ["aws_amplify_app.site"])
    // What is Terraform's is no attribute.
    #expect(try Self.configuration("has(resource.attributes.lifecycle)") == [])
    #expect(try Self.template("\(Self.notebook) && size(resource.attributes) == 0") == ["Bare"])
  }

  @Test func whatIsNotKnownOfAnAttributeIsNotDecided() throws {
    let access = "has(resource.attributes.DirectInternetAccess) && resource.attributes.DirectInternetAccess"
    #expect(try Self.template("\(access) == \"Enabled\"") == ["Open", "Given?"])
    #expect(try Self.template("has(resource.attributes.KmsKeyId)") == ["Closed"])
    #expect(
      try Self.template("has(resource.attributes.KmsKeyId) && resource.attributes.KmsKeyId != \"\"") == ["Closed?"])
    #expect(
      try Self.configuration(
        "has(resource.attributes.direct_internet_access) && resource.attributes.direct_internet_access != \"Disabled\"")
        == ["aws_sagemaker_notebook_instance.open", "aws_sagemaker_notebook_instance.given?"])
    // It is there only if its condition holds, and then it is large.
    #expect(
      try Self.template("has(resource.attributes.VolumeSizeInGB) && resource.attributes.VolumeSizeInGB == 100")
        == ["Given?"])
  }

  @Test func secretsAreNotShown() throws {
    for column in ["attributes", "attributes.OauthToken", "attributes.AccessToken"] {
      let shown = try Self.template("resource.type == \"AWS::Amplify::App\"", column).joined()
      #expect(shown.contains("secret") && !shown.contains("sesame"), "\(shown)")
    }
    #expect(try Self.template("has(resource.attributes.MaxPasswordAge)", "attributes.MaxPasswordAge") == ["90"])
    let shown = try Self.configuration("resource.type == \"aws_amplify_app\"", "attributes").joined()
    #expect(shown.contains("secret") && !shown.contains("sesame"), "\(shown)")
  }

  private static let plan = "Tests/Fixtures/terraform/native-names/plan.json"

  @Test func aPlanSaysWhatIsKnownOnlyAfterApplyAndWhatIsSecret() throws {
    let facts = try Run.facts(SourceFile.read(Repository.path(Self.plan)))
    func rows(_ condition: String, _ column: String) throws -> [String] {
      let query = try RelationQuery("resource", where: condition, select: [column])
      return query.rows(of: facts).rows.map { $0.values[0].words + ($0.verdict == .unknown ? "?" : "") }
    }
    let type = "resource.type == \"aws_sagemaker_notebook_instance\""
    #expect(
      try rows("\(type) && resource.attributes.direct_internet_access == \"Enabled\"", "address")
        == ["aws_sagemaker_notebook_instance.open"])
    #expect(
      try rows("\(type) && has(resource.attributes.kms_key_id) && resource.attributes.kms_key_id == \"\"", "address")
        == ["aws_sagemaker_notebook_instance.closed?"])
    #expect(
      try rows("\(type) && resource.attributes.arn == \"\"", "address")
        == ["aws_sagemaker_notebook_instance.closed?", "aws_sagemaker_notebook_instance.open?"])
    let app = try rows("resource.type == \"aws_amplify_app\"", "attributes").joined()
    #expect(app.contains("MODE: live") && app.contains("oauth_token: (unknown: oauth_token is secret)"))
    #expect(!app.contains("sesame"))
  }

  /// The place is that of the attribute, however deep.
  @Test(arguments: [
    ("resource.attributes.DirectInternetAccess", "DirectInternetAccess: Enabled"),
    ("resource.attributes.Tags", "Tags:"),
    ("resource.attributes", "Open:"), ("resource", "Open:"), ("resource.attributes.NotThere", "Open:"),
  ])
  func aFindingPointsAtTheAttribute(_ path: String, _ line: String) throws {
    let rule = try #require(
      Run.rule(
        """
        id: my-rule
        title: Open notebook
        severity: low
        for: resource
        where: \(Self.notebook) && has(resource.attributes.Tags)
        at: \(path)
        message: "{resource} of {resource.type} is {resource.attributes.DirectInternetAccess}"
        remediation: Close it.
        why: It is open.
        """
      ).rule)
    let finding = try #require(try Run.lint(Self.template, [rule]).findings.first)
    #expect(finding.message == "Open of AWS::SageMaker::NotebookInstance is Enabled")
    let lines = Self.template.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[finding.place.range.start.line - 1].contains(line))
  }
}
