import AWSModel
import Documents
import NetSpace
import TestSupport
import Testing

@testable import Frontends

/// What a plan says was there before.
@Suite struct TerraformPriorTests {
  private static func infrastructure(_ moment: StackMoment) throws -> Infrastructure {
    let path = Repository.path("Tests/Fixtures/terraform/apply-opens/plan.json")
    let plan = try #require(try TerraformPlan(try Document.json(try SourceFile.read(path)), moment))
    return plan.infrastructure(identifiers: plan.identifiers)
  }

  @Test func resourcesAreThoseOfBefore() throws {
    // By its new name what has moved: it is the same resource.
    #expect(
      try Self.infrastructure(.prior).instances.map(\.id.address).sorted() == [
        "aws_instance.app", "aws_instance.bastion", "aws_instance.old",
      ])
    #expect(
      try Self.infrastructure(.planned).instances.map(\.id.address).sorted() == [
        "aws_instance.app", "aws_instance.bastion", "aws_instance.new",
      ])
  }

  @Test func valuesAreThoseOfBefore() throws {
    func sources(_ moment: StackMoment) throws -> [String] {
      let groups = try Self.infrastructure(moment).securityGroups
      let bastion = try #require(groups.first { $0.id.address == "aws_security_group.bastion" })
      return bastion.rules.elements.filter { $0.direction == .ingress }.flatMap(\.peers.elements).map { peer in
        if case .block(let block) = peer.kind { "\(block.bounds.must)" } else { "no block" }
      }
    }
    #expect(try sources(.prior) == ["151.101.1.0/24"])
    #expect(try sources(.planned) == ["0.0.0.0/0"])
  }

  /// Links are literal ids before, and lead to the resources that have them.
  @Test func linksAreKnown() throws {
    for instance in try Self.infrastructure(.prior).instances {
      #expect(instance.subnet?.target.id != nil)
    }
  }

  @Test(arguments: [
    "{\"Resources\": {\"A\": {\"Type\": \"AWS::EC2::VPC\"}}}", "{\"resource\": {\"aws_vpc\": {\"a\": {}}}}",
  ])
  func othersDoNotSay(_ text: String) throws {
    let document = try Document.json(SourceFile(path: "x.tf.json", bytes: Array(text.utf8)))
    #expect(throws: InputError.self) { try Frontend.reader(for: document, .prior) }
    #expect(try Frontend.reader(for: document) != nil)
  }
}
