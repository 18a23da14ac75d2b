import AWSModel
import Testing

@testable import Analysis

@Suite struct ActionCatalogueTests {
  private let catalogue = ActionCatalogue.builtIn

  @Test func patternsExpandWhateverTheirCase() {
    let names = catalogue.actions(matching: "S3:getobject*").map(\.description)
    #expect(names.contains("s3:GetObject"))
    #expect(names.contains("s3:GetObjectAcl"))
    #expect(!names.contains("s3:PutObject"))
    #expect(catalogue.actions(matching: "s3:GetObjec?").map(\.name) == ["GetObject"])
    #expect(catalogue.actions(matching: "s3:NoSuchAction").isEmpty)
    #expect(catalogue.actions(matching: "nosuchservice:*").isEmpty)
    // A wildcard reaches across services: `iam:…`, but nothing of `s3`.
    #expect(Set(catalogue.actions(matching: "?am:PassRole").map(\.description)) == ["iam:PassRole"])
  }

  @Test func levelsAndResources() throws {
    let service = try #require(catalogue.service("S3"))
    let actions = Dictionary(service.actions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    #expect(actions["GetObject"]?.level == .read)
    #expect(actions["ListBucket"]?.level == .list)
    #expect(actions["PutBucketPolicy"]?.level == .permissionsManagement)
    #expect(actions["PutBucketTagging"]?.level == .tagging)
    #expect(actions["DeleteObject"]?.level == .write)
    #expect(actions["ListAllMyBuckets"]?.takesResource == false)
    #expect(actions["DeleteBucket"]?.resourceTypes == [.init(name: "bucket", isRequired: true)])
    #expect(actions["GetObject"]?.resourceTypes.map(\.name) == ["accesspointobject", "object"])
    #expect(actions["GetObject"]?.isLevelInferred == false)
    #expect(actions["GetObjectAnnotation"]?.isLevelInferred == true)
  }

  @Test func everyServiceIsReadWhole() {
    #expect(catalogue.serviceNames.count > 400)
    #expect(catalogue.serviceNames == catalogue.serviceNames.sorted())
    let services = catalogue.serviceNames.compactMap(catalogue.service)
    #expect(services.count == catalogue.serviceNames.count)
    #expect(services.reduce(0) { $0 + $1.actions.count } > 20_000)
    for action in S3Excess.allowedServiceActions {
      #expect(catalogue.service("s3")?.actions.contains { $0.name == action } == true, "\(action)")
    }
  }

  @Test func policiesOfAWSAreFoundByTheirARN() {
    let policies = AWSManagedPolicies.builtIn
    let place = PolicyFixtures.place()
    #expect(AWSManagedPolicies.name(ofARN: "arn:aws:iam::aws:policy/AdministratorAccess") == "AdministratorAccess")
    #expect(
      AWSManagedPolicies.name(ofARN: "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
        == "AWSLambdaBasicExecutionRole")
    #expect(AWSManagedPolicies.name(ofARN: "arn:aws:iam::123456789012:policy/AdministratorAccess") == nil)
    for name in [
      "AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess", "AmazonS3FullAccess", "AmazonS3ReadOnlyAccess",
      "AmazonECSTaskExecutionRolePolicy", "AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole",
      "AmazonSSMManagedInstanceCore", "CloudWatchAgentServerPolicy", "AmazonEC2ContainerRegistryReadOnly",
    ] {
      #expect(policies.document(named: name, at: place)?.statements.elements.isEmpty == false, "\(name)")
    }
    let logs = policies.document(named: "AWSLambdaBasicExecutionRole", at: place)?.statements.elements.first
    #expect(
      logs?.actions.patterns.elements.compactMap { $0.known?.literal } == [
        "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents",
      ])
    let power = policies.document(named: "PowerUserAccess", at: place)?.statements.elements.first
    #expect(power?.actions.isNegated == true)
    #expect(power?.actions.patterns.elements.first?.known?.literal == "iam:*")
    #expect(policies.document(named: "NoSuchPolicy", at: place) == nil)
  }
}
